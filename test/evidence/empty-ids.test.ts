import { adminGroups } from '../../src/evidence/admin-groups';
import { appAccounts } from '../../src/evidence/app-accounts';
import { applicationRoles } from '../../src/evidence/application-roles';
import { changesSince } from '../../src/evidence/changes';
import { changeOfEvent } from '../../src/evidence/product-event';
import { licence } from '../../src/evidence/licence';
import { publicDashboards } from '../../src/evidence/public-dashboards';
import { publicFilters } from '../../src/evidence/public-filters';
import { readPass } from '../../src/evidence/read-pass';
import { schemeList } from '../../src/evidence/scheme-list';
import { sharedSchemes } from '../../src/evidence/shared-schemes';
import { type Reader, type Source } from '../../src/evidence/source';
import { spaceSchemes } from '../../src/evidence/space-schemes';
import { spaces } from '../../src/evidence/spaces';
import { users } from '../../src/evidence/users';
import { type Gap } from '../../src/terms/gap';
import { neverRead } from '../../src/terms/reading';
import { instant, isoOf } from '../../src/terms/instant';
import { readerOf, readingOf, type Table, valuesPage } from './fake-site';
import { asOf } from './given-schemes';

const filter = (id: string) => ({ id, name: 'F', jql: '', sharePermissions: [{ type: 'global' }] });
const space = (id: string, key = `K${id}`) => ({ id, key, name: 'S', style: 'classic' });
const user = (accountId: string) => ({ accountId, accountType: 'app', active: true, displayName: 'A' });
const role = (key: string) => ({ key, name: 'R', groupDetails: [], defaultGroupsDetails: [] });
const page = (...rows: readonly unknown[]) => valuesPage(rows);
const known = readingOf([{ id: '1', key: 'K1', name: '', archived: false, teamManaged: false, type: '' }]);

/** Reads a source to its end. */
const pass =
  <F>(source: Source<F>) =>
  async (reader: Reader): Promise<{ readonly facts: readonly unknown[]; readonly gaps: readonly Gap[] }> =>
    readPass(source, reader, { asOf });
type Pass = ReturnType<typeof pass>;

/** A list with one good row and one whose ID is `odd`, and how many facts the good rows are. */
const LISTS: readonly (readonly [string, Pass, (odd: string) => Table, number])[] = [
  [
    'schemes',
    pass(schemeList),
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
    pass(schemeList),
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
    pass(spaces),
    odd => ({
      '/project/search?status=live': page(space('1'), space(odd, 'K2')),
      '/project/search?status=archived': page(),
    }),
    1,
  ],
  [
    'keys of spaces',
    pass(spaces),
    odd => ({
      '/project/search?status=live': page(space('1'), space('2', odd)),
      '/project/search?status=archived': page(),
    }),
    1,
  ],
  [
    'the scheme of a space',
    pass(spaceSchemes),
    odd => ({ '/project/1/permissionscheme': { body: { id: odd } } }),
    0,
  ],
  ['filters', pass(publicFilters), odd => ({ '/filter/search': page(filter('1'), filter(odd)) }), 1],
  ['dashboards', pass(publicDashboards), odd => ({ '/dashboard/search': page(filter('1'), filter(odd)) }), 1],
  [
    'admin groups',
    pass(adminGroups),
    odd => ({
      '/group/bulk?accessType=admin': page({ groupId: 'g', name: 'G' }, { groupId: odd, name: 'H' }),
      '/group/bulk?accessType=site-admin': page(),
      '/group/member': page(),
    }),
    1,
  ],
  [
    'members of admin groups',
    pass(adminGroups),
    odd => ({
      '/group/bulk?accessType=admin': page({ groupId: 'g', name: 'G' }),
      '/group/bulk?accessType=site-admin': page(),
      '/group/member': page(user('1'), user(odd)),
    }),
    2,
  ],
  [
    'accounts',
    pass(users),
    odd => ({
      '/users/search': query => ({ body: query.get('startAt') === '0' ? [user('1'), user(odd)] : [] }),
    }),
    1,
  ],
  [
    'application roles',
    pass(applicationRoles),
    odd => ({ '/applicationrole': { body: [role('jira'), role(odd)] } }),
    1,
  ],
  [
    'default groups',
    pass(applicationRoles),
    odd => ({
      '/applicationrole': {
        body: [role('jira'), { ...role('b'), defaultGroupsDetails: [{ groupId: odd, name: 'G' }] }],
      },
    }),
    1,
  ],
  [
    'plans',
    pass(licence),
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
    pass(appAccounts),
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
    const reader = readerOf(table(odd), { live: false, readings: { spaces: known } });
    const reading = await read(reader);
    expect(reading.facts).toHaveLength(facts);
    expect(reading.gaps).toContainEqual({ why: 'schema', at: expect.stringMatching(/: ID$/) });
  });

  it('of a scheme is asked for by nobody', async () => {
    const table = { '/permissionscheme': { body: { permissionSchemes: [{ id: odd, name: 'E' }] } } };
    const { facts, gaps } = await readPass(schemeList, readerOf(table), { asOf });
    const reader = readerOf({}, { readings: { schemeList: readingOf(facts, gaps) } });
    await readPass(sharedSchemes, reader, { asOf });
    expect(new Set(reader.asked)).toEqual(new Set(['/permissionscheme/0?expand=all']));
  });

  it('in the audit log or an event touches no object', async () => {
    const record = {
      id: 1,
      created: isoOf(instant(60_000)),
      summary: 'Permission scheme updated',
      category: 'permissions',
      objectItem: { id: odd, name: 'X', typeName: 'SCHEME' },
    };
    const { jira } = readerOf({ '/auditing/record': { body: { records: [record], limit: 1_000 } } });
    const { changes, hole } = await changesSince(jira, { at: 0, seen: [] }, instant(60_000));
    expect(hole).toBe(false);
    const known = { reading: () => neverRead };
    expect(changes.map(change => sharedSchemes.touchedBy(change, known))).toEqual(['none']);
    expect(
      changeOfEvent({ eventType: 'avi:jira:updated:filter', filter: { id: odd } }, instant(0)),
    ).toBeUndefined();
  });
});
