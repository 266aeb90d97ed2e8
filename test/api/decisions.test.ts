import { adminApi } from '../../src/api/admin-api';
import { defaultSettings } from '../../src/settings/settings';
import { ADMIN, invoked, jiraWithOneAdmin, type Platform, platformWith } from './platform';

const asAdmin = (name: string, input: unknown) => invoked(adminApi, name, input, { account: ADMIN });
const ledgerKinds = ({ store }: Platform) =>
  [...store].filter(([key]) => /^ledger:\d/.test(key)).map(([, entry]) => (entry as { kind: string }).kind);
const storedSettings = ({ entities }: Platform) =>
  (entities.get('settings/current') as { body: typeof defaultSettings; revision: number } | undefined)?.body;

const sensitive = (id: string) => ({
  group: 'sensitive',
  value: {
    sensitiveSpaces: [{ id, name: 'Payments', reason: 'Card data', owner: 'lee', until: '2027-01-01' }],
  },
});

describe('saving settings', () => {
  it('changes its own group alone, is recorded and judged', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    expect(await asAdmin('saveSettings', { revision: 0, change: sensitive('1') })).toEqual({
      is: 'done',
      value: { revision: 1 },
    });
    expect(storedSettings(platform)).toEqual({
      ...defaultSettings,
      sensitiveSpaces: sensitive('1').value.sensitiveSpaces,
    });
    expect(ledgerKinds(platform)).toEqual(['settings']);
    expect(platform.pushed).toEqual([{ kind: 'settle', why: 'settings', objects: [] }]);
  });

  it('refuses what was read before somebody else saved, and writes nothing', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    await asAdmin('saveSettings', { revision: 0, change: sensitive('1') });
    expect(await asAdmin('saveSettings', { revision: 0, change: sensitive('2') })).toEqual({
      is: 'refused',
      error: { code: 'conflict' },
    });
    expect(storedSettings(platform)?.sensitiveSpaces.map(({ id }) => id)).toEqual(['1']);
    expect(ledgerKinds(platform)).toEqual(['settings']);
  });

  it('makes no decision of what is there already', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    await asAdmin('saveSettings', { revision: 0, change: sensitive('1') });
    expect(await asAdmin('saveSettings', { revision: 1, change: sensitive('1') })).toMatchObject({
      value: { revision: 1 },
    });
    expect(platform.pushed).toHaveLength(1);
  });

  it('takes away what a group leaves empty', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const site = (began: object) => ({ group: 'site', value: { timeZone: 'Europe/Berlin', ...began } });
    await asAdmin('saveSettings', { revision: 0, change: site({ siteBegan: '2020-02-02' }) });
    expect(storedSettings(platform)?.siteBegan).toBe('2020-02-02');
    await asAdmin('saveSettings', { revision: 1, change: site({}) });
    expect(storedSettings(platform)).not.toHaveProperty('siteBegan');
  });

  it.each([
    ['a space without a work type', { project: '10010' }, 'change.value.filing.issueType'],
    ['a work type without a space', { issueType: '10001' }, 'change.value.filing.project'],
  ])('takes %s for no place', async (_what, filing, path) => {
    const platform = platformWith(jiraWithOneAdmin);
    for (const group of ['filing', 'all']) {
      expect(await asAdmin('saveSettings', { revision: 0, change: { group, value: { filing } } })).toEqual({
        is: 'refused',
        error: { code: 'invalid', fields: [{ path, why: 'custom' }] },
      });
    }
    expect(storedSettings(platform)).toBeUndefined();
  });

  it('takes no day that is to come as the first of the site', async () => {
    platformWith(jiraWithOneAdmin);
    const change = { group: 'site', value: { timeZone: 'UTC', siteBegan: '2999-01-01' } };
    expect(await asAdmin('saveSettings', { revision: 0, change })).toEqual({
      is: 'refused',
      error: { code: 'invalid', fields: [{ path: 'siteBegan', why: 'too_late' }] },
    });
  });

  it('takes no approval of a public space that says too little to approve anything', async () => {
    platformWith(jiraWithOneAdmin);
    const approvedSpaces = [{ id: '1', reason: ' ', owner: 'lee', permissions: [] }];
    const change = { group: 'open', value: { approvedSpaces } };
    expect(await asAdmin('saveSettings', { revision: 0, change })).toEqual({
      is: 'refused',
      error: {
        code: 'invalid',
        fields: [
          { path: 'change.value.approvedSpaces.0.permissions', why: 'custom' },
          { path: 'change.value.approvedSpaces.0.reason', why: 'custom' },
          { path: 'change.value.approvedSpaces.0.until', why: 'custom' },
        ],
      },
    });
  });

  it('takes no mark of an app as Atlassian’s own without a reason and an end', async () => {
    platformWith(jiraWithOneAdmin);
    const change = { group: 'open', value: { atlassianApps: [{ id: 'a1', owner: 'lee' }] } };
    expect(await asAdmin('saveSettings', { revision: 0, change })).toMatchObject({
      is: 'refused',
      error: {
        code: 'invalid',
        fields: [
          { path: 'change.value.atlassianApps.0.reason' },
          { path: 'change.value.atlassianApps.0.until' },
        ],
      },
    });
  });

  it('refuses more than can be kept, and keeps what was there', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const long = (list: number) =>
      Array.from({ length: 100 }, (_, index) => ({ id: `${list}-${index}`, reason: 'r'.repeat(900) }));
    const change = {
      group: 'all',
      value: { reviewedAdmins: long(1), knownApps: long(2), approvedFilters: long(3) },
    };
    expect(await asAdmin('saveSettings', { revision: 0, change })).toEqual({
      is: 'refused',
      error: { code: 'invalid', fields: [{ path: 'change.value', why: 'too_big' }] },
    });
    expect(storedSettings(platform)).toBeUndefined();
  });

  it('names the field that does not fit', async () => {
    platformWith(jiraWithOneAdmin);
    const change = { group: 'filing', value: { filing: { cap: 21 } } };
    expect(await asAdmin('saveSettings', { revision: 0, change })).toEqual({
      is: 'refused',
      error: { code: 'invalid', fields: [{ path: 'change.value.filing.cap', why: 'too_big' }] },
    });
  });

  it('never lets a file bring a baseline', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    await asAdmin('takeBaseline', { mode: 'worse', revision: 0 });
    const taken = storedSettings(platform)?.baseline;
    const file = {
      ...defaultSettings,
      timeZone: 'Asia/Tokyo',
      baseline: { mode: 'all', takenAt: 0, by: 'x' },
    };
    await asAdmin('saveSettings', { revision: 1, change: { group: 'all', value: file } });
    expect(storedSettings(platform)).toMatchObject({ timeZone: 'Asia/Tokyo', baseline: taken });
  });
});

describe('taking a baseline', () => {
  it('says who and when, is recorded and judged', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    expect(await asAdmin('takeBaseline', { mode: 'all', revision: 0 })).toMatchObject({
      value: { revision: 1 },
    });
    expect(storedSettings(platform)?.baseline).toMatchObject({ mode: 'all', by: ADMIN });
    expect(ledgerKinds(platform)).toEqual(['baseline']);
    expect(platform.pushed).toEqual([{ kind: 'settle', why: 'baseline', objects: [] }]);
  });

  it('is refused after somebody else saved', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    await asAdmin('saveSettings', { revision: 0, change: sensitive('1') });
    expect(await asAdmin('takeBaseline', { mode: 'all', revision: 0 })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect(storedSettings(platform)?.baseline).toBeUndefined();
  });
});

describe('attesting', () => {
  const blanks = {
    lastBackup: '2020-01-01',
    keptWhere: 'Bucket',
    keptDays: 30,
    whoCanDelete: 'Nobody',
    result: 'notEffective',
    evidence: 'backup.log',
  };

  it('is recorded with its words and its person, and judged', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const answer = await asAdmin('attest', { control: 'INF-14', version: 1, blanks });
    expect(answer).toMatchObject({ is: 'done' });
    const [decision] = [...platform.entities].filter(([key]) => key.startsWith('decision/'));
    expect(decision?.[1]).toMatchObject({ control: 'INF-14', body: { by: ADMIN, blanks, version: 1 } });
    expect(ledgerKinds(platform)).toEqual(['attestation']);
    expect(platform.pushed).toEqual([{ kind: 'settle', why: 'attestation', objects: [] }]);
  });

  it('is refused for words that were not the ones on the form', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    expect(await asAdmin('attest', { control: 'INF-14', version: 0, blanks })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect(platform.entities.size).toBe(0);
  });

  it('names the blank that is wrong', async () => {
    platformWith(jiraWithOneAdmin);
    const late = { ...blanks, lastBackup: '2999-01-01' };
    expect(await asAdmin('attest', { control: 'INF-14', version: 1, blanks: late })).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'lastBackup', why: 'day-after-today' }] },
    });
    expect(await asAdmin('attest', { control: 'INF-99', version: 1, blanks })).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'control' }] },
    });
  });
});

describe('the ledger', () => {
  it('is shown newest first, a page at a time, and verified', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    for (let revision = 0; revision < 27; revision += 1)
      await asAdmin('saveSettings', { revision, change: sensitive(String(revision + 1)) });
    const first = (await asAdmin('ledger', {})) as { value: { entries: { seq: number }[]; more: boolean } };
    expect([first.value.entries.length, first.value.entries[0]?.seq, first.value.more]).toEqual([
      25,
      27,
      true,
    ]);
    expect(await asAdmin('ledger', { before: 3 })).toMatchObject({
      value: { entries: [{ seq: 2 }, { seq: 1 }], more: false },
    });
    expect(await asAdmin('verify', {})).toEqual({ is: 'done', value: { is: 'whole', entries: 27 } });
    const key = 'ledger:000000007';
    platform.store.set(key, { ...(platform.store.get(key) as object), by: 'somebody else' });
    expect(await asAdmin('verify', {})).toEqual({ is: 'done', value: { is: 'broken', seq: 7 } });
  });
});

describe('Sweep now', () => {
  it('asks the mailbox once and says who asked', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    expect(await asAdmin('sweepNow', {})).toEqual({ is: 'done', value: { is: 'asked' } });
    expect(platform.pushed).toEqual([{ kind: 'sweep-now', by: ADMIN }]);
  });
});
