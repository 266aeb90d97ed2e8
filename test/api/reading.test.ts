import { adminApi } from '../../src/api/admin-api';
import { panelApi } from '../../src/api/panel-api';
import { sources, SOURCES } from '../../src/evidence/sources';
import { unfiled } from '../../src/remediation/memory';
import { filedName } from '../../src/remediation/wanted';
import { EvidenceStore } from '../../src/storage/evidence';
import { writeFindings } from '../../src/storage/findings';
import { keepDay } from '../../src/storage/history';
import { newRun } from '../../src/storage/run';
import { DAY, HOUR, type Instant, MINUTE, instant } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { ADMIN, type Asked, invoked, jiraWithOneAdmin, PLAIN, platformWith } from './platform';

const asAdmin = (name: string, input: unknown) => invoked(adminApi, name, input, { account: ADMIN });
const valueOf = <T>(answer: unknown): T => (answer as { value: T }).value;

const NOW = instant(Date.UTC(2026, 10, 20, 12));
const at = (moment: number): void => {
  jest.spyOn(Date, 'now').mockReturnValue(moment);
};
beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

const life = (number: number, part: Partial<Life> = {}): Life => ({
  finding: {
    key: `INF-03:filter-public:filter-${number}:`,
    control: 'INF-03',
    code: 'filter-public',
    severity: 'medium',
    subject: { kind: 'filter', id: String(number), source: 'publicFilters', name: `Filter ${number}` },
    args: { filter: String(number), name: `Filter ${number}`, spacePublic: false, namesSensitive: false },
    owner: 'lee',
  },
  state: 'open',
  since: NOW,
  readAt: NOW,
  firstSeen: NOW,
  lastSeen: NOW,
  returned: 0,
  baseline: false,
  origin: 'site',
  added: [],
  known: [],
  version: 1,
  ...part,
});

const checklist = (part: object = {}) => ({
  schema: 1,
  at: NOW,
  score: {
    assured: 50,
    possible: 60,
    bands: { proved: 50, attested: 0, unknown: 10, due: 0, 'not-met': 40 },
  },
  rows: [],
  events: [],
  coverage: [],
  ...part,
});

describe('one page load', () => {
  it('works before anything was read', async () => {
    platformWith(jiraWithOneAdmin);
    const value = valueOf<object>(await asAdmin('home', {}));
    expect(value).toMatchObject({ queue: [], trend: [], app: 'well', setup: { started: false } });
    expect(value).not.toHaveProperty('checklist');
    expect(value).not.toHaveProperty('lastVisit');
  });

  it('counts from the last look of an earlier visit; a first visit is one, any other lasts a day', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const lookAt = async (moment: number) => {
      at(moment);
      return valueOf<{ lastVisit?: number }>(await asAdmin('home', {})).lastVisit;
    };
    expect(await lookAt(NOW)).toBeUndefined();
    expect(await lookAt(NOW + HOUR / 4)).toBeUndefined();
    expect(await lookAt(NOW + HOUR)).toBe(NOW + HOUR / 4);
    expect(await lookAt(NOW + 9 * HOUR)).toBe(NOW + HOUR / 4);
    expect(await lookAt(NOW + 2 * DAY)).toBe(NOW + 9 * HOUR);
    expect(await lookAt(NOW + 2 * DAY + HOUR)).toBe(NOW + 9 * HOUR);
    const held = platform.store.get(`seen:${ADMIN}`);
    expect(await lookAt(NOW + 2 * DAY + HOUR + 1)).toBe(NOW + 9 * HOUR);
    expect(platform.store.get(`seen:${ADMIN}`)).toBe(held);
  });

  it('tells what got worse since, however much it was, and a status that fell', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const row = (control: string, status: string, part: object = {}) => ({
      control,
      area: 'information',
      status,
      weight: 'high',
      review: 'month',
      open: 0,
      suspected: 0,
      baseline: 0,
      gaps: [],
      notes: [],
      since: NOW,
      workItems: [],
      ...part,
    });
    const show = (rows: object[]) => platform.store.set('checklist', checklist({ rows }));
    const worse = async () => valueOf<{ worse: unknown }>(await asAdmin('home', {})).worse;
    show([row('INF-03', 'not-met', { worse: 12 }), row('INF-14', 'attested'), row('USR-02', 'unknown')]);
    expect(await worse()).toEqual([]);
    at(NOW + DAY);
    show([
      row('INF-03', 'not-met', { worse: 312, weight: 'medium' }),
      row('INF-14', 'due'),
      // Nobody could say it before either.
      row('USR-02', 'not-met'),
    ]);
    expect(await worse()).toEqual([
      { is: 'fell', control: 'INF-14', before: 'attested', after: 'due' },
      { is: 'findings', control: 'INF-03', count: 300 },
    ]);
    show([row('INF-03', 'not-met', { worse: 5 }), row('INF-14', 'attested')]);
    expect(await worse()).toEqual([{ is: 'findings', control: 'INF-03', count: 5 }]);
  });

  it('says that the app lost its rights, or that nothing ran for three hours', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const health = async () => valueOf<{ app: string }>(await asAdmin('home', {})).app;
    const ran = (lastTick: number) => platform.entities.set('run/current', { body: { ...newRun, lastTick } });
    ran(NOW - 3 * HOUR);
    expect(await health()).toBe('well');
    ran(NOW - 3 * HOUR - 1);
    expect(await health()).toBe('behind');
    platform.store.set('checklist', checklist({ appMayRead: false }));
    expect(await health()).toBe('lost-rights');
  });

  it('shows how far a sweep has come', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const cost = { calls: 3, points: 9, objects: 6, seconds: 2 };
    const sweep = {
      id: 's',
      why: 'asked',
      startedAt: NOW,
      heartbeat: NOW,
      pending: ['spaces', 'users', 'callerRights'],
      asked: [],
      read: ['callerRights', 'licence'],
      cost,
    };
    platform.entities.set('run/current', { body: { ...newRun, sweep } });
    const store = new EvidenceStore();
    await store.begin('spaces', NOW, 1);
    await store.add(sources.spaces, { facts: [], read: 50, of: 120 });
    await store.saveAll();
    expect(await asAdmin('progress', {})).toEqual({
      is: 'done',
      value: {
        sweep: {
          why: 'asked',
          startedAt: NOW,
          cost,
          sources: [
            { source: 'licence', state: 'read' },
            { source: 'spaces', state: 'reading', read: 50, of: 120 },
            { source: 'users', state: 'waiting' },
            { source: 'callerRights', state: 'waiting' },
          ],
        },
      },
    });
    expect(await asAdmin('sweepNow', {})).toMatchObject({ value: { asked: false } });
  });
});

describe('one control', () => {
  interface Page {
    findings: { key: string }[];
    total: number;
    summary: { count: number };
    byCode: Record<string, { count: number }>;
    history: unknown[];
  }

  it('shows ten thousand findings a page at a time, and sums all of them up', async () => {
    platformWith(jiraWithOneAdmin);
    const lives = Array.from({ length: 10_000 }, (_, number) => life(number));
    await writeFindings('INF-03', { version: 1, lives }, undefined);
    const first = valueOf<Page>(await asAdmin('control', { control: 'INF-03' }));
    const last = valueOf<Page>(await asAdmin('control', { control: 'INF-03', from: 9_990 }));
    expect([first.findings.length, last.findings.length, first.total]).toEqual([25, 10, 10_000]);
    expect([first.summary.count, first.byCode['filter-public']?.count]).toEqual([10_000, 10_000]);
  });

  it('puts what got worse first, and leaves out what is over', async () => {
    platformWith(jiraWithOneAdmin);
    const lives = [
      life(1, { baseline: true }),
      life(2),
      life(3, { state: 'gone' }),
      life(4, { state: 'suspected' }),
      life(5, { firstSeen: instant(NOW - HOUR) }),
      life(6, { state: 'unseen' }),
      life(7, { state: 'ended', ended: 'subject-deleted' }),
    ];
    await writeFindings('INF-03', { version: 1, lives }, undefined);
    const page = valueOf<Page>(await asAdmin('control', { control: 'INF-03' }));
    expect(page.findings.map(({ key }) => key.at(-2))).toEqual(['2', '6', '5', '1', '4']);
  });

  it('searches and orders all of them, not only the page that is shown', async () => {
    platformWith(jiraWithOneAdmin);
    const lives = Array.from({ length: 60 }, (_, number) =>
      life(number, { firstSeen: instant(NOW - number * HOUR) }),
    );
    await writeFindings('INF-03', { version: 1, lives: [...lives].reverse() }, undefined);
    const shown = async (more: object) => {
      const page = valueOf<Page & { found: number }>(
        await asAdmin('control', { control: 'INF-03', ...more }),
      );
      return {
        ids: page.findings.map(({ key }) => key.split('-').at(-1)),
        found: page.found,
        total: page.total,
      };
    };
    expect(await shown({ sort: 'newest' })).toMatchObject({ found: 60, total: 60 });
    expect((await shown({ sort: 'newest' })).ids.slice(0, 2)).toEqual(['0:', '1:']);
    expect(await shown({ search: 'filter 59' })).toEqual({ ids: ['59:'], found: 1, total: 60 });
    expect(await shown({ search: 'nothing like it' })).toEqual({ ids: [], found: 0, total: 60 });
    expect((await shown({ sort: 'name', from: 50 })).ids).toHaveLength(10);
    expect(await asAdmin('control', { control: 'INF-03', sort: 'colour' })).toMatchObject({
      error: { code: 'invalid' },
    });
  });

  it('shows how its days ended', async () => {
    platformWith(jiraWithOneAdmin);
    const day = { assured: 1, possible: 2, opened: 0, closed: 0, statuses: { 'INF-03': 'proved' as const } };
    await keepDay({ ...day, day: '2026-10-31' });
    await keepDay({ ...day, day: '2026-11-19', statuses: { 'INF-03': 'not-met' } });
    await keepDay({ ...day, day: '2026-11-18', statuses: {} });
    const page = valueOf<Page>(await asAdmin('control', { control: 'INF-03' }));
    expect(page.history).toEqual([
      { day: '2026-10-31', status: 'proved' },
      { day: '2026-11-19', status: 'not-met' },
    ]);
  });

  it('says why what is open stands in no work item', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const lives = [
      life(1, { baseline: true }),
      life(2),
      life(3, { state: 'suspected' }),
      life(4, { origin: 'rule' }),
      life(5, { origin: 'setting', state: 'suspected' }),
      life(6, { baseline: true, added: ['10'] }),
      life(7, { baseline: true }),
    ];
    await writeFindings('INF-03', { version: 1, lives }, undefined);
    const reasons = async (body: object) => {
      platform.entities.set('settings/current', { revision: 1, body });
      return valueOf<{ notFiled: unknown }>(await asAdmin('control', { control: 'INF-03' })).notFiled;
    };
    const filing = { project: '10010', issueType: '1' };
    const baseline = { takenAt: NOW, by: ADMIN };
    expect(await reasons({})).toEqual([{ why: 'no-place', count: 7 }]);
    expect(await reasons({ filing })).toEqual([{ why: 'no-baseline', count: 7 }]);
    expect(await reasons({ filing, baseline: { ...baseline, mode: 'worse' } })).toEqual([
      { why: 'baseline', count: 2 },
      { why: 'once', count: 1 },
      { why: 'rule', count: 1 },
      { why: 'setting', count: 1 },
    ]);
    expect(await reasons({ filing, baseline: { ...baseline, mode: 'all' } })).toEqual([
      { why: 'once', count: 1 },
      { why: 'rule', count: 1 },
      { why: 'setting', count: 1 },
    ]);
  });

  it('is read again for a Jira admin, and not again at once', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    await writeFindings('INF-03', { version: 1, lives: [life(1), life(2)] }, undefined);
    expect(await asAdmin('checkControl', { control: 'INF-03' })).toMatchObject({
      value: { is: 'asked', objects: 2 },
    });
    expect(platform.pushed).toEqual([
      {
        kind: 'settle',
        why: 'check',
        objects: [
          { source: 'publicFilters', key: '1' },
          { source: 'publicFilters', key: '2' },
        ],
      },
    ]);
    expect(await asAdmin('checkControl', { control: 'INF-03' })).toMatchObject({ value: { is: 'too-soon' } });
    expect(valueOf(await asAdmin('control', { control: 'INF-03' }))).toMatchObject({
      check: { objects: 2, againAt: NOW + 2 * MINUTE },
    });
  });

  it('refuses a control that there is not', async () => {
    platformWith(jiraWithOneAdmin);
    for (const control of ['INF-99', 'XYZ-01', '../x'])
      expect(await asAdmin('control', { control })).toMatchObject({ error: { code: 'invalid' } });
  });
});

describe('what settings would change', () => {
  /** Everything was read; one filter is public. */
  async function readSite(now: Instant): Promise<void> {
    const store = new EvidenceStore();
    const facts: Partial<Record<string, readonly unknown[]>> = {
      callerRights: [{ administer: true, userPicker: true }],
      dataPolicy: [{ anyContentBlocked: false }],
      publicFilters: [
        { id: '7', name: 'Known issues', query: 'project = OSS', owner: { id: 'lee', active: true } },
      ],
      spaces: [
        { id: '10', key: 'OSS', name: 'Open source', archived: false, teamManaged: false, type: 'software' },
      ],
    };
    for (const source of SOURCES) {
      await store.begin(source.id, now, 1);
      await store.add(source, { facts: [...(facts[source.id] ?? [])], read: 1, of: 1 });
      await store.close(source.id, now);
    }
  }
  const approval = {
    group: 'open',
    value: {
      approvedFilters: [
        { id: '7', name: 'Known issues', reason: 'Linked', owner: 'lee', until: '2026-12-31' },
      ],
    },
  };

  it('names the rows that would fall, and stores nothing', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    await readSite(NOW);
    const before = new Map(platform.store);
    const answer = await asAdmin('whatChanges', { change: approval });
    expect(answer).toMatchObject({
      is: 'done',
      value: {
        rows: [{ control: 'INF-03', from: 'not-met', to: 'proved', findingsBefore: 1, findingsAfter: 0 }],
      },
    });
    const { before: was, after: is } =
      valueOf<Record<'before' | 'after', { assured: number; findings: number }>>(answer);
    expect(is.assured).toBeGreaterThan(was.assured);
    expect(was.findings - is.findings).toBe(1);
    expect(platform.store).toEqual(before);
    expect(platform.pushed).toEqual([]);
  });

  it('tells of findings that only weigh more', async () => {
    platformWith(jiraWithOneAdmin);
    await readSite(NOW);
    const sensitiveSpaces = [{ id: '10', name: 'Open source', reason: 'Customers', owner: 'lee' }];
    const change = { group: 'sensitive', value: { sensitiveSpaces } };
    const { rows } = valueOf<{ rows: { control: string; moves: object }[] }>(
      await asAdmin('whatChanges', { change }),
    );
    expect(rows.find(({ control }) => control === 'INF-03')).toMatchObject({
      from: 'not-met',
      to: 'not-met',
      moves: { fall: 0, rise: 0, heavier: 1, lighter: 0 },
    });
  });

  it('says what becomes of work items in another space', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    await readSite(NOW);
    platform.store.set('remediations', { keys: ['INF-03:site'] });
    const memory = unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, 1);
    const filed = { state: 'open', issueId: '1', issueKey: 'SEC-1', projectId: '10010' };
    platform.entities.set('remediation/INF-03:site', { body: { ...memory, ...filed } });
    const filing = async (value: object) =>
      valueOf<{ filing?: object }>(
        await asAdmin('whatChanges', { change: { group: 'filing', value: { filing: value } } }),
      ).filing;
    expect(await filing({ project: '10020' })).toEqual({ elsewhere: 1, stops: false });
    expect(await filing({ project: '10010' })).toEqual({ elsewhere: 0, stops: false });
    expect(await filing({ cap: 5 })).toBeUndefined();
  });

  it('says that an entry whose last day has passed changes nothing', async () => {
    platformWith(jiraWithOneAdmin);
    await readSite(NOW);
    const late = { approvedFilters: [{ ...approval.value.approvedFilters[0], until: '2026-11-19' }] };
    expect(await asAdmin('whatChanges', { change: { ...approval, value: late } })).toMatchObject({
      value: { rows: [] },
    });
  });
});

describe('what would be filed', () => {
  it('is nothing from a baseline of what is open, and everything otherwise', async () => {
    platformWith(jiraWithOneAdmin);
    await writeFindings('INF-03', { version: 1, lives: [life(1), life(2)] }, undefined);
    expect(await asAdmin('previewFiling', { mode: 'worse' })).toMatchObject({
      value: { items: 0, findings: 0, sweeps: 0, people: [], texts: [] },
    });
    expect(await asAdmin('previewFiling', { mode: 'all' })).toMatchObject({
      value: {
        items: 1,
        findings: 2,
        sweeps: 1,
        people: [{ account: 'lee', items: 1 }],
        texts: [{ control: 'INF-03', findings: 2, assignee: 'lee', text: { type: 'doc' } }],
      },
    });
  });

  it('counts what a baseline takes: what was seen once, and what a rule or a setting brought', async () => {
    platformWith(jiraWithOneAdmin);
    const lives = [
      life(1),
      life(2, { state: 'suspected' }),
      life(3, { origin: 'rule' }),
      life(4, { origin: 'setting', state: 'suspected' }),
      life(5, { state: 'gone' }),
    ];
    await writeFindings('INF-03', { version: 1, lives }, undefined);
    expect(await asAdmin('previewFiling', { mode: 'all' })).toMatchObject({
      value: { items: 1, findings: 4, once: 2 },
    });
    expect(await asAdmin('previewFiling', { mode: 'worse' })).toMatchObject({ value: { items: 0, once: 2 } });
  });

  it('is tried without creating anything', async () => {
    const platform = platformWith(asked => {
      if (asked.path.startsWith('/rest/api/3/project/10010?') || asked.path.endsWith('/project/10010'))
        return {
          status: 200,
          body: { id: '10010', key: 'SEC', name: 'Security', projectTypeKey: 'service_desk' },
        };
      return jiraWithOneAdmin(asked);
    });
    const filing = { project: '10010', issueType: '10001', cap: 20, publicAnyway: false, fields: {} };
    const answer = await asAdmin('tryFiling', { filing });
    expect(valueOf<{ problems: { code: string }[] }>(answer).problems.map(({ code }) => code)).toContain(
      'service-project',
    );
    expect(platform.asked.slice(1).every(({ method }) => method === 'GET')).toBe(true);
  });

  it('tells a page that the app has lost its rights', async () => {
    platformWith(asked => jiraWithOneAdmin(asked) ?? { status: 403 });
    expect(await asAdmin('search', { kind: 'space', text: 'pay' })).toEqual({
      is: 'refused',
      error: { code: 'app-not-admin' },
    });
  });
});

describe('things to choose from', () => {
  it('are found by a part of their name, of work types only those that stand by themselves', async () => {
    const platform = platformWith((asked: Asked) => {
      if (asked.path.startsWith('/rest/api/3/project/search'))
        return { status: 200, body: { values: [{ id: '1', key: 'PAY', name: 'Payments' }] } };
      if (asked.path.startsWith('/rest/api/3/issue/createmeta/1/issuetypes'))
        return {
          status: 200,
          body: {
            issueTypes: [
              { id: '1', name: 'Task', subtask: false },
              { id: '2', name: 'Subtask', subtask: true },
            ],
          },
        };
      return jiraWithOneAdmin(asked);
    });
    expect(await asAdmin('search', { kind: 'space', text: ' pay&x ' })).toMatchObject({
      value: { found: [{ id: '1', name: 'Payments', hint: 'PAY' }] },
    });
    expect(platform.asked.at(-1)?.path).toContain('query=pay%26x');
    expect(await asAdmin('search', { kind: 'work-type', text: 'task', space: '1' })).toMatchObject({
      value: { found: [{ id: '1', name: 'Task' }] },
    });
  });
});

describe('entries of the settings that came without a name', () => {
  it('are called as the site calls them', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const store = new EvidenceStore();
    await store.begin('users', NOW, 1);
    const app = { is: 'app', id: 'app-1', name: 'Timesheets', active: true } as const;
    await store.add(sources.users, { facts: [app], read: 1, of: 1 });
    await store.close('users', NOW);
    const entry = { reason: 'Ours', owner: 'lee' };
    const knownApps = [
      { ...entry, id: 'app-1' },
      { ...entry, id: 'app-2' },
      { ...entry, id: 'app-1', name: 'Our own name' },
    ];
    platform.entities.set('settings/current', { revision: 1, body: { knownApps } });
    const { settings } = valueOf<{ settings: { knownApps: { name: string }[] } }>(
      await asAdmin('settings', {}),
    );
    expect(settings.knownApps.map(({ name }) => name)).toEqual(['Timesheets', '', 'Our own name']);
  });
});

describe('filters to choose from', () => {
  it('begin with those that are public, each once', async () => {
    platformWith(asked =>
      asked.path.startsWith('/rest/api/3/filter/search')
        ? {
            status: 200,
            body: {
              values: [
                { id: '3', name: 'Help desk' },
                { id: '7', name: 'Help wanted' },
              ],
            },
          }
        : jiraWithOneAdmin(asked),
    );
    const store = new EvidenceStore();
    await store.begin('publicFilters', NOW, 1);
    const facts = [
      { id: '7', name: 'Help wanted', query: '' },
      { id: '8', name: 'Roadmap', query: '' },
    ];
    await store.add(sources.publicFilters, { facts, read: 2 });
    await store.close('publicFilters', NOW);
    expect(await asAdmin('search', { kind: 'filter', text: 'help' })).toMatchObject({
      value: {
        found: [
          { id: '7', name: 'Help wanted' },
          { id: '3', name: 'Help desk' },
        ],
      },
    });
  });
});

describe('the panel on a work item', () => {
  const property = {
    v: 1,
    key: 'INF-03:site',
    control: 'INF-03',
    place: 'site',
    cloudId: 'cloud-1',
    environmentId: 'env-1',
    generation: 1,
    state: 'open',
    severity: 'high',
    open: 1,
    of: 3,
    hash: 'h',
    summary: '',
  };

  let jiraSays: Parameters<typeof platformWith>[0] = jiraWithOneAdmin;

  async function filedFor(filed: readonly Life[], lives: readonly Life[]) {
    jiraSays = jiraWithOneAdmin;
    const platform = platformWith(asked =>
      asked.path.startsWith('/rest/api/3/issue/10041')
        ? { status: 200, body: { id: '10041', properties: { 'shared-responsibility': property } } }
        : jiraSays(asked),
    );
    platform.store.set('site', { cloudId: 'cloud-1', environmentId: 'env-1', installedAt: 1 });
    platform.store.set('remediations', { keys: ['INF-03:site'] });
    const memory = unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, 1);
    platform.entities.set('remediation/INF-03:site', {
      body: {
        ...memory,
        state: 'open',
        issueId: '10041',
        filed: filed.map(filedName),
        filedCount: filed.length,
      },
    });
    await writeFindings('INF-03', { version: 1, lives }, undefined);
    return platform;
  }
  const asViewer = (name: string) => invoked(panelApi, name, { issue: '10041' }, { account: PLAIN });

  it('shows what remains of what it was filed for, and nothing of the baseline', async () => {
    const lives = [life(1), life(2, { state: 'gone' }), life(3, { baseline: true }), life(4)];
    await filedFor([life(1), life(2)], lives);
    const value = valueOf<{ open: number; of: number; remaining: { key: string }[]; checkedAt: number }>(
      await asViewer('panel'),
    );
    expect([value.open, value.of, value.checkedAt]).toEqual([2, 2, NOW]);
    expect(value.remaining.map(({ key }) => key.at(-2))).toEqual(['1', '4']);
  });

  it('has at most ten lines, and asks for at most fifty objects to be read again', async () => {
    const lives = Array.from({ length: 60 }, (_, number) => life(number));
    const platform = await filedFor(lives, lives);
    expect(valueOf<{ remaining: unknown[] }>(await asViewer('panel')).remaining).toHaveLength(10);
    expect(await asViewer('checkNow')).toEqual({ is: 'done', value: { is: 'asked', objects: 50 } });
    const [message] = platform.pushed as { kind: string; why: string; objects: unknown[] }[];
    expect([message?.kind, message?.why, message?.objects.length]).toEqual(['settle', 'check', 50]);
    expect(message?.objects[0]).toEqual({ source: 'publicFilters', key: '0' });
  });

  it('is checked once in two minutes: each check judges the whole site', async () => {
    const platform = await filedFor([life(1)], [life(1)]);
    expect(await asViewer('checkNow')).toMatchObject({ value: { is: 'asked' } });
    const again = { is: 'too-soon', againAt: NOW + 2 * MINUTE };
    expect(await asViewer('checkNow')).toEqual({ is: 'done', value: again });
    expect(platform.pushed).toHaveLength(1);
    at(NOW + 2 * MINUTE);
    expect(await asViewer('checkNow')).toMatchObject({ value: { is: 'asked' } });
  });

  it('is read until the second read has said it', async () => {
    const phase = async () => valueOf<{ check: { phase: string } }>(await asViewer('panel')).check.phase;
    const moved = async (part: Partial<Life>): Promise<string> => {
      await writeFindings('INF-03', { version: 1, lives: [life(1, part)] }, undefined);
      return phase();
    };
    const platform = await filedFor([life(1)], [life(1)]);
    expect(await phase()).toBe('none');
    at(NOW + MINUTE);
    await asViewer('checkNow');
    expect(await phase()).toBe('reading');
    expect(await moved({ lastSeen: instant(NOW + MINUTE) })).toBe('none');
    expect(await moved({ state: 'fading', readAt: instant(NOW + MINUTE) })).toBe('second');
    expect(await moved({ state: 'gone', readAt: instant(NOW + 2 * MINUTE) })).toBe('none');
    expect(platform.pushed).toHaveLength(1);
  });

  it('says what the app closed, what it may not close, and that it lost its rights', async () => {
    const platform = await filedFor([life(1)], [life(1, { state: 'gone' })]);
    const name = 'remediation/INF-03:site';
    const { body } = platform.entities.get(name) as { body: object };
    const panel = async () => valueOf<Record<string, unknown>>(await asViewer('panel'));
    expect(await panel()).toMatchObject({ byHand: false, lostRights: false });
    platform.entities.set(name, { body: { ...body, state: 'done', doneAt: NOW } });
    expect(await panel()).toMatchObject({ closedAt: NOW, unfixed: false });
    const meant = life(1, { state: 'ended', ended: 'setting-changed' });
    await writeFindings('INF-03', { version: 1, lives: [meant] }, undefined);
    expect(await panel()).toMatchObject({ unfixed: true });
    platform.entities.set(name, { body: { ...body, noWay: { to: 'done', from: '1', at: NOW } } });
    expect(await panel()).toMatchObject({ byHand: true });
    platform.store.set('checklist', checklist({ appMayRead: false }));
    expect(await panel()).toMatchObject({ lostRights: true });
  });

  it('lets a Jira admin open the app from there, and nobody else, nor anybody while Jira can not say who asks', async () => {
    await filedFor([life(1)], [life(1)]);
    const mayOpen = async () => valueOf<{ mayOpenApp: boolean }>(await asViewer('panel')).mayOpenApp;
    const says =
      (havePermission: boolean) =>
      ({ path, as }: Asked) =>
        path.startsWith('/rest/api/3/mypermissions') && as === 'user'
          ? { status: 200, body: { permissions: { ADMINISTER: { havePermission } } } }
          : undefined;
    jiraSays = says(true);
    expect(await mayOpen()).toBe(true);
    jiraSays = says(false);
    expect(await mayOpen()).toBe(false);
    jiraSays = () => ({ status: 403 });
    expect(await mayOpen()).toBe(false);
  });

  it('names what the settings say of what they ended, of this work item alone', async () => {
    const ended = { state: 'ended', ended: 'setting-changed' } as const;
    const platform = await filedFor(
      [life(1), life(3)],
      [life(1, ended), life(2, ended), life(3, { state: 'gone' })],
    );
    const of = (id: string, reason: string) => ({
      id,
      name: `Filter ${id}`,
      reason,
      owner: 'ana',
      until: '2027-01-31',
    });
    const body = { approvedFilters: [of('1', 'Our roadmap'), of('2', 'Another'), of('3', 'Once')] };
    platform.entities.set('settings/current', { revision: 1, body });
    expect(valueOf<{ meant: unknown }>(await asViewer('panel')).meant).toEqual([
      { name: 'Filter 1', reason: 'Our roadmap', owner: 'ana', until: '2027-01-31' },
    ]);
  });

  it('leaves aside what is fixed in another space', async () => {
    const { finding } = life(9);
    const elsewhere = life(9, { finding: { ...finding, subject: { ...finding.subject, space: '77' } } });
    await filedFor([life(1)], [life(1), elsewhere]);
    expect(valueOf<{ open: number }>(await asViewer('panel')).open).toBe(1);
  });
});
