import { httpTransport } from '../../cli/http-transport';
import { readPass } from '../../src/evidence/read-pass';
import { withRights } from '../../src/evidence/rights';
import { type Reader, type Source } from '../../src/evidence/source';
import { SOURCES, sources } from '../../src/evidence/sources';
import { createJira } from '../../src/jira/gateway';
import { createMeter, type Meter } from '../../src/jira/meter';
import { scopesOf, type ScopeChoice } from '../../src/jira/scopes';
import { instant } from '../../src/terms/instant';
import { neverRead, type Reading, stateOf } from '../../src/terms/reading';
import { type SourceId } from '../../src/terms/source-id';
import { createSite, type Site } from '../../sandbox/jira/site';
import { likelySwitches } from '../../sandbox/jira/switches';

let site: Site;
let app: { accountId: string };

beforeAll(async () => {
  site = await createSite({ size: 'S', seed: 2, switches: { rightsDelaySeconds: 0 } });
  app = await site.install({ id: 'app', name: 'Shared Responsibility' });
});
afterAll(() => site.close());
afterEach(() => {
  site.faults.clear();
  Object.assign(site.switches, likelySwitches);
});

interface Read {
  readonly meter: Meter;
  reading<F>(source: Source<F>): Reading<F>;
}

/** Reads sources as the app, with the scopes of its operations and no more. */
async function readAsApp(
  wanted: readonly Source<unknown>[],
  { choice = 'mixed', without = '' }: { choice?: ScopeChoice; without?: string } = {},
): Promise<Read> {
  const scopes = scopesOf(
    SOURCES.flatMap(({ operations }) => operations),
    choice,
  ).filter(scope => scope !== without);
  const token = site.tokenFor({ accountId: app.accountId, scopes });
  const meter = createMeter(Infinity);
  const jira = createJira({
    transport: httpTransport(site.url, `Bearer ${token}`),
    meter,
    sleep: () => Promise.resolve(),
    random: () => 0,
    now: () => 0,
  });
  const readings = new Map<SourceId, Reading<unknown>>();
  const reader: Reader = {
    jira,
    live: true,
    once: false,
    reading: <F>(source: Source<F>) => (readings.get(source.id) as Reading<F> | undefined) ?? neverRead,
  };
  for (const source of wanted) readings.set(source.id, await readPass(source, reader, { asOf: instant(0) }));
  const rights = reader.reading(sources.callerRights);
  return { meter, reading: source => withRights(reader.reading(source), source, rights) };
}

const incomplete = ({ reading }: Read): readonly string[] =>
  SOURCES.filter(source => stateOf(reading(source)) !== 'complete').map(({ id }) => id);

describe('the sources over the simulated site', () => {
  it.each(['mixed', 'granular'] as const)('read all of it as the app, with %s scopes', async choice => {
    expect(incomplete(await readAsApp(SOURCES, { choice }))).toEqual([]);
  });

  it('estimate nearly the points that the site counts', async () => {
    site.meter.reset();
    const { meter } = await readAsApp(SOURCES);
    const counted = site.meter.read();
    expect(meter.spent().calls).toBe(counted.calls);
    expect(Math.abs(meter.spent().points / counted.points - 1)).toBeLessThan(0.02);
  });

  it('find what was opened', async () => {
    const read = await readAsApp(SOURCES);
    const planted = (control: string): string[] =>
      site.planted.filter(one => one.control === control).map(({ id }) => id);
    const openSchemes = [
      ...read.reading(sources.sharedSchemes).facts,
      ...read.reading(sources.ownSchemes).facts,
    ]
      .filter(({ grants }) => grants.some(({ to }) => to.is === 'anyone'))
      .map(({ id }) => id);
    expect(read.reading(sources.publicFilters).facts.map(({ id }) => id)).toEqual(
      expect.arrayContaining(planted('INF-03')),
    );
    expect(read.reading(sources.publicDashboards).facts.map(({ id }) => id)).toEqual(
      expect.arrayContaining(planted('INF-04')),
    );
    expect(openSchemes).toEqual(expect.arrayContaining(planted('INF-01')));
    expect(read.reading(sources.users).facts.map(({ id }) => id)).toEqual(
      expect.arrayContaining(planted('APP-01')),
    );
  });

  it('take short pages of accounts for what they are', async () => {
    site.switches.shortUserPages = true;
    const wanted = [sources.callerRights, sources.users];
    expect((await readAsApp(wanted)).reading(sources.users).gaps).toEqual([]);
  });

  it.each(['row-inserted', 'row-removed'] as const)('notice %s and read the list once more', async kind => {
    const wanted = [sources.callerRights, sources.dataPolicy, sources.publicFilters];
    const still = (await readAsApp(wanted)).reading(sources.publicFilters);
    // The second request asks for the queries of the first page's public filters, the third for the second page.
    site.faults.add({ on: 'GET /rest/api/3/filter/search', fault: { kind }, after: 2, times: 1 });
    const once = await readAsApp(wanted);
    expect(once.reading(sources.publicFilters)).toEqual(still);
    expect(once.meter.byOperation().get('filter.search')?.calls).toBeGreaterThan(3);
    site.faults.add({ on: 'GET /rest/api/3/filter/search', fault: { kind } });
    expect((await readAsApp(wanted)).reading(sources.publicFilters).gaps).toEqual([
      { why: 'moved', at: 'filter.search' },
    ]);
  });

  it('keep what an app without rights may see, and call none of it complete', async () => {
    site.switches.appIsAdmin = false;
    const read = await readAsApp(SOURCES);
    const needing = SOURCES.filter(({ right }) => right === 'ADMINISTER').map(({ id }) => id);
    expect(incomplete(read)).toEqual(expect.arrayContaining(needing));
    expect(read.reading(sources.callerRights).facts).toEqual([{ administer: false, userPicker: true }]);
    expect(read.reading(sources.publicFilters).gaps).toEqual([]);
  });

  it('are denied what a scope is missing for, and nothing else', async () => {
    const read = await readAsApp(SOURCES, { without: 'read:audit-log:jira' });
    expect(incomplete(read)).toEqual(['auditLog']);
    expect(read.reading(sources.auditLog).gaps).toEqual([{ why: 'denied', at: 'audit.list' }]);
  });

  it.each([
    ['type', {}],
    ['projectTypeKey', {}],
    ['category', {}],
    // What a plan or an account is decides what is found: a new one is a gap, and the rest is read.
    ['plan', { licence: 'license.get plan' }],
    ['accountType', { adminGroups: 'group.members accountType', users: 'user.list accountType' }],
  ])('survive a value of %s that nobody documented', async (field, gaps: object) => {
    site.faults.add({ on: '*', fault: { kind: 'new-value', field, value: 'tomorrow' } });
    const read = await readAsApp(SOURCES);
    const found = SOURCES.flatMap(source => {
      const { facts, gaps: own } = read.reading(source);
      return own.map(({ why, at }) => [source.id, why, at, facts.length > 0]);
    });
    expect(found).toEqual(Object.entries(gaps).map(([id, at]) => [id, 'schema', at, true]));
  });

  it('are not known of accounts while Atlassian’s user service is down', async () => {
    site.faults.add({ on: '*', fault: { kind: 'user-service-down' } });
    const read = await readAsApp(SOURCES);
    expect(incomplete(read)).toEqual(expect.arrayContaining(['adminGroups', 'users']));
    expect(read.reading(sources.adminGroups)).toMatchObject({
      gaps: [{ why: 'failed', at: 'group.members accountType: unknown' }],
    });
    expect(read.reading(sources.users)).toMatchObject({
      facts: [],
      gaps: [{ why: 'failed', at: 'user.list accountType: unknown' }],
    });
  });

  it('name what is missing from an answer', async () => {
    site.faults.add({ on: 'GET /rest/api/3/project/search', fault: { kind: 'missing-field', field: 'key' } });
    const { reading } = await readAsApp([sources.callerRights, sources.spaces]);
    expect(reading(sources.spaces)).toMatchObject({
      facts: [],
      gaps: [{ why: 'schema', at: 'project.search key: string' }],
    });
  });
});
