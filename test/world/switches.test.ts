import type { PlantChoice } from '../../sandbox/jira/generate/draft';
import { likelySwitches, type SiteSwitches } from '../../sandbox/jira/switches';
import type { ChecklistRow } from '../../src/domain/checklist';
import { createTestWorld, type TestWorld } from './harness';

/** What the checklist shows for a site as it is most likely: status, open findings, and gaps. */
const EXPECTED_ROWS: Readonly<Record<string, string>> = {
  'USR-01': 'not-met 5',
  'USR-02': 'verified 0',
  'USR-03': 'not-met 3',
  'USR-06': 'not-met 2',
  'INF-01': 'not-met 5',
  'INF-02': 'not-met 2 ? never-read',
  'INF-03': 'not-met 3',
  'INF-04': 'not-met 1',
  'INF-05': 'not-met 1',
  'INF-14': 'due 0 ? not-attested',
  'INF-21': 'unknown 0 ? never-read, not-attested',
  'APP-01': 'not-met 6 ? inventory-incomplete',
  'POL-01': 'due 0 ? not-attested',
  'POL-07': 'verified 0',
};

/** Each switch at each other value, and the rows that differ then. All others are as above. */
const SWITCH_CASES: readonly {
  turned: Partial<SiteSwitches>;
  /** What else the site has, if only that shows a difference. */
  plants?: PlantChoice;
  rows: Readonly<Record<string, string>>;
}[] = [
  { turned: {}, rows: {} },
  {
    turned: { appIsAdmin: false },
    rows: {
      'USR-01': 'not-met 5 ? denied@applicationRoles',
      'USR-02': 'unknown 0 ? denied@applicationRoles',
      'USR-03': 'not-met 3 ? denied@spaces',
      'USR-06': 'not-met 2 ? denied@sharedSchemes, denied@ownSchemes, denied@spaces, denied@spaceSchemes',
      'INF-01': 'not-met 5 ? denied@sharedSchemes, denied@ownSchemes, denied@spaces, denied@spaceSchemes',
      'INF-02':
        'not-met 1 ? denied@sharedSchemes, denied@ownSchemes, denied@spaces, denied@spaceSchemes, ' +
        'denied@applicationRoles, never-read',
      'INF-05': 'unknown 0 ? unsupported@siteProperties, denied@siteProperties',
      'INF-21': 'unknown 0 ? denied@sharedSchemes, denied@applicationRoles, never-read, not-attested',
      'APP-01': 'not-met 6 ? denied@appAccounts, inventory-incomplete',
      'POL-07': 'unknown 0 ? denied@auditLog',
    },
  },
  {
    turned: { appBrowsesUsers: false },
    rows: {
      'USR-01': 'not-met 5 ? denied@adminGroups',
      'USR-02': 'unknown 0 ? denied@adminGroups',
      'USR-03': 'not-met 3 ? denied@adminGroups',
      'APP-01': 'not-met 6 ? denied@users, inventory-incomplete',
    },
  },
  { turned: { auditForApps: 'forbidden' }, rows: { 'POL-07': 'unknown 0 ? denied@auditLog' } },
  { turned: { filterOverrideForApps: 'ignored' }, rows: {} },
  { turned: { filterOverrideForApps: 'refused' }, rows: {} },
  { turned: { missingFilter: 404 }, rows: {} },
  { turned: { searchLagSeconds: 60 }, rows: {} },
  { turned: { rightsDelaySeconds: 600 }, rows: {} },
  { turned: { propertySearch: false }, rows: {} },
  { turned: { statusCategoryDates: false }, rows: {} },
  { turned: { propertyFilters: false }, rows: {} },
  // One of the accounts that Jira leaves out of its pages then is an app's.
  { turned: { shortUserPages: true }, rows: { 'APP-01': 'not-met 5 ? inventory-incomplete' } },
  { turned: { eventDelivery: 'twice' }, rows: {} },
  { turned: { eventDelivery: 'never' }, rows: {} },
  { turned: { auditTotalFollowsFilter: true }, rows: {} },
  { turned: { auditLanguage: 'german' }, rows: {} },
  { turned: { auditInstalls: 'by-key' }, rows: {} },
  { turned: { auditInstalls: 'never' }, rows: {} },
  { turned: { auditShares: true }, rows: {} },
  {
    turned: { publicDashboardsForApps: 'hidden' },
    rows: { 'INF-04': 'unknown 0 ? hidden@publicDashboards' },
  },
  { turned: { dataPolicyForApps: 'forbidden' }, rows: { 'INF-03': 'not-met 3 ? denied@publicFilters' } },
  {
    turned: { applicationPropertiesForApps: 'forbidden' },
    rows: { 'INF-05': 'unknown 0 ? unsupported@siteProperties' },
  },
  { turned: { serviceAccounts: 'hidden' }, rows: { 'APP-01': 'not-met 8 ? inventory-incomplete' } },
  {
    turned: { ownAccountInUsers: 'unlisted' },
    rows: { 'APP-01': 'not-met 6 ? failed@users, inventory-incomplete' },
  },
  {
    turned: { deletedAccounts: 'unnamed' },
    plants: { deletedAdmin: true },
    rows: {
      'USR-01': 'not-met 5 ? failed@adminGroups',
      'USR-02': 'unknown 0 ? failed@adminGroups',
      'USR-03': 'not-met 3 ? failed@adminGroups',
      'APP-01': 'not-met 6 ? failed@users, inventory-incomplete',
    },
  },
  {
    turned: { softwareScheme: 'renamed' },
    rows: { 'INF-21': 'unknown 0 ? unsupported@sharedSchemes, never-read, not-attested' },
  },
  {
    turned: { mixedScopes: 'classic' },
    rows: {
      'USR-01': 'unknown 0 ? denied@adminGroups, denied@applicationRoles',
      'USR-02': 'unknown 0 ? denied@applicationRoles, denied@adminGroups',
      'USR-03': 'not-met 2 ? denied@adminGroups',
      'INF-02': 'not-met 1 ? denied@applicationRoles, never-read',
      'INF-05': 'unknown 0 ? denied@siteProperties',
      'INF-21': 'unknown 0 ? denied@applicationRoles, never-read, not-attested',
      'POL-07': 'unknown 0 ? denied@license, denied@auditLog',
    },
  },
  {
    turned: { mixedScopes: 'granular' },
    rows: {
      'USR-01': 'not-met 5 ? denied@adminGroups, denied@applicationRoles',
      'USR-02': 'unknown 0 ? denied@applicationRoles, denied@adminGroups',
      'USR-03': 'not-met 1 ? denied@adminGroups, denied@spaces',
      'USR-06': 'unknown 0 ? denied@sharedSchemes, denied@ownSchemes, denied@spaces, denied@spaceSchemes',
      'INF-01': 'unknown 0 ? denied@sharedSchemes, denied@ownSchemes, denied@spaces, denied@spaceSchemes',
      'INF-02':
        'unknown 0 ? denied@sharedSchemes, denied@ownSchemes, denied@spaces, denied@spaceSchemes, ' +
        'denied@applicationRoles',
      'INF-03': 'unknown 0 ? denied@publicFilters',
      'INF-04': 'unknown 0 ? denied@publicDashboards',
      'INF-05': 'not-met 1 ? denied@siteProperties',
      'INF-21': 'unknown 0 ? denied@sharedSchemes, denied@applicationRoles, not-attested',
      'POL-07': 'unknown 0 ? denied@auditLog',
      'APP-01': 'not-met 6 ? denied@users, denied@appAccounts, inventory-incomplete',
    },
  },
  { turned: { teamAccessHolder: 'default-groups' }, rows: {} },
];

function rowLine({ status, open, gaps }: ChecklistRow): string {
  const gapTexts = gaps.map(({ why, source }) => (source === undefined ? why : `${why}@${source}`));
  return [`${status} ${open}`, ...(gapTexts.length > 0 ? [[...new Set(gapTexts)].join(', ')] : [])].join(
    ' ? ',
  );
}

describe('the checklist of the same site under each switch', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await createTestWorld(
      ...SWITCH_CASES.map(({ turned, plants = {} }) => ({ size: 'S' as const, switches: turned, plants })),
    );
    await world.install();
  }, 300_000);
  afterAll(() => world.close());

  it('covers every switch', () => {
    const turned = new Set(SWITCH_CASES.flatMap(row => Object.keys(row.turned)));
    expect([...turned].sort()).toEqual(Object.keys(likelySwitches).sort());
  });

  it.each(SWITCH_CASES.map(({ turned, rows }, place) => ({ name: JSON.stringify(turned), rows, place })))(
    '$name',
    async ({ rows, place }) => {
      const checklist = await world.sites[place]?.checklist();
      const rowLines = Object.fromEntries((checklist?.rows ?? []).map(row => [row.control, rowLine(row)]));
      expect(rowLines).toEqual({ ...EXPECTED_ROWS, ...rows });
    },
  );
});
