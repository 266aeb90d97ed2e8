import { httpTransport } from '../../cli/http-transport';
import { readAllSources } from '../../cli/read-all-sources';
import { Clock } from '../../sandbox/clock';
import type { Fault } from '../../sandbox/jira/faults';
import { createSite, type Site } from '../../sandbox/jira/site';
import { controls } from '../../src/controls';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { judgeEvidence, type DetailedJudgment } from '../../src/posture/judge-evidence';
import { type ControlId } from '../../src/domain/control-attributes';
import { instant } from '../../src/domain/instant';
import { NOW, settingsFrom } from './fixtures';

const SCHEME = 'GET /rest/api/3/permissionscheme/{schemeId}';
const FILTERS = 'GET /rest/api/3/filter/search';
const DASHBOARDS = 'GET /rest/api/3/dashboard/search';
const SPACES = 'GET /rest/api/3/project/search';

const GRANTS: readonly ControlId[] = ['INF-01', 'INF-02', 'USR-06', 'INF-21'];

/** Something that no document of Jira's names, in one row of an answer, and the controls that can't be met with it. */
const UNKNOWN: readonly (readonly [
  string,
  string,
  Omit<Extract<Fault, { kind: 'new-value' }>, 'kind'>,
  readonly ControlId[],
])[] = [
  ['a type of holder', SCHEME, { field: 'holder', value: { type: 'team', parameter: '1' } }, GRANTS],
  ['a known type in capitals', SCHEME, { field: 'holder', value: { type: 'ANYONE' } }, GRANTS],
  ['a group without a name', SCHEME, { field: 'holder', value: { type: 'group' } }, GRANTS],
  [
    'a role with an empty name',
    SCHEME,
    { field: 'holder', value: { type: 'projectRole', parameter: '' } },
    GRANTS,
  ],
  ['a user without an ID', SCHEME, { field: 'holder', value: { type: 'user', value: null } }, GRANTS],
  [
    'a type of account',
    SCHEME,
    { field: 'holder', value: { type: 'user', value: 'a', user: { accountType: 'robot', active: true } } },
    ['USR-06'],
  ],
  [
    'an account whose record couldn’t be fetched',
    SCHEME,
    {
      field: 'holder',
      value: {
        type: 'user',
        value: 'a',
        user: { accountType: 'unknown', active: false, displayName: 'Unknown' },
      },
    },
    ['USR-06'],
  ],
  [
    'a type of share of a filter',
    FILTERS,
    { field: 'sharePermissions', value: [{ type: 'team' }] },
    ['INF-03'],
  ],
  ['no shares of a filter', FILTERS, { field: 'sharePermissions', value: null }, ['INF-03']],
  [
    'a type of share of a dashboard',
    DASHBOARDS,
    { field: 'sharePermissions', value: [{ type: 'team' }], row: 1 },
    ['INF-04'],
  ],
  ['no shares of a dashboard', DASHBOARDS, { field: 'sharePermissions', value: null, row: 1 }, ['INF-04']],
  ['an owner of unknown state', SPACES, { field: 'lead', value: { accountId: 'lee' } }, ['USR-03']],
];

/** Reads the whole site and judges it with what its admins know of it. */
async function judgeOnSite(site: Site): Promise<ReadonlyMap<ControlId, DetailedJudgment>> {
  const jira = createJira({
    transport: httpTransport(site.url, site.as(site.people.ana).authorization),
    meter: createMeter(Infinity),
    sleep: () => Promise.resolve(),
    random: () => 0,
    now: Date.now,
  });
  const evidence = await readAllSources({ jira, live: true, asOf: instant(NOW) }, () => undefined);
  const listed = (ids: readonly string[]) => ids.map(id => ({ id }));
  const settings = settingsFrom({
    reviewedAdmins: listed(site.known.admins),
    knownApps: listed(site.known.apps),
  });
  const context = { settings, now: NOW, attestation: () => undefined };
  return new Map(controls.map(control => [control.id, judgeEvidence(control, evidence, context)]));
}

describe('a site without exposures, with something in it that no document of Jira names', () => {
  let site: Site;
  let before: ReadonlyMap<ControlId, DetailedJudgment>;
  beforeAll(async () => {
    site = await createSite({ size: 'S', plants: { clean: true }, clock: new Clock(NOW) });
    before = await judgeOnSite(site);
  }, 60_000);
  afterEach(() => site.faults.clear());
  afterAll(() => site.close());

  it('is met otherwise, as far as this version can judge', () => {
    const met = [...before].filter(([, { verdict }]) => verdict.is === 'met').map(([id]) => id);
    expect(met).toEqual(expect.arrayContaining(['INF-01', 'USR-06', 'INF-03', 'INF-04', 'USR-03']));
  });

  it.each(UNKNOWN)(
    'is not met with %s, and no other control becomes met',
    async (_, on, change, concerned) => {
      site.faults.add({ on, fault: { kind: 'new-value', ...change } });
      const after = await judgeOnSite(site);
      for (const [id, { verdict, gaps }] of after) {
        if (concerned.includes(id)) {
          expect([id, verdict.is]).toEqual([id, 'unknown']);
          expect(gaps).toContainEqual(expect.objectContaining({ why: 'schema' }));
        }
        if (before.get(id)?.verdict.is !== 'met') expect([id, verdict.is]).not.toEqual([id, 'met']);
      }
    },
  );

  it('is not met with a permission of unknown power in the hands of everyone', async () => {
    const schemes = [...site.state.schemes.values()].flatMap(({ grants }) =>
      grants === undefined ? [] : [grants],
    );
    for (const grants of schemes)
      grants.push({ id: 999_999, permission: 'SHARE_ISSUES', holder: { type: 'applicationRole' } });
    const after = await judgeOnSite(site);
    for (const grants of schemes) grants.pop();
    for (const id of ['INF-02', 'INF-21'] as const) {
      expect(after.get(id)?.verdict.is).toBe('unknown');
      expect(after.get(id)?.gaps).toContainEqual({
        why: 'schema',
        source: 'sharedSchemes',
        at: 'permission-scheme.get permission: SHARE_ISSUES',
      });
    }
    expect(after.get('INF-01')?.verdict.is).toBe('met');
  });
});
