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

describe('what is meant to be open, said where it was found', () => {
  it('is the filters themselves, or the spaces that a scheme opens, with what they would be approved for', async () => {
    await siteWith();
    expect(await asAdmin('approvable', filters('2', '1'))).toEqual({
      is: 'done',
      value: {
        list: 'approvedFilters',
        today: '2026-11-20',
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

  it('holds for a filter as long as somebody says', async () => {
    const platform = await siteWith();
    await asAdmin('approve', { ...filters('1'), things: ['1'], ...terms, until: '2030-01-01' });
    expect(settingsOf(platform)?.approvedFilters).toMatchObject([{ until: '2030-01-01' }]);
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

it('keeps an end of a public space within a year, however it is saved', async () => {
  const platform = platformWith(jiraWithOneAdmin);
  const approvedSpaces = [{ id: '1', name: 'A', ...terms, until: '2027-11-21' }];
  const change = { group: 'open', value: { approvedSpaces } };
  expect(await asAdmin('saveSettings', { revision: 0, change })).toEqual(
    refusedFor('approvedSpaces.0.until', 'too_late'),
  );
  expect(settingsOf(platform)).toBeUndefined();
});
