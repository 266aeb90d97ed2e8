import { generateSite, type GeneratedSite } from '../../../sandbox/jira/generate';
import type { SiteSize } from '../../../sandbox/jira/generate/site-sizes';
import { grantsOf } from '../../../sandbox/jira/scheme-grants';
import { Clock } from '../../../sandbox/clock';
import { Permissions } from '../../../sandbox/jira/permissions';
import { likelySwitches } from '../../../sandbox/jira/switches';

const now = Date.parse('2026-11-20T10:00:00Z');
const createTestSite = (size: SiteSize, seed: number, plants = {}): GeneratedSite =>
  generateSite({ size, seed, now, plants });

/** No space uses scheme 10003: it is open on every site, and breaks nothing. */
const UNUSED = ['10003 ADD_COMMENTS', '10003 BROWSE_PROJECTS'];

/** What is open on a site of size S with seed 1. */
const OPEN = {
  filters: ['10040 Open payment bugs', '10077 Roadmap for partners', '10120 Help wanted'],
  dashboards: ['10034'],
  anyone: [
    ...UNUSED,
    '11000 BROWSE_PROJECTS',
    '11001 ADD_COMMENTS',
    '11001 BROWSE_PROJECTS',
    '11002 BROWSE_PROJECTS',
    '20006 BROWSE_PROJECTS',
  ],
  sharing: 'true',
  plans: {
    'jira-core': 'PAID',
    'jira-product-discovery': 'FREE',
    'jira-servicedesk': 'PAID',
    'jira-software': 'PAID',
  },
};

/** How many of each kind are made wrong, on a site of any size. */
const PLANTED = {
  'APP-01 app-unknown': 1,
  'INF-01 scheme-anyone': 5,
  'INF-02 scheme-everyone': 2,
  'INF-03 filter-public': 3,
  'INF-04 dashboard-public': 1,
  'INF-05 sharing-on': 1,
  'USR-01 admin-unreviewed': 1,
  'USR-03 inactive-admin': 1,
  'USR-03 inactive-owner': 2,
  'USR-06 user-holder': 2,
};

const countPlants = ({ planted }: GeneratedSite): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { control, kind } of planted) {
    const name = `${control} ${kind}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

/** What its state says of public shares and of grants to anyone, with the names of the objects. */
const openFindingsIn = ({ state }: GeneratedSite) => ({
  filters: [...state.filters.values()]
    .filter(({ shares }) => shares.some(({ type }) => type === 'global'))
    .map(({ id, name }) => `${id} ${name}`),
  dashboards: [...state.dashboards.values()]
    .filter(({ shares, system }) => !system && shares.some(({ type }) => type === 'global'))
    .map(({ id }) => String(id)),
  anyone: [...state.schemes.values()]
    .flatMap(scheme =>
      grantsOf({ state, switches: likelySwitches }, scheme)
        .filter(({ holder }) => holder.type === 'anyone')
        .map(({ permission }) => `${scheme.id} ${permission}`),
    )
    .sort(),
  sharing: state.site.properties['jira.option.globalsharing'],
  plans: state.site.plans,
});

// That the app's controls find exactly this, and nothing else, is tested in test/controls/planted.test.ts.
describe('the exposures that the generator plants', () => {
  it.each([
    ['S', 1],
    ['S', 2],
    ['S', 77],
    ['M', 1],
  ] as const)('is the same kinds on size %s with seed %i', (size, seed) => {
    expect(countPlants(createTestSite(size, seed))).toEqual(PLANTED);
  });

  it('are in the state of the site, and named by what has to be fixed', () => {
    const site = createTestSite('S', 1);
    expect(openFindingsIn(site)).toEqual(OPEN);
    const plantedIn = (control: string): readonly string[] =>
      site.planted
        .filter(plant => plant.control === control)
        .map(({ id, permission = '' }) => `${id} ${permission}`.trim())
        .sort();
    expect(plantedIn('INF-01')).toEqual(OPEN.anyone.filter(line => !UNUSED.includes(line)));
    expect(plantedIn('INF-02')).toEqual(['11003 DELETE_ISSUES', '11004 EDIT_ALL_COMMENTS']);
    expect(plantedIn('USR-06')).toEqual(['11005 ADMINISTER_PROJECTS', '11005 EDIT_ISSUES']);
    expect(plantedIn('INF-03')).toEqual(['10040', '10077', '10120']);
    expect(plantedIn('INF-04')).toEqual(['10034']);
  });

  it('don’t exist on a clean site', () => {
    const site = createTestSite('S', 1, { clean: true });
    expect(site.planted).toEqual([]);
    expect(openFindingsIn(site)).toEqual({
      ...OPEN,
      filters: [],
      dashboards: [],
      anyone: UNUSED,
      sharing: 'false',
    });
  });

  it('include facts of the whole site if requested', () => {
    const site = createTestSite('S', 1, {
      clean: true,
      defaultGroupAdministers: true,
      defaultSchemeOpen: true,
      freePlan: true,
    });
    expect(site.planted.map(({ control }) => control).sort()).toEqual(['POL-07', 'USR-02']);
    expect(openFindingsIn(site).anyone).toEqual(['0 CREATE_ISSUES', ...UNUSED]);
    expect(Object.values(site.state.site.plans)).not.toContain('PAID');
    const { admin, siteAdmin } = site.state.site.adminGroups;
    const defaults = [...site.state.applicationRoles.values()].flatMap(role => role.defaultGroups);
    const [both] = site.planted.flatMap(({ control, id }) => (control === 'USR-02' ? [id] : []));
    expect(defaults).toContain(both);
    expect([...admin, ...siteAdmin]).toContain(both);
  });

  it('are the same for the same seed', () => {
    expect(createTestSite('S', 5).planted).toEqual(createTestSite('S', 5).planted);
    expect(createTestSite('S', 5).planted).not.toEqual(createTestSite('S', 6).planted);
  });
});

describe('a generated site', () => {
  it('has audit records from its creation, which has no author, to today', () => {
    const { state } = createTestSite('S', 1);
    const records = [...state.audit.values()];
    expect(records[0]?.created).toBe(now - 430 * 86_400_000);
    expect(
      records.filter(({ summary }) => summary === 'Global permission added').every(({ author }) => !author),
    ).toBe(true);
    expect(
      records.every((record, index) => index === 0 || record.created >= (records[index - 1]?.created ?? 0)),
    ).toBe(true);
  });

  it('has as many spaces, people, filters and dashboards as its size says, two in five team-managed', () => {
    const { state } = createTestSite('M', 1);
    expect(state.projects.size).toBe(500);
    expect([...state.accounts.values()].filter(({ kind }) => kind === 'atlassian')).toHaveLength(5000);
    expect(state.filters.size).toBe(5000);
    expect(state.dashboards.size).toBe(800);
    const own = [...state.projects.values()].filter(({ style }) => style === 'next-gen').length;
    expect(own / 500).toBeCloseTo(0.4, 1);
    expect([...state.schemes.values()].filter(({ projectId }) => projectId !== undefined)).toHaveLength(own);
  });

  it('lets every guest into one space alone', () => {
    const { state } = createTestSite('M', 1);
    const guests = [...state.accounts.values()].filter(({ guest }) => guest);
    expect(guests.length).toBeGreaterThan(20);
    const permissions = new Permissions(state, likelySwitches, new Clock());
    const projects = [...state.projects.values()];
    const seen = guests.map(guest => projects.filter(project => permissions.canSee(guest, project)).length);
    // The one team-managed space that is open to the public is open to them, too.
    const open = projects.filter(project => permissions.canSee(undefined, project)).length;
    expect(new Set(seen)).toEqual(new Set([open, open + 1]));
    expect(seen.filter(count => count === open).length).toBeLessThanOrEqual(1);
  });

  it('gives every space a key of its own', () => {
    const { state } = createTestSite('L', 3);
    expect(new Set([...state.projects.values()].map(({ key }) => key)).size).toBe(state.projects.size);
  });
});
