import { adminApi } from '../../src/api/admin-api';
import { sources } from '../../src/evidence/sources';
import { type defaultSettings } from '../../src/settings/settings';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { type ControlId } from '../../src/terms/control-terms';
import { type Finding } from '../../src/terms/finding';
import { type Life } from '../../src/terms/life';
import { asAdmin, at, life, NOW } from './as-admin';
import { ADMIN, invoked, jiraWithOneAdmin, PLAIN, type Platform, platformWith } from './platform';
import { keepEvidence, keepFindings } from '../storage/kept';

beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

const settingsOf = ({ entities }: Platform) =>
  (entities.get('settings/current') as { body: typeof defaultSettings } | undefined)?.body;
const refusedFor = (path: string, why: string) => ({
  is: 'refused',
  error: { code: 'invalid', fields: [{ path, why }] },
});

const lifeOf = (finding: Finding): Life => life(1, { finding });

const filter = (id: string): Life =>
  lifeOf({
    key: `INF-03:filter-public:filter-${id}:`,
    control: 'INF-03',
    code: 'filter-public',
    severity: 'medium',
    subject: { kind: 'filter', id, source: 'publicFilters', name: `Filter ${id}` },
    args: {},
    owner: 'lee',
  });

const scheme = (permission: string): Life =>
  lifeOf({
    key: `INF-01:public-browses:scheme-7:${permission}`,
    control: 'INF-01',
    code: 'public-browses',
    severity: 'high',
    subject: { kind: 'scheme', id: '7', name: 'External' },
    args: { permission },
    reach: ['10', '11'],
  });

const app = (id: string): Life =>
  lifeOf({
    key: `APP-01:app-unknown:app-${id}:`,
    control: 'APP-01',
    code: 'app-unknown',
    severity: 'high',
    subject: { kind: 'app', id, source: 'users', name: `App ${id}` },
    args: {},
  });

/** A site with two public filters, and a scheme that opens two spaces, of which one has been read. */
async function siteWith(): Promise<Platform> {
  const platform = platformWith(jiraWithOneAdmin);
  await keepFindings('INF-03', { version: 1, lives: [filter('1'), filter('2')] });
  await keepFindings('INF-01', { version: 1, lives: [scheme('BROWSE_PROJECTS'), scheme('ADD_COMMENTS')] });
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
  await store.begin('spaces', NOW, 1);
  await store.add(sources.spaces, { facts: [space], read: 1, of: 1 });
  await store.close('spaces', NOW);
  await keepEvidence(store);
  return platform;
}

const terms = { reason: 'Status page', owner: 'lee', until: '2027-05-20' };
const filters = (...ids: string[]) => ({
  control: 'INF-03',
  findings: ids.map(id => filter(id).finding.key),
});
const schemes = (...permissions: string[]) => ({
  control: 'INF-01' satisfies ControlId,
  findings: permissions.map(permission => scheme(permission).finding.key),
});

describe('an app that was found', () => {
  const chosen = { control: 'APP-01', findings: [app('a1').finding.key] };
  const entered = { ...chosen, things: ['a1'], ...terms };
  const begin = async (): Promise<Platform> => {
    const platform = platformWith(jiraWithOneAdmin);
    await keepFindings('APP-01', { version: 1, lives: [app('a1')] });
    return platform;
  };

  it('is entered as a known app, or marked as Atlassian’s own', async () => {
    const platform = await begin();
    expect(await asAdmin('approvable', chosen)).toMatchObject({
      value: {
        list: 'knownApps',
        lists: ['knownApps', 'atlassianApps'],
        things: [{ id: 'a1', name: 'App a1' }],
      },
    });
    expect(await asAdmin('approve', entered)).toMatchObject({ value: { list: 'knownApps' } });
    expect(settingsOf(platform)).toMatchObject({ knownApps: [{ id: 'a1' }], atlassianApps: [] });
    const marked = await asAdmin('approve', { ...entered, list: 'atlassianApps' });
    expect(marked).toMatchObject({ value: { list: 'atlassianApps', ids: ['a1'] } });
    expect(settingsOf(platform)).toMatchObject({ atlassianApps: [{ id: 'a1', reason: 'Status page' }] });
  });

  it('is marked for twelve months at most, and in no list of another control', async () => {
    await begin();
    const late = { ...entered, until: '2027-11-21' };
    expect(await asAdmin('approve', { ...late, list: 'atlassianApps' })).toEqual(
      refusedFor('until', 'too_late'),
    );
    expect(await asAdmin('approve', late)).toMatchObject({ is: 'done' });
    expect(await asAdmin('approve', { ...entered, list: 'approvedFilters' })).toEqual(
      refusedFor('list', 'not_approvable'),
    );
  });
});

describe('what is meant to be open, said where it was found', () => {
  it('is the filters themselves, or the spaces that a scheme opens, with what they would be approved for', async () => {
    await siteWith();
    expect(await asAdmin('approvable', filters('2', '1'))).toEqual({
      is: 'done',
      value: {
        list: 'approvedFilters',
        today: '2026-11-20',
        lastDay: '2027-11-20',
        things: [
          { id: '1', name: 'Filter 1', owner: 'lee' },
          { id: '2', name: 'Filter 2', owner: 'lee' },
        ],
      },
    });
    expect(await asAdmin('approvable', schemes('BROWSE_PROJECTS', 'ADD_COMMENTS'))).toMatchObject({
      value: {
        list: 'approvedSpaces',
        lastDay: '2027-11-20',
        things: [
          { id: '11', name: '11', permissions: ['ADD_COMMENTS', 'BROWSE_PROJECTS'] },
          { id: '10', name: 'Open source', where: 'OSS', owner: 'lee' },
        ],
      },
    });
  });

  it('is entered for several at once, recorded and judged, and can be taken back', async () => {
    const platform = await siteWith();
    const answer = await asAdmin('approve', { ...filters('1', '2'), things: ['1', '2'], ...terms });
    expect(answer).toEqual({
      is: 'done',
      value: { list: 'approvedFilters', revision: 1, ids: ['1', '2'], before: [] },
    });
    expect(settingsOf(platform)?.approvedFilters).toEqual([
      { id: '1', name: 'Filter 1', ...terms },
      { id: '2', name: 'Filter 2', ...terms },
    ]);
    expect([...platform.store.values()]).toContainEqual(
      expect.objectContaining({
        kind: 'settings',
        by: ADMIN,
        body: expect.objectContaining({ group: 'open' }),
      }),
    );
    expect(platform.pushed).toEqual([{ kind: 'settle', why: 'settings', objects: [] }]);
    const { value } = answer as { value: object };
    expect(await asAdmin('takeBack', value)).toEqual({ is: 'done', value: { revision: 2 } });
    expect(settingsOf(platform)?.approvedFilters).toEqual([]);
    // Somebody else may have saved since.
    expect(await asAdmin('takeBack', value)).toEqual({ is: 'refused', error: { code: 'conflict' } });
  });

  it('adds to what a space is approved for already, and gives that back', async () => {
    const platform = await siteWith();
    await asAdmin('approve', { ...schemes('BROWSE_PROJECTS'), things: ['10'], ...terms });
    const early = settingsOf(platform)?.approvedSpaces;
    expect(early).toEqual([{ id: '10', name: 'Open source', ...terms, permissions: ['BROWSE_PROJECTS'] }]);
    const wider = await asAdmin('approve', {
      ...schemes('ADD_COMMENTS'),
      things: ['10'],
      ...terms,
      reason: 'Questions',
    });
    expect(settingsOf(platform)?.approvedSpaces).toMatchObject([
      { reason: 'Questions', permissions: ['ADD_COMMENTS', 'BROWSE_PROJECTS'] },
    ]);
    await asAdmin('takeBack', (wider as { value: object }).value);
    expect(settingsOf(platform)?.approvedSpaces).toEqual(early);
  });

  it.each([
    ['a day that has passed', { until: '2026-11-19' }, refusedFor('until', 'passed')],
    ['a public space for over a year', { until: '2027-11-21' }, refusedFor('until', 'too_late')],
    ['a space that the findings do not open', { things: ['10', '99'] }, refusedFor('things', 'unknown')],
    ['no reason', { reason: '  ' }, refusedFor('reason', 'too_small')],
    ['nobody who answers for it', { owner: '' }, refusedFor('owner', 'too_small')],
    ['what is open no more', schemes('EDIT_ISSUES'), { is: 'refused', error: { code: 'conflict' } }],
    ['what is never meant to be', { control: 'USR-01' }, refusedFor('control', 'not_approvable')],
  ])('is refused for %s, and nothing is saved', async (_, part, refusal) => {
    const platform = await siteWith();
    const input = { ...schemes('BROWSE_PROJECTS'), things: ['10'], ...terms, ...part };
    expect(await asAdmin('approve', input)).toEqual(refusal);
    expect(settingsOf(platform)).toBeUndefined();
    expect(platform.pushed).toEqual([]);
  });

  it('is valid for 12 months at most, for filters too', async () => {
    const platform = await siteWith();
    const input = { ...filters('1'), things: ['1'], ...terms };
    expect(await asAdmin('approve', { ...input, until: '2027-11-21' })).toEqual(
      refusedFor('until', 'too_late'),
    );
    expect(await asAdmin('approve', { ...input, owner: 'Lee from support' })).toEqual(
      refusedFor('owner', 'invalid_format'),
    );
    expect(settingsOf(platform)).toBeUndefined();
    expect(await asAdmin('approve', { ...input, until: '2027-11-20' })).toMatchObject({ is: 'done' });
  });

  it('is said by Jira admins alone', async () => {
    const platform = await siteWith();
    const input = { ...filters('1'), things: ['1'], ...terms };
    for (const name of ['approvable', 'approve'])
      expect(await invoked(adminApi, name, input, { account: PLAIN })).toEqual({
        is: 'refused',
        error: { code: 'forbidden' },
      });
    expect(settingsOf(platform)).toBeUndefined();
  });
});

describe('an approval that says too little', () => {
  const LISTS = ['approvedSpaces', 'approvedFilters', 'approvedDashboards'] as const;
  const full = { id: '1', name: 'A', ...terms, permissions: ['BROWSE_PROJECTS'] };
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
  const ways: readonly (readonly [string, (list: string, entry: object) => Promise<unknown>])[] = [
    [
      'saved by hand',
      (list, entry) =>
        asAdmin('saveSettings', { revision: 0, change: { group: 'open', value: { [list]: [entry] } } }),
    ],
    [
      'imported',
      (list, entry) =>
        asAdmin('saveSettings', { revision: 0, change: { group: 'all', value: { [list]: [entry] } } }),
    ],
    ['taken back', (list, entry) => asAdmin('takeBack', { list, revision: 0, ids: ['1'], before: [entry] })],
  ];

  describe.each(ways)('%s', (_way, coming) => {
    it.each(LISTS.flatMap(list => lacking.map(([what, entry]) => [list, what, entry] as const)))(
      'is refused in %s without %s',
      async (list, _what, entry) => {
        const platform = platformWith(jiraWithOneAdmin);
        expect(await coming(list, entry)).toMatchObject(invalid);
        expect(settingsOf(platform)).toBeUndefined();
        expect(platform.pushed).toEqual([]);
      },
    );

    it.each(LISTS)('is kept in %s with all of it', async list => {
      const platform = platformWith(jiraWithOneAdmin);
      expect(await coming(list, full)).toMatchObject({ is: 'done' });
      expect(settingsOf(platform)?.[list]).toMatchObject([terms]);
    });
  });

  it('names the last possible day where one is later', async () => {
    platformWith(jiraWithOneAdmin);
    const change = { group: 'open', value: { approvedSpaces: [{ ...full, until: '2027-11-21' }] } };
    expect(await asAdmin('saveSettings', { revision: 0, change })).toEqual(
      refusedFor('approvedSpaces.0.until', 'too_late'),
    );
  });

  it('and is stored already blocks nothing else, and is not put back by taking back', async () => {
    const platform = await siteWith();
    platform.entities.set('settings/current', { revision: 1, body: { approvedFilters: [bare] } });
    const known = { id: 'app', reason: 'Assessed', owner: 'lee' };
    const change = { group: 'open', value: { approvedFilters: [bare], knownApps: [known] } };
    expect(await asAdmin('saveSettings', { revision: 1, change })).toMatchObject({ value: { revision: 2 } });
    expect(settingsOf(platform)?.approvedFilters).toMatchObject([{ id: '1', reason: '' }]);
    const approved = await asAdmin('approve', { ...filters('1'), things: ['1'], ...terms });
    expect(approved).toMatchObject({ value: { revision: 3, before: [] } });
    const back = { list: 'approvedFilters', revision: 3, ids: ['1'], before: [] };
    expect(await asAdmin('takeBack', back)).toMatchObject({ value: { revision: 4 } });
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
      platformWith(jiraWithOneAdmin);
      return asAdmin('saveSettings', { revision: 0, change: { group: 'all', value: { [list]: [entry] } } });
    };
    expect(await saved({ id: '1', owner: 'lee' })).toMatchObject(invalid);
    expect(await saved({ id: '1', reason: 'Assessed', owner: 'Lee Wong' })).toMatchObject(invalid);
    expect(await saved({ id: '1', reason: 'Assessed', owner: 'lee' })).toMatchObject({ is: 'done' });
  });
});

describe('a time zone', () => {
  it.each(['Evil/Zone', '../../etc', '+02:00', ''])(
    '%p is refused, whatever way it comes in',
    async timeZone => {
      const platform = platformWith(jiraWithOneAdmin);
      for (const group of ['site', 'all'])
        expect(
          await asAdmin('saveSettings', { revision: 0, change: { group, value: { timeZone } } }),
        ).toEqual(refusedFor('change.value.timeZone', 'custom'));
      expect(settingsOf(platform)).toBeUndefined();
    },
  );

  it('that is stored and no longer known is UTC, and takes no setting with it', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const body = { timeZone: 'Evil/Zone', owners: { 'INF-03': 'lee' } };
    platform.entities.set('settings/current', { revision: 1, body });
    expect(await asAdmin('settings', {})).toMatchObject({
      value: { settings: { timeZone: 'UTC', owners: { 'INF-03': 'lee' } } },
    });
  });
});
