import { sources, SOURCES } from '../../src/evidence/sources';
import { unfiled } from '../../src/remediation/memory';
import { type Settings } from '../../src/settings/settings';
import { pack } from '../../src/storage/packed';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { type Instant } from '../../src/terms/instant';
import { type Asked, jiraWithOneAdmin, platformWith } from './platform';
import { keepEvidence } from '../storage/kept';
import { asAdmin, valueOf, NOW, at } from './as-admin';

beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

describe('what settings would change', () => {
  /** Everything was read; one filter is public. */
  async function readSite(now: Instant): Promise<void> {
    const store = new EvidenceWriter();
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
      await keepEvidence(store);
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
    platform.store.set('remediations', { keys: pack(['INF-03:site']) });
    const memory = unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, 1);
    const filed = { state: 'open', issueId: '1', issueKey: 'SEC-1', projectId: '10010' };
    platform.entities.set('remediation/INF-03:site', { body: { ...memory, ...filed } });
    const filing = async (value: object) =>
      valueOf<{ filing?: object }>(
        await asAdmin('whatChanges', { change: { group: 'filing', value: { filing: value } } }),
      ).filing;
    expect(await filing({ project: '10020', issueType: '1' })).toEqual({ elsewhere: 1, stops: false });
    expect(await filing({ project: '10010', issueType: '1' })).toEqual({ elsewhere: 0, stops: false });
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

describe('entries of the settings about people', () => {
  it('keep their account ids and no names, whatever a file brings along', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const entry = { id: 'lee', name: 'Lee Wong', reason: 'On call', owner: 'ana' };
    const { revision, settings } = valueOf<{ revision: number; settings: Settings }>(
      await asAdmin('settings', {}),
    );
    const { serviceAccounts, owners } = settings;
    const value = { reviewedAdmins: [entry], emergencyAccounts: [entry], serviceAccounts, owners };
    expect(await asAdmin('saveSettings', { revision, change: { group: 'people', value } })).toMatchObject({
      is: 'done',
    });
    const kept = JSON.stringify([[...platform.store], [...platform.entities]]);
    expect(kept).toContain('On call');
    expect(kept).not.toContain('Lee Wong');
  });
});

describe('entries of the settings that came without a name', () => {
  it('are called as the site calls them', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const store = new EvidenceWriter();
    await store.begin('users', NOW, 1);
    const app = { id: 'app-1', name: 'Timesheets', active: true };
    await store.add(sources.users, { facts: [app], read: 1, of: 1 });
    await store.close('users', NOW);
    await keepEvidence(store);
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
    const store = new EvidenceWriter();
    await store.begin('publicFilters', NOW, 1);
    const facts = [
      { id: '7', name: 'Help wanted', query: '' },
      { id: '8', name: 'Roadmap', query: '' },
    ];
    await store.add(sources.publicFilters, { facts, read: 2 });
    await store.close('publicFilters', NOW);
    await keepEvidence(store);
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

describe('a place that is no id and no key', () => {
  it.each(['', '..', 'SEC/../..', 'SEC PROJECT'])(
    'is refused before anything is asked or kept: %j',
    async project => {
      const platform = platformWith(jiraWithOneAdmin);
      const filing = { project, issueType: '10001' };
      const refused = { is: 'refused', error: { code: 'invalid' } };
      const change = { group: 'filing', value: { filing } };
      expect(await asAdmin('saveSettings', { revision: 0, change })).toMatchObject(refused);
      expect(await asAdmin('tryFiling', { filing })).toMatchObject(refused);
      expect(await asAdmin('search', { kind: 'work-type', text: '', space: project })).toMatchObject(refused);
      expect(platform.asked.filter(({ path }) => !path.includes('permissions/check'))).toEqual([]);
    },
  );
});
