import { adminApi } from '../../src/api/admin-api';
import { defaultSettings } from '../../src/settings/settings';
import { ADMIN, invokeHandler, jiraWithOneAdmin, type Platform, createFakePlatform } from './fake-platform';

const callAsAdmin = (name: string, input: unknown) =>
  invokeHandler(adminApi, name, input, { account: ADMIN });
const auditTrailKinds = ({ store }: Platform) =>
  [...store].filter(([key]) => /^audit:\d/.test(key)).map(([, entry]) => (entry as { kind: string }).kind);
const storedSettings = ({ entities }: Platform) =>
  (entities.get('settings/current') as { body: typeof defaultSettings; revision: number } | undefined)?.body;

const sensitive = (id: string) => ({
  group: 'sensitive',
  value: {
    sensitiveSpaces: [{ id, name: 'Payments', reason: 'Card data', owner: 'lee', until: '2027-01-01' }],
  },
});

describe('saving settings', () => {
  it('changes only its own group, and is recorded and judged', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    expect(await callAsAdmin('saveSettings', { revision: 0, change: sensitive('1') })).toEqual({
      is: 'done',
      value: { revision: 1 },
    });
    expect(storedSettings(platform)).toEqual({
      ...defaultSettings,
      sensitiveSpaces: sensitive('1').value.sensitiveSpaces,
    });
    expect(auditTrailKinds(platform)).toEqual(['settings']);
    expect(platform.pushedMessages).toEqual([{ kind: 'settle', why: 'settings', objects: [] }]);
  });

  it('refuses a change based on an older revision, and writes nothing', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    await callAsAdmin('saveSettings', { revision: 0, change: sensitive('1') });
    expect(await callAsAdmin('saveSettings', { revision: 0, change: sensitive('2') })).toEqual({
      is: 'refused',
      error: { code: 'conflict' },
    });
    expect(storedSettings(platform)?.sensitiveSpaces.map(({ id }) => id)).toEqual(['1']);
    expect(auditTrailKinds(platform)).toEqual(['settings']);
  });

  it('records nothing if nothing changes', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    await callAsAdmin('saveSettings', { revision: 0, change: sensitive('1') });
    expect(await callAsAdmin('saveSettings', { revision: 1, change: sensitive('1') })).toMatchObject({
      value: { revision: 1 },
    });
    expect(platform.pushedMessages).toHaveLength(1);
  });

  it('removes a value that a group leaves empty', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const site = (began: object) => ({ group: 'site', value: { timeZone: 'Europe/Berlin', ...began } });
    await callAsAdmin('saveSettings', { revision: 0, change: site({ siteBegan: '2020-02-02' }) });
    expect(storedSettings(platform)?.siteBegan).toBe('2020-02-02');
    await callAsAdmin('saveSettings', { revision: 1, change: site({}) });
    expect(storedSettings(platform)).not.toHaveProperty('siteBegan');
  });

  it.each([
    ['a space without a work type', { project: '10010' }, 'change.value.filing.issueType'],
    ['a work type without a space', { issueType: '10001' }, 'change.value.filing.project'],
  ])('refuses %s', async (_what, filing, path) => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    for (const group of ['filing', 'all']) {
      expect(
        await callAsAdmin('saveSettings', { revision: 0, change: { group, value: { filing } } }),
      ).toEqual({
        is: 'refused',
        error: { code: 'invalid', fields: [{ path, why: 'custom' }] },
      });
    }
    expect(storedSettings(platform)).toBeUndefined();
  });

  it('refuses a future day as the site’s first day', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const change = { group: 'site', value: { timeZone: 'UTC', siteBegan: '2999-01-01' } };
    expect(await callAsAdmin('saveSettings', { revision: 0, change })).toEqual({
      is: 'refused',
      error: { code: 'invalid', fields: [{ path: 'siteBegan', why: 'too_late' }] },
    });
  });

  it('refuses an incomplete approval of a public space', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const approvedSpaces = [{ id: '1', reason: ' ', owner: 'lee', permissions: [] }];
    const change = { group: 'open', value: { approvedSpaces } };
    expect(await callAsAdmin('saveSettings', { revision: 0, change })).toEqual({
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

  it('refuses to mark an app as Atlassian’s without a reason and an expiry', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const change = { group: 'open', value: { atlassianApps: [{ id: 'a1', owner: 'lee' }] } };
    expect(await callAsAdmin('saveSettings', { revision: 0, change })).toMatchObject({
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

  it('refuses more than can be stored, and keeps what was there', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const long = (list: number) =>
      Array.from({ length: 100 }, (_, index) => ({ id: `${list}-${index}`, reason: 'r'.repeat(900) }));
    const change = {
      group: 'all',
      value: { reviewedAdmins: long(1), knownApps: long(2), approvedFilters: long(3) },
    };
    expect(await callAsAdmin('saveSettings', { revision: 0, change })).toEqual({
      is: 'refused',
      error: { code: 'invalid', fields: [{ path: 'change.value', why: 'too_big' }] },
    });
    expect(storedSettings(platform)).toBeUndefined();
  });

  it('names the field that does not fit', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const change = { group: 'filing', value: { filing: { cap: 21 } } };
    expect(await callAsAdmin('saveSettings', { revision: 0, change })).toEqual({
      is: 'refused',
      error: { code: 'invalid', fields: [{ path: 'change.value.filing.cap', why: 'too_big' }] },
    });
  });

  it('never imports a baseline from a file', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    await callAsAdmin('takeBaseline', { mode: 'drift', revision: 0 });
    const savedBaseline = storedSettings(platform)?.baseline;
    const file = {
      ...defaultSettings,
      timeZone: 'Asia/Tokyo',
      baseline: { mode: 'all', takenAt: 0, by: 'x' },
    };
    await callAsAdmin('saveSettings', { revision: 1, change: { group: 'all', value: file } });
    expect(storedSettings(platform)).toMatchObject({ timeZone: 'Asia/Tokyo', baseline: savedBaseline });
  });
});

describe('taking a baseline', () => {
  it('stores who and when, and is recorded and judged', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    expect(await callAsAdmin('takeBaseline', { mode: 'all', revision: 0 })).toMatchObject({
      value: { revision: 1 },
    });
    expect(storedSettings(platform)?.baseline).toMatchObject({ mode: 'all', by: ADMIN });
    expect(auditTrailKinds(platform)).toEqual(['baseline']);
    expect(platform.pushedMessages).toEqual([{ kind: 'settle', why: 'baseline', objects: [] }]);
  });

  it('is refused after another admin saved', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    await callAsAdmin('saveSettings', { revision: 0, change: sensitive('1') });
    expect(await callAsAdmin('takeBaseline', { mode: 'all', revision: 0 })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect(storedSettings(platform)?.baseline).toBeUndefined();
  });
});

describe('attesting', () => {
  const answers = {
    lastBackup: '2020-01-01',
    keptWhere: 'Bucket',
    keptDays: 30,
    whoCanDelete: 'Nobody',
    result: 'notEffective',
    evidence: 'backup.log',
  };

  it('is recorded with its answers and its account, and judged', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const answer = await callAsAdmin('attest', { control: 'INF-14', version: 1, answers });
    expect(answer).toMatchObject({ is: 'done' });
    const [decision] = [...platform.entities].filter(([key]) => key.startsWith('decision/'));
    expect(decision?.[1]).toMatchObject({ control: 'INF-14', body: { by: ADMIN, answers, version: 1 } });
    expect(auditTrailKinds(platform)).toEqual(['attestation']);
    expect(platform.pushedMessages).toEqual([{ kind: 'settle', why: 'attestation', objects: [] }]);
  });

  it('is refused for another version of the form', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    expect(await callAsAdmin('attest', { control: 'INF-14', version: 0, answers })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect(platform.entities.size).toBe(0);
  });

  it('names the invalid field', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const late = { ...answers, lastBackup: '2999-01-01' };
    expect(await callAsAdmin('attest', { control: 'INF-14', version: 1, answers: late })).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'lastBackup', why: 'day-after-today' }] },
    });
    expect(await callAsAdmin('attest', { control: 'INF-99', version: 1, answers })).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'control' }] },
    });
  });
});

describe('the audit trail', () => {
  it('is shown newest first, a page at a time, and verified', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    for (let revision = 0; revision < 27; revision += 1)
      await callAsAdmin('saveSettings', { revision, change: sensitive(String(revision + 1)) });
    const first = (await callAsAdmin('auditTrail', {})) as {
      value: { entries: { seq: number }[]; hasMore: boolean };
    };
    expect([first.value.entries.length, first.value.entries[0]?.seq, first.value.hasMore]).toEqual([
      25,
      27,
      true,
    ]);
    expect(await callAsAdmin('auditTrail', { before: 3 })).toMatchObject({
      value: { entries: [{ seq: 2 }, { seq: 1 }], hasMore: false },
    });
    expect(await callAsAdmin('verifyAuditTrail', {})).toEqual({
      is: 'done',
      value: { is: 'whole', entries: 27 },
    });
    const key = 'audit:000000007';
    platform.store.set(key, { ...(platform.store.get(key) as object), by: 'someone else' });
    expect(await callAsAdmin('verifyAuditTrail', {})).toEqual({
      is: 'done',
      value: { is: 'broken', seq: 7 },
    });
  });
});

describe('Scan now', () => {
  it('pushes one message with the account of the admin', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    expect(await callAsAdmin('scanNow', {})).toEqual({ is: 'done', value: { is: 'asked' } });
    expect(platform.pushedMessages).toEqual([{ kind: 'scan-now', by: ADMIN }]);
  });
});
