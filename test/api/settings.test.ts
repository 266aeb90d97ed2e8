import { sources, SOURCES_IN_SCAN_ORDER } from '../../src/evidence/sources';
import { buildUnfiledRecord } from '../../src/remediation/plan/remediation-record';
import { type Settings } from '../../src/settings/settings';
import { pack } from '../../src/storage/packed';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { type Instant } from '../../src/domain/instant';
import { type PlatformRequest, jiraWithOneAdmin, createFakePlatform } from './fake-platform';
import { saveEvidence } from '../storage/save-fixtures';
import { callAsAdmin, valueOf, NOW, setNow } from './fixtures';

beforeEach(() => setNow(NOW));
afterEach(() => jest.restoreAllMocks());

describe('the effect of a settings change', () => {
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
    for (const source of SOURCES_IN_SCAN_ORDER) {
      await store.beginPass(source.id, now, 1);
      await store.addPage(source, { facts: [...(facts[source.id] ?? [])], read: 1, of: 1 });
      await store.completePass(source.id, now);
      await saveEvidence(store);
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

  it('lists the rows that would change, and stores nothing', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    await readSite(NOW);
    const before = new Map(platform.store);
    const answer = await callAsAdmin('previewSettings', { change: approval });
    expect(answer).toMatchObject({
      is: 'done',
      value: {
        rows: [{ control: 'INF-03', from: 'not-met', to: 'verified', findingsBefore: 1, findingsAfter: 0 }],
      },
    });
    const { before: was, after: is } =
      valueOf<Record<'before' | 'after', { assured: number; findings: number }>>(answer);
    expect(is.assured).toBeGreaterThan(was.assured);
    expect(was.findings - is.findings).toBe(1);
    expect(platform.store).toEqual(before);
    expect(platform.pushedMessages).toEqual([]);
  });

  it('counts findings that only become more severe', async () => {
    createFakePlatform(jiraWithOneAdmin);
    await readSite(NOW);
    const sensitiveSpaces = [{ id: '10', name: 'Open source', reason: 'Customers', owner: 'lee' }];
    const change = { group: 'sensitive', value: { sensitiveSpaces } };
    const { rows } = valueOf<{ rows: { control: string; moves: object }[] }>(
      await callAsAdmin('previewSettings', { change }),
    );
    expect(rows.find(({ control }) => control === 'INF-03')).toMatchObject({
      from: 'not-met',
      to: 'not-met',
      moves: { removed: 0, added: 0, moreSevere: 1, lessSevere: 0 },
    });
  });

  it('counts open work items in another space', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    await readSite(NOW);
    platform.store.set('remediations', { keys: pack(['INF-03:site']) });
    const record = buildUnfiledRecord({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, 1);
    const filed = { state: 'open', issueId: '1', issueKey: 'SEC-1', projectId: '10010' };
    platform.entities.set('remediation/INF-03:site', { body: { ...record, ...filed } });
    const filing = async (value: object) =>
      valueOf<{ filing?: object }>(
        await callAsAdmin('previewSettings', { change: { group: 'filing', value: { filing: value } } }),
      ).filing;
    expect(await filing({ project: '10020', issueType: '1' })).toEqual({ elsewhere: 1, stops: false });
    expect(await filing({ project: '10010', issueType: '1' })).toEqual({ elsewhere: 0, stops: false });
    expect(await filing({ cap: 5 })).toBeUndefined();
  });

  it('shows no effect for an expired entry', async () => {
    createFakePlatform(jiraWithOneAdmin);
    await readSite(NOW);
    const late = { approvedFilters: [{ ...approval.value.approvedFilters[0], until: '2026-11-19' }] };
    expect(await callAsAdmin('previewSettings', { change: { ...approval, value: late } })).toMatchObject({
      value: { rows: [] },
    });
  });
});

describe('settings entries for people', () => {
  it('keep only account IDs, even if a file contains names', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const entry = { id: 'lee', name: 'Lee Wong', reason: 'On call', owner: 'ana' };
    const { revision, settings } = valueOf<{ revision: number; settings: Settings }>(
      await callAsAdmin('settings', {}),
    );
    const { serviceAccounts, owners } = settings;
    const value = { reviewedAdmins: [entry], emergencyAccounts: [entry], serviceAccounts, owners };
    expect(await callAsAdmin('saveSettings', { revision, change: { group: 'people', value } })).toMatchObject(
      {
        is: 'done',
      },
    );
    const kept = JSON.stringify([[...platform.store], [...platform.entities]]);
    expect(kept).toContain('On call');
    expect(kept).not.toContain('Lee Wong');
  });
});

describe('settings entries without a name', () => {
  it('get their name from the site', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const store = new EvidenceWriter();
    await store.beginPass('users', NOW, 1);
    const app = { id: 'app-1', name: 'Timesheets', active: true };
    await store.addPage(sources.users, { facts: [app], read: 1, of: 1 });
    await store.completePass('users', NOW);
    await saveEvidence(store);
    const entry = { reason: 'Ours', owner: 'lee' };
    const knownApps = [
      { ...entry, id: 'app-1' },
      { ...entry, id: 'app-2' },
      { ...entry, id: 'app-1', name: 'Our own name' },
    ];
    platform.entities.set('settings/current', { revision: 1, body: { knownApps } });
    const { settings } = valueOf<{ settings: { knownApps: { name: string }[] } }>(
      await callAsAdmin('settings', {}),
    );
    expect(settings.knownApps.map(({ name }) => name)).toEqual(['Timesheets', '', 'Our own name']);
  });
});

describe('searching objects to choose from', () => {
  it('finds them by part of their name, and no subtask work types', async () => {
    const platform = createFakePlatform((request: PlatformRequest) => {
      if (request.path.startsWith('/rest/api/3/project/search'))
        return { status: 200, body: { values: [{ id: '1', key: 'PAY', name: 'Payments' }] } };
      if (request.path.startsWith('/rest/api/3/issue/createmeta/1/issuetypes'))
        return {
          status: 200,
          body: {
            issueTypes: [
              { id: '1', name: 'Task', subtask: false },
              { id: '2', name: 'Subtask', subtask: true },
            ],
          },
        };
      return jiraWithOneAdmin(request);
    });
    expect(await callAsAdmin('search', { kind: 'space', text: ' pay&x ' })).toMatchObject({
      value: { matches: [{ id: '1', name: 'Payments', hint: 'PAY' }] },
    });
    expect(platform.requests.at(-1)?.path).toContain('query=pay%26x');
    expect(await callAsAdmin('search', { kind: 'work-type', text: 'task', space: '1' })).toMatchObject({
      value: { matches: [{ id: '1', name: 'Task' }] },
    });
  });
});

describe('filters in a search', () => {
  it('start with public filters, without duplicates', async () => {
    createFakePlatform(request =>
      request.path.startsWith('/rest/api/3/filter/search')
        ? {
            status: 200,
            body: {
              values: [
                { id: '3', name: 'Help desk' },
                { id: '7', name: 'Help wanted' },
              ],
            },
          }
        : jiraWithOneAdmin(request),
    );
    const store = new EvidenceWriter();
    await store.beginPass('publicFilters', NOW, 1);
    const facts = [
      { id: '7', name: 'Help wanted', query: '' },
      { id: '8', name: 'Roadmap', query: '' },
    ];
    await store.addPage(sources.publicFilters, { facts, read: 2 });
    await store.completePass('publicFilters', NOW);
    await saveEvidence(store);
    expect(await callAsAdmin('search', { kind: 'filter', text: 'help' })).toMatchObject({
      value: {
        matches: [
          { id: '7', name: 'Help wanted' },
          { id: '3', name: 'Help desk' },
        ],
      },
    });
  });
});

describe('a space that is neither an ID nor a key', () => {
  it.each(['', '..', 'SEC/../..', 'SEC PROJECT'])(
    'is refused before anything is asked or kept: %j',
    async project => {
      const platform = createFakePlatform(jiraWithOneAdmin);
      const filing = { project, issueType: '10001' };
      const refused = { is: 'refused', error: { code: 'invalid' } };
      const change = { group: 'filing', value: { filing } };
      expect(await callAsAdmin('saveSettings', { revision: 0, change })).toMatchObject(refused);
      expect(await callAsAdmin('preflightFiling', { filing })).toMatchObject(refused);
      expect(await callAsAdmin('search', { kind: 'work-type', text: '', space: project })).toMatchObject(
        refused,
      );
      expect(platform.requests.filter(({ path }) => !path.includes('permissions/check'))).toEqual([]);
    },
  );
});
