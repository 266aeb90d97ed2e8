import { httpTransport } from '../../cli/http-transport';
import { readPass } from '../../src/evidence/read-pass';
import { withRightGaps } from '../../src/evidence/rights';
import { type SourceReader, type Source } from '../../src/evidence/source';
import { SOURCES_IN_SCAN_ORDER, sources } from '../../src/evidence/sources';
import { createJira } from '../../src/jira/gateway';
import { createMeter, type Meter } from '../../src/jira/meter';
import { collectScopes, type ScopeChoice } from '../../src/jira/scopes';
import { instant } from '../../src/domain/instant';
import { neverReadReading, type Reading, readingStateOf } from '../../src/domain/reading';
import { type SourceId } from '../../src/domain/source-id';
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

interface AppRead {
  readonly meter: Meter;
  reading<F>(source: Source<F>): Reading<F>;
}

/** Reads sources as the app, with the scopes of its operations and no more. */
async function readAsApp(
  sourcesToRead: readonly Source<unknown>[],
  { choice = 'mixed', without = '' }: { choice?: ScopeChoice; without?: string } = {},
): Promise<AppRead> {
  const scopes = collectScopes(
    SOURCES_IN_SCAN_ORDER.flatMap(({ operations }) => operations),
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
  const reader: SourceReader = {
    jira,
    live: true,
    readsOnce: false,
    reading: <F>(source: Source<F>) =>
      (readings.get(source.id) as Reading<F> | undefined) ?? neverReadReading,
  };
  for (const source of sourcesToRead)
    readings.set(source.id, await readPass(source, reader, { startedAt: instant(0) }));
  const rights = reader.reading(sources.callerRights);
  return { meter, reading: source => withRightGaps(reader.reading(source), source, rights) };
}

const incomplete = ({ reading }: AppRead): readonly string[] =>
  SOURCES_IN_SCAN_ORDER.filter(source => readingStateOf(reading(source)) !== 'complete').map(({ id }) => id);

describe('the sources over the simulated site', () => {
  it.each(['mixed', 'granular'] as const)('read all of it as the app, with %s scopes', async choice => {
    expect(incomplete(await readAsApp(SOURCES_IN_SCAN_ORDER, { choice }))).toEqual([]);
  });

  it('estimate nearly the points that the site counts', async () => {
    site.meter.reset();
    const { meter } = await readAsApp(SOURCES_IN_SCAN_ORDER);
    const counted = site.meter.read();
    expect(meter.totalCost().calls).toBe(counted.calls);
    expect(Math.abs(meter.totalCost().points / counted.points - 1)).toBeLessThan(0.02);
  });

  it('find what was opened', async () => {
    const read = await readAsApp(SOURCES_IN_SCAN_ORDER);
    const planted = (control: string): string[] =>
      site.planted.filter(one => one.control === control).map(({ id }) => id);
    const openSchemes = [
      ...read.reading(sources.sharedSchemes).facts,
      ...read.reading(sources.ownSchemes).facts,
    ]
      .filter(({ grants }) => grants.some(({ holder }) => holder.is === 'anyone'))
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

  it('read short pages of accounts without a gap', async () => {
    site.switches.shortUserPages = true;
    const requested = [sources.callerRights, sources.users];
    expect((await readAsApp(requested)).reading(sources.users).gaps).toEqual([]);
  });

  it.each(['row-inserted', 'row-removed'] as const)('notice %s and read the list once more', async kind => {
    const requested = [sources.callerRights, sources.dataPolicy, sources.publicFilters];
    const still = (await readAsApp(requested)).reading(sources.publicFilters);
    // The second request asks for the queries of the first page's public filters, the third for the second page.
    site.faults.add({ on: 'GET /rest/api/3/filter/search', fault: { kind }, after: 2, times: 1 });
    const once = await readAsApp(requested);
    expect(once.reading(sources.publicFilters)).toEqual(still);
    expect(once.meter.costByOperation().get('filter.search')?.calls).toBeGreaterThan(3);
    site.faults.add({ on: 'GET /rest/api/3/filter/search', fault: { kind } });
    expect((await readAsApp(requested)).reading(sources.publicFilters).gaps).toEqual([
      { why: 'moved', at: 'filter.search' },
    ]);
  });

  it('keep what an app without rights can see, and report none of it as complete', async () => {
    site.switches.appIsAdmin = false;
    const read = await readAsApp(SOURCES_IN_SCAN_ORDER);
    const needing = SOURCES_IN_SCAN_ORDER.filter(({ right }) => right === 'ADMINISTER').map(({ id }) => id);
    expect(incomplete(read)).toEqual(expect.arrayContaining(needing));
    expect(read.reading(sources.callerRights).facts).toEqual([{ administer: false, userPicker: true }]);
    expect(read.reading(sources.publicFilters).gaps).toEqual([]);
  });

  it('are denied what a scope is missing for, and nothing else', async () => {
    const read = await readAsApp(SOURCES_IN_SCAN_ORDER, { without: 'read:audit-log:jira' });
    expect(incomplete(read)).toEqual(['auditLog']);
    expect(read.reading(sources.auditLog).gaps).toEqual([{ why: 'denied', at: 'audit.list' }]);
  });

  it.each([
    ['type', {}],
    ['projectTypeKey', {}],
    ['category', {}],
    // What a plan or an account is decides what is found: a new one is a gap, and the rest is read.
    ['plan', { license: 'license.get plan' }],
    ['accountType', { adminGroups: 'group.members accountType', users: 'user.list accountType' }],
  ])('survive an undocumented value of %s', async (field, gaps: object) => {
    site.faults.add({ on: '*', fault: { kind: 'new-value', field, value: 'tomorrow' } });
    const read = await readAsApp(SOURCES_IN_SCAN_ORDER);
    const found = SOURCES_IN_SCAN_ORDER.flatMap(source => {
      const { facts, gaps: own } = read.reading(source);
      return own.map(({ why, at }) => [source.id, why, at, facts.length > 0]);
    });
    expect(found).toEqual(Object.entries(gaps).map(([id, at]) => [id, 'schema', at, true]));
  });

  it('are not known of accounts while Atlassian’s user service is down', async () => {
    site.faults.add({ on: '*', fault: { kind: 'user-service-down' } });
    const read = await readAsApp(SOURCES_IN_SCAN_ORDER);
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
