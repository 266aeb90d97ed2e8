import type { PlantChoice } from '../../sandbox/jira/generate/draft';
import { likelySwitches, type Switches } from '../../sandbox/jira/switches';
import type { Row } from '../../src/terms/checklist';
import { testWorld, type TestWorld } from './harness';

/** What the checklist says of a site as it is most likely: status, open findings, and what it can't say. */
const LIKELY: Readonly<Record<string, string>> = {
  'USR-01': 'not-met 5',
  'USR-02': 'proved 0',
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
  'POL-07': 'proved 0',
};

/** Each switch at each other value, and the rows that say something else then. All others say what they say above. */
const TABLE: readonly {
  turned: Partial<Switches>;
  /** What the site has besides, where only that shows a difference. */
  plants?: PlantChoice;
  says: Readonly<Record<string, string>>;
}[] = [
  { turned: {}, says: {} },
  {
    turned: { appIsAdmin: false },
    says: {
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
    says: {
      'USR-01': 'not-met 5 ? denied@adminGroups',
      'USR-02': 'unknown 0 ? denied@adminGroups',
      'USR-03': 'not-met 3 ? denied@adminGroups',
      'APP-01': 'not-met 6 ? denied@users, inventory-incomplete',
    },
  },
  { turned: { auditForApps: 'forbidden' }, says: { 'POL-07': 'unknown 0 ? denied@auditLog' } },
  { turned: { filterOverrideForApps: 'ignored' }, says: {} },
  { turned: { filterOverrideForApps: 'refused' }, says: {} },
  { turned: { missingFilter: 404 }, says: {} },
  { turned: { searchLagSeconds: 60 }, says: {} },
  { turned: { rightsDelaySeconds: 600 }, says: {} },
  { turned: { propertySearch: false }, says: {} },
  { turned: { statusCategoryDates: false }, says: {} },
  { turned: { propertyFilters: false }, says: {} },
  // One of the accounts that Jira leaves out of its pages then is an app's.
  { turned: { shortUserPages: true }, says: { 'APP-01': 'not-met 5 ? inventory-incomplete' } },
  { turned: { eventDelivery: 'twice' }, says: {} },
  { turned: { eventDelivery: 'never' }, says: {} },
  { turned: { auditTotalFollowsFilter: true }, says: {} },
  { turned: { auditLanguage: 'german' }, says: {} },
  { turned: { auditInstalls: 'by-key' }, says: {} },
  { turned: { auditInstalls: 'never' }, says: {} },
  { turned: { auditShares: true }, says: {} },
  {
    turned: { publicDashboardsForApps: 'hidden' },
    says: { 'INF-04': 'unknown 0 ? hidden@publicDashboards' },
  },
  { turned: { dataPolicyForApps: 'forbidden' }, says: { 'INF-03': 'not-met 3 ? denied@publicFilters' } },
  {
    turned: { applicationPropertiesForApps: 'forbidden' },
    says: { 'INF-05': 'unknown 0 ? unsupported@siteProperties' },
  },
  { turned: { serviceAccounts: 'untold' }, says: { 'APP-01': 'not-met 8 ? inventory-incomplete' } },
  {
    turned: { ownAccountInUsers: 'unlisted' },
    says: { 'APP-01': 'not-met 6 ? failed@users, inventory-incomplete' },
  },
  {
    turned: { deletedAccounts: 'unnamed' },
    plants: { deletedAdmin: true },
    says: {
      'USR-01': 'not-met 5 ? failed@adminGroups',
      'USR-02': 'unknown 0 ? failed@adminGroups',
      'USR-03': 'not-met 3 ? failed@adminGroups',
      'APP-01': 'not-met 6 ? failed@users, inventory-incomplete',
    },
  },
  {
    turned: { softwareScheme: 'renamed' },
    says: { 'INF-21': 'unknown 0 ? unsupported@sharedSchemes, never-read, not-attested' },
  },
  {
    turned: { mixedScopes: 'classic' },
    says: {
      'USR-01': 'unknown 0 ? denied@adminGroups, denied@applicationRoles',
      'USR-02': 'unknown 0 ? denied@applicationRoles, denied@adminGroups',
      'USR-03': 'not-met 2 ? denied@adminGroups',
      'INF-02': 'not-met 1 ? denied@applicationRoles, never-read',
      'INF-05': 'unknown 0 ? denied@siteProperties',
      'INF-21': 'unknown 0 ? denied@applicationRoles, never-read, not-attested',
      'POL-07': 'unknown 0 ? denied@licence, denied@auditLog',
    },
  },
  {
    turned: { mixedScopes: 'granular' },
    says: {
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
  { turned: { teamAccessHolder: 'default-groups' }, says: {} },
];

function lineOf({ status, open, gaps }: Row): string {
  const told = gaps.map(({ why, source }) => (source === undefined ? why : `${why}@${source}`));
  return [`${status} ${open}`, ...(told.length > 0 ? [[...new Set(told)].join(', ')] : [])].join(' ? ');
}

describe('what the app says of the same site under each switch', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld(
      ...TABLE.map(({ turned, plants = {} }) => ({ size: 'S' as const, switches: turned, plants })),
    );
    await world.install();
  }, 300_000);
  afterAll(() => world.close());

  it('covers every switch', () => {
    const turned = new Set(TABLE.flatMap(row => Object.keys(row.turned)));
    expect([...turned].sort()).toEqual(Object.keys(likelySwitches).sort());
  });

  it.each(TABLE.map(({ turned, says }, place) => ({ name: JSON.stringify(turned), says, place })))(
    '$name',
    async ({ says, place }) => {
      const checklist = await world.all[place]?.checklist();
      const said = Object.fromEntries((checklist?.rows ?? []).map(row => [row.control, lineOf(row)]));
      expect(said).toEqual({ ...LIKELY, ...says });
    },
  );
});
