import { adminGroupsSource } from '../../src/evidence/sources/admin-groups';
import { appAccountsSource } from '../../src/evidence/sources/app-accounts';
import { applicationRolesSource } from '../../src/evidence/sources/application-roles';
import { fetchChangesSince } from '../../src/evidence/change-feed';
import { parseProductEvent } from '../../src/evidence/product-event';
import { licenseSource } from '../../src/evidence/sources/license';
import { publicDashboardsSource } from '../../src/evidence/sources/public-dashboards';
import { publicFiltersSource } from '../../src/evidence/sources/public-filters';
import { readPass } from '../../src/evidence/read-pass';
import { schemeListSource } from '../../src/evidence/sources/scheme-list';
import { sharedSchemesSource } from '../../src/evidence/sources/shared-schemes';
import { type SourceReader, type Source } from '../../src/evidence/source';
import { spaceSchemesSource } from '../../src/evidence/sources/space-schemes';
import { spacesSource } from '../../src/evidence/sources/spaces';
import { usersSource } from '../../src/evidence/sources/users';
import { type Gap } from '../../src/domain/gap';
import { neverReadReading } from '../../src/domain/reading';
import { instant, formatIso } from '../../src/domain/instant';
import { createReader, completeReading, type AnswerTable, valuesPage } from './fake-transport';
import { startedAt } from './scheme-fixtures';

const filter = (id: string) => ({ id, name: 'F', jql: '', sharePermissions: [{ type: 'global' }] });
const space = (id: string, key = `K${id}`) => ({ id, key, name: 'S', style: 'classic' });
const user = (accountId: string) => ({ accountId, accountType: 'app', active: true, displayName: 'A' });
const role = (key: string) => ({ key, name: 'R', groupDetails: [], defaultGroupsDetails: [] });
const page = (...rows: readonly unknown[]) => valuesPage(rows);
const known = completeReading([
  { id: '1', key: 'K1', name: '', archived: false, teamManaged: false, type: '' },
]);

/** Reads a source to its end. */
const pass =
  <F>(source: Source<F>) =>
  async (
    reader: SourceReader,
  ): Promise<{ readonly facts: readonly unknown[]; readonly gaps: readonly Gap[] }> =>
    readPass(source, reader, { startedAt });
type Pass = ReturnType<typeof pass>;

/** A list with one good row and one whose ID is `odd`, and how many facts the good rows are. */
const LISTS: readonly (readonly [string, Pass, (odd: string) => AnswerTable, number])[] = [
  [
    'schemes',
    pass(schemeListSource),
    odd => ({
      '/permissionscheme': {
        body: {
          permissionSchemes: [
            { id: 0, name: 'D' },
            { id: odd, name: 'E' },
          ],
        },
      },
    }),
    1,
  ],
  [
    'the space of a scheme',
    pass(schemeListSource),
    odd => ({
      '/permissionscheme': {
        body: {
          permissionSchemes: [
            { id: 0, name: 'D' },
            { id: 1, name: 'E', scope: { project: { id: odd } } },
          ],
        },
      },
    }),
    1,
  ],
  [
    'spaces',
    pass(spacesSource),
    odd => ({
      '/project/search?status=live': page(space('1'), space(odd, 'K2')),
      '/project/search?status=archived': page(),
    }),
    1,
  ],
  [
    'keys of spaces',
    pass(spacesSource),
    odd => ({
      '/project/search?status=live': page(space('1'), space('2', odd)),
      '/project/search?status=archived': page(),
    }),
    1,
  ],
  [
    'the scheme of a space',
    pass(spaceSchemesSource),
    odd => ({ '/project/1/permissionscheme': { body: { id: odd } } }),
    0,
  ],
  ['filters', pass(publicFiltersSource), odd => ({ '/filter/search': page(filter('1'), filter(odd)) }), 1],
  [
    'dashboards',
    pass(publicDashboardsSource),
    odd => ({ '/dashboard/search': page(filter('1'), filter(odd)) }),
    1,
  ],
  [
    'admin groups',
    pass(adminGroupsSource),
    odd => ({
      '/group/bulk?accessType=admin': page({ groupId: 'g', name: 'G' }, { groupId: odd, name: 'H' }),
      '/group/bulk?accessType=site-admin': page(),
      '/group/member': page(),
    }),
    1,
  ],
  [
    'members of admin groups',
    pass(adminGroupsSource),
    odd => ({
      '/group/bulk?accessType=admin': page({ groupId: 'g', name: 'G' }),
      '/group/bulk?accessType=site-admin': page(),
      '/group/member': page(user('1'), user(odd)),
    }),
    2,
  ],
  [
    'accounts',
    pass(usersSource),
    odd => ({
      '/users/search': query => ({ body: query.get('startAt') === '0' ? [user('1'), user(odd)] : [] }),
    }),
    1,
  ],
  [
    'application roles',
    pass(applicationRolesSource),
    odd => ({ '/applicationrole': { body: [role('jira'), role(odd)] } }),
    1,
  ],
  [
    'default groups',
    pass(applicationRolesSource),
    odd => ({
      '/applicationrole': {
        body: [role('jira'), { ...role('b'), defaultGroupsDetails: [{ groupId: odd, name: 'G' }] }],
      },
    }),
    1,
  ],
  [
    'plans',
    pass(licenseSource),
    odd => ({
      '/instance/license': {
        body: {
          applications: [
            { id: 'jira', plan: 'PAID' },
            { id: odd, plan: 'PAID' },
          ],
        },
      },
    }),
    1,
  ],
  [
    'app accounts',
    pass(appAccountsSource),
    odd => ({
      '/project/1/role': { body: { 'atlassian-addons-project-access': 'https://x/role/3' } },
      '/project/1/role/3': {
        body: { actors: [{ actorUser: { accountId: 'a' } }, { actorUser: { accountId: odd } }] },
      },
    }),
    1,
  ],
];

describe.each(['', '.', '..'])('a row whose ID is "%s"', odd => {
  it.each(LISTS)('is a gap among %s, and the others count', async (_, read, table, facts) => {
    const reader = createReader(table(odd), { live: false, readings: { spaces: known } });
    const reading = await read(reader);
    expect(reading.facts).toHaveLength(facts);
    expect(reading.gaps).toContainEqual({ why: 'schema', at: expect.stringMatching(/: ID$/) });
  });

  it('of a scheme is never requested', async () => {
    const table = { '/permissionscheme': { body: { permissionSchemes: [{ id: odd, name: 'E' }] } } };
    const { facts, gaps } = await readPass(schemeListSource, createReader(table), { startedAt });
    const reader = createReader({}, { readings: { schemeList: completeReading(facts, gaps) } });
    await readPass(sharedSchemesSource, reader, { startedAt });
    expect(new Set(reader.requests)).toEqual(new Set(['/permissionscheme/0?expand=all']));
  });

  it('in the audit log or an event touches no object', async () => {
    const record = {
      id: 1,
      created: formatIso(instant(60_000)),
      summary: 'Permission scheme updated',
      category: 'permissions',
      objectItem: { id: odd, name: 'X', typeName: 'SCHEME' },
    };
    const { jira } = createReader({ '/auditing/record': { body: { records: [record], limit: 1_000 } } });
    const { changes, hasHole: hole } = await fetchChangesSince(
      jira,
      { at: 0, recentIds: [] },
      instant(60_000),
    );
    expect(hole).toBe(false);
    const known = { reading: () => neverReadReading };
    expect(changes.map(change => sharedSchemesSource.touchedBy(change, known))).toEqual(['none']);
    expect(
      parseProductEvent({ eventType: 'avi:jira:updated:filter', filter: { id: odd } }, instant(0)),
    ).toBeUndefined();
  });
});
