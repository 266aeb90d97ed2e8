import { adminApi } from '../../src/api/admin-api';
import { sources } from '../../src/evidence/sources';
import { type defaultSettings } from '../../src/settings/settings';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { type ControlId } from '../../src/domain/control-attributes';
import { type Finding } from '../../src/domain/finding';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { callAsAdmin, setNow, trackedFinding, NOW } from './fixtures';
import {
  ADMIN,
  invokeHandler,
  jiraWithOneAdmin,
  NON_ADMIN,
  type Platform,
  createFakePlatform,
} from './fake-platform';
import { saveEvidence, saveFindings } from '../storage/save-fixtures';

beforeEach(() => setNow(NOW));
afterEach(() => jest.restoreAllMocks());

const settingsOf = ({ entities }: Platform) =>
  (entities.get('settings/current') as { body: typeof defaultSettings } | undefined)?.body;
const invalidInput = (path: string, why: string) => ({
  is: 'refused',
  error: { code: 'invalid', fields: [{ path, why }] },
});

const trackedFrom = (finding: Finding): TrackedFinding => trackedFinding(1, { finding });

const filterFinding = (id: string): TrackedFinding =>
  trackedFrom({
    key: `INF-03:filter-public:filter-${id}:`,
    control: 'INF-03',
    code: 'filter-public',
    severity: 'medium',
    subject: { kind: 'filter', id, source: 'publicFilters', name: `Filter ${id}` },
    args: {},
    owner: 'lee',
  });

const schemeFinding = (permission: string): TrackedFinding =>
  trackedFrom({
    key: `INF-01:public-browses:scheme-7:${permission}`,
    control: 'INF-01',
    code: 'public-browses',
    severity: 'high',
    subject: { kind: 'scheme', id: '7', name: 'External' },
    args: { permission },
    reach: ['10', '11'],
  });

const appFinding = (id: string): TrackedFinding =>
  trackedFrom({
    key: `APP-01:app-unknown:app-${id}:`,
    control: 'APP-01',
    code: 'app-unknown',
    severity: 'high',
    subject: { kind: 'app', id, source: 'users', name: `App ${id}` },
    args: {},
  });

/** A site with two public filters, and a scheme that opens two spaces, of which one has been read. */
async function createSite(): Promise<Platform> {
  const platform = createFakePlatform(jiraWithOneAdmin);
  await saveFindings('INF-03', { version: 1, findings: [filterFinding('1'), filterFinding('2')] });
  await saveFindings('INF-01', {
    version: 1,
    findings: [schemeFinding('BROWSE_PROJECTS'), schemeFinding('ADD_COMMENTS')],
  });
  const store = new EvidenceWriter();
  const space = {
    id: '10',
    key: 'OSS',
    name: 'Open source',
    archived: false,
    teamManaged: false,
    type: 'software',
    owner: { id: 'lee', active: true },
  };
  await store.beginPass('spaces', NOW, 1);
  await store.addPage(sources.spaces, { facts: [space], read: 1, of: 1 });
  await store.completePass('spaces', NOW);
  await saveEvidence(store);
  return platform;
}

const approvalTerms = { reason: 'Status page', owner: 'lee', until: '2027-05-20' };
const chosenFilters = (...ids: string[]) => ({
  control: 'INF-03',
  findings: ids.map(id => filterFinding(id).finding.key),
});
const chosenSchemes = (...permissions: string[]) => ({
  control: 'INF-01' satisfies ControlId,
  findings: permissions.map(permission => schemeFinding(permission).finding.key),
});

describe('approving an app from its finding', () => {
  const chosen = { control: 'APP-01', findings: [appFinding('a1').finding.key] };
  const entered = { ...chosen, objects: ['a1'], ...approvalTerms };
  const begin = async (): Promise<Platform> => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    await saveFindings('APP-01', { version: 1, findings: [appFinding('a1')] });
    return platform;
  };

  it('adds it to the known apps or to Atlassian’s apps', async () => {
    const platform = await begin();
    expect(await callAsAdmin('approvalOptions', chosen)).toMatchObject({
      value: {
        list: 'knownApps',
        lists: ['knownApps', 'atlassianApps'],
        objects: [{ id: 'a1', name: 'App a1' }],
      },
    });
    expect(await callAsAdmin('approve', entered)).toMatchObject({ value: { list: 'knownApps' } });
    expect(settingsOf(platform)).toMatchObject({ knownApps: [{ id: 'a1' }], atlassianApps: [] });
    const marked = await callAsAdmin('approve', { ...entered, list: 'atlassianApps' });
    expect(marked).toMatchObject({ value: { list: 'atlassianApps', ids: ['a1'] } });
    expect(settingsOf(platform)).toMatchObject({ atlassianApps: [{ id: 'a1', reason: 'Status page' }] });
  });

  it('allows 12 months at most, and no list of another control', async () => {
    await begin();
    const late = { ...entered, until: '2027-11-21' };
    expect(await callAsAdmin('approve', { ...late, list: 'atlassianApps' })).toEqual(
      invalidInput('until', 'too_late'),
    );
    expect(await callAsAdmin('approve', late)).toMatchObject({ is: 'done' });
    expect(await callAsAdmin('approve', { ...entered, list: 'approvedFilters' })).toEqual(
      invalidInput('list', 'not_approvable'),
    );
  });
});

describe('approving from findings', () => {
  it('offers the filters themselves, or the spaces that a scheme makes accessible, with the permissions to approve', async () => {
    await createSite();
    expect(await callAsAdmin('approvalOptions', chosenFilters('2', '1'))).toEqual({
      is: 'done',
      value: {
        list: 'approvedFilters',
        today: '2026-11-20',
        lastDay: '2027-11-20',
        objects: [
          { id: '1', name: 'Filter 1', owner: 'lee' },
          { id: '2', name: 'Filter 2', owner: 'lee' },
        ],
      },
    });
    expect(
      await callAsAdmin('approvalOptions', chosenSchemes('BROWSE_PROJECTS', 'ADD_COMMENTS')),
    ).toMatchObject({
      value: {
        list: 'approvedSpaces',
        lastDay: '2027-11-20',
        objects: [
          { id: '11', name: '11', permissions: ['ADD_COMMENTS', 'BROWSE_PROJECTS'] },
          { id: '10', name: 'Open source', foundIn: 'OSS', owner: 'lee' },
        ],
      },
    });
  });

  it('approves several objects at once, records and judges it, and can be undone', async () => {
    const platform = await createSite();
    const answer = await callAsAdmin('approve', {
      ...chosenFilters('1', '2'),
      objects: ['1', '2'],
      ...approvalTerms,
    });
    expect(answer).toEqual({
      is: 'done',
      value: { list: 'approvedFilters', revision: 1, ids: ['1', '2'], before: [] },
    });
    expect(settingsOf(platform)?.approvedFilters).toEqual([
      { id: '1', name: 'Filter 1', ...approvalTerms },
      { id: '2', name: 'Filter 2', ...approvalTerms },
    ]);
    expect([...platform.store.values()]).toContainEqual(
      expect.objectContaining({
        kind: 'settings',
        by: ADMIN,
        body: expect.objectContaining({ group: 'open' }),
      }),
    );
    expect(platform.pushedMessages).toEqual([{ kind: 'settle', why: 'settings', objects: [] }]);
    const { value } = answer as { value: object };
    expect(await callAsAdmin('undoApproval', value)).toEqual({ is: 'done', value: { revision: 2 } });
    expect(settingsOf(platform)?.approvedFilters).toEqual([]);
    // Another admin may have saved since.
    expect(await callAsAdmin('undoApproval', value)).toEqual({ is: 'refused', error: { code: 'conflict' } });
  });

  it('adds to the approved permissions of a space, and undo restores them', async () => {
    const platform = await createSite();
    await callAsAdmin('approve', { ...chosenSchemes('BROWSE_PROJECTS'), objects: ['10'], ...approvalTerms });
    const early = settingsOf(platform)?.approvedSpaces;
    expect(early).toEqual([
      { id: '10', name: 'Open source', ...approvalTerms, permissions: ['BROWSE_PROJECTS'] },
    ]);
    const wider = await callAsAdmin('approve', {
      ...chosenSchemes('ADD_COMMENTS'),
      objects: ['10'],
      ...approvalTerms,
      reason: 'Questions',
    });
    expect(settingsOf(platform)?.approvedSpaces).toMatchObject([
      { reason: 'Questions', permissions: ['ADD_COMMENTS', 'BROWSE_PROJECTS'] },
    ]);
    await callAsAdmin('undoApproval', (wider as { value: object }).value);
    expect(settingsOf(platform)?.approvedSpaces).toEqual(early);
  });

  it.each([
    ['a day that has passed', { until: '2026-11-19' }, invalidInput('until', 'passed')],
    ['a public space for over a year', { until: '2027-11-21' }, invalidInput('until', 'too_late')],
    ['a space that the findings do not open', { objects: ['10', '99'] }, invalidInput('objects', 'unknown')],
    ['no reason', { reason: '  ' }, invalidInput('reason', 'too_small')],
    ['no owner', { owner: '' }, invalidInput('owner', 'too_small')],
    [
      'a finding that is no longer open',
      chosenSchemes('EDIT_ISSUES'),
      { is: 'refused', error: { code: 'conflict' } },
    ],
    ['a control without approvals', { control: 'USR-01' }, invalidInput('control', 'not_approvable')],
  ])('is refused for %s, and nothing is saved', async (_, part, refusal) => {
    const platform = await createSite();
    const input = { ...chosenSchemes('BROWSE_PROJECTS'), objects: ['10'], ...approvalTerms, ...part };
    expect(await callAsAdmin('approve', input)).toEqual(refusal);
    expect(settingsOf(platform)).toBeUndefined();
    expect(platform.pushedMessages).toEqual([]);
  });

  it('is valid for 12 months at most, for filters too', async () => {
    const platform = await createSite();
    const input = { ...chosenFilters('1'), objects: ['1'], ...approvalTerms };
    expect(await callAsAdmin('approve', { ...input, until: '2027-11-21' })).toEqual(
      invalidInput('until', 'too_late'),
    );
    expect(await callAsAdmin('approve', { ...input, owner: 'Lee from support' })).toEqual(
      invalidInput('owner', 'invalid_format'),
    );
    expect(settingsOf(platform)).toBeUndefined();
    expect(await callAsAdmin('approve', { ...input, until: '2027-11-20' })).toMatchObject({ is: 'done' });
  });

  it('is refused to people who are not Jira admins', async () => {
    const platform = await createSite();
    const input = { ...chosenFilters('1'), objects: ['1'], ...approvalTerms };
    for (const name of ['approvalOptions', 'approve'])
      expect(await invokeHandler(adminApi, name, input, { account: NON_ADMIN })).toEqual({
        is: 'refused',
        error: { code: 'forbidden' },
      });
    expect(settingsOf(platform)).toBeUndefined();
  });
});

describe('an incomplete approval', () => {
  const LISTS = ['approvedSpaces', 'approvedFilters', 'approvedDashboards'] as const;
  const full = { id: '1', name: 'A', ...approvalTerms, permissions: ['BROWSE_PROJECTS'] };
  const bare = { id: '1', name: 'A' };
  const lacking: readonly (readonly [string, object])[] = [
    ['anything', bare],
    ['a reason', { ...full, reason: ' ' }],
    ['an owner', { ...full, owner: '' }],
    ['an owner with an account', { ...full, owner: 'Anyone, really' }],
    ['an expiry', { ...full, until: undefined }],
    ['an expiry within 12 months', { ...full, until: '2027-11-21' }],
  ];
  const invalid = { is: 'refused', error: { code: 'invalid' } };
  const saveVariants: readonly (readonly [string, (list: string, entry: object) => Promise<unknown>])[] = [
    [
      'saved by hand',
      (list, entry) =>
        callAsAdmin('saveSettings', { revision: 0, change: { group: 'open', value: { [list]: [entry] } } }),
    ],
    [
      'imported',
      (list, entry) =>
        callAsAdmin('saveSettings', { revision: 0, change: { group: 'all', value: { [list]: [entry] } } }),
    ],
    [
      'undone',
      (list, entry) => callAsAdmin('undoApproval', { list, revision: 0, ids: ['1'], before: [entry] }),
    ],
  ];

  describe.each(saveVariants)('%s', (_way, coming) => {
    it.each(LISTS.flatMap(list => lacking.map(([what, entry]) => [list, what, entry] as const)))(
      'is refused in %s without %s',
      async (list, _what, entry) => {
        const platform = createFakePlatform(jiraWithOneAdmin);
        expect(await coming(list, entry)).toMatchObject(invalid);
        expect(settingsOf(platform)).toBeUndefined();
        expect(platform.pushedMessages).toEqual([]);
      },
    );

    it.each(LISTS)('is kept in %s with all of it', async list => {
      const platform = createFakePlatform(jiraWithOneAdmin);
      expect(await coming(list, full)).toMatchObject({ is: 'done' });
      expect(settingsOf(platform)?.[list]).toMatchObject([approvalTerms]);
    });
  });

  it('names the last possible day where one is later', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const change = { group: 'open', value: { approvedSpaces: [{ ...full, until: '2027-11-21' }] } };
    expect(await callAsAdmin('saveSettings', { revision: 0, change })).toEqual(
      invalidInput('approvedSpaces.0.until', 'too_late'),
    );
  });

  it('that is already stored blocks no other change, and undo does not restore it', async () => {
    const platform = await createSite();
    platform.entities.set('settings/current', { revision: 1, body: { approvedFilters: [bare] } });
    const known = { id: 'app', reason: 'Assessed', owner: 'lee' };
    const change = { group: 'open', value: { approvedFilters: [bare], knownApps: [known] } };
    expect(await callAsAdmin('saveSettings', { revision: 1, change })).toMatchObject({
      value: { revision: 2 },
    });
    expect(settingsOf(platform)?.approvedFilters).toMatchObject([{ id: '1', reason: '' }]);
    const approved = await callAsAdmin('approve', {
      ...chosenFilters('1'),
      objects: ['1'],
      ...approvalTerms,
    });
    expect(approved).toMatchObject({ value: { revision: 3, before: [] } });
    const back = { list: 'approvedFilters', revision: 3, ids: ['1'], before: [] };
    expect(await callAsAdmin('undoApproval', back)).toMatchObject({ value: { revision: 4 } });
    expect(settingsOf(platform)?.approvedFilters).toEqual([]);
  });

  it.each([
    'reviewedAdmins',
    'knownApps',
    'sensitiveSpaces',
    'ownDomains',
    'emergencyAccounts',
    'serviceAccounts',
  ])('in %s needs a reason and an owner as well, and no expiry', async list => {
    const saved = (entry: object) => {
      createFakePlatform(jiraWithOneAdmin);
      return callAsAdmin('saveSettings', {
        revision: 0,
        change: { group: 'all', value: { [list]: [entry] } },
      });
    };
    expect(await saved({ id: '1', owner: 'lee' })).toMatchObject(invalid);
    expect(await saved({ id: '1', reason: 'Assessed', owner: 'Lee Wong' })).toMatchObject(invalid);
    expect(await saved({ id: '1', reason: 'Assessed', owner: 'lee' })).toMatchObject({ is: 'done' });
  });
});

describe('a time zone', () => {
  it.each(['Evil/Zone', '../../etc', '+02:00', ''])(
    '%p is refused in every settings group',
    async timeZone => {
      const platform = createFakePlatform(jiraWithOneAdmin);
      for (const group of ['site', 'all'])
        expect(
          await callAsAdmin('saveSettings', { revision: 0, change: { group, value: { timeZone } } }),
        ).toEqual(invalidInput('change.value.timeZone', 'custom'));
      expect(settingsOf(platform)).toBeUndefined();
    },
  );

  it('that is stored and no longer known is UTC, and takes no setting with it', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const body = { timeZone: 'Evil/Zone', owners: { 'INF-03': 'lee' } };
    platform.entities.set('settings/current', { revision: 1, body });
    expect(await callAsAdmin('settings', {})).toMatchObject({
      value: { settings: { timeZone: 'UTC', owners: { 'INF-03': 'lee' } } },
    });
  });
});
