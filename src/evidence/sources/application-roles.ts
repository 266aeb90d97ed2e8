import { z } from 'zod';
import { idSchema } from '../../jira/id-schemas';
import { parseRows, rowsSchema } from '../../jira/parse-rows';
import { isAboutObject, objectsOfType } from '../audit-record';
import { applicationRoleFactSchema } from '../facts';
import { defineSinglePageSource } from '../single-page-source';
import { gap } from '../source';

const groupSchema = z.object({ groupId: idSchema.nullish(), name: idSchema });
type RoleGroup = z.infer<typeof groupSchema>;

const roleSchema = z.object({
  key: idSchema,
  name: z.string(),
  groups: z.array(idSchema).nullish(),
  groupDetails: z.array(groupSchema).nullish(),
  defaultGroups: z.array(idSchema).nullish(),
  defaultGroupsDetails: z.array(groupSchema).nullish(),
  userCount: z.number().nullish(),
});
type Role = z.infer<typeof roleSchema>;

/** A response may list groups with IDs, by name only, or both. Merges both lists. */
function mergeGroups(
  groupsWithId: readonly RoleGroup[] | null | undefined,
  names: Role['groups'],
): readonly RoleGroup[] {
  const namesWithId = new Set((groupsWithId ?? []).map(({ name }) => name));
  return [
    ...(groupsWithId ?? []),
    ...(names ?? []).filter(name => !namesWithId.has(name)).map(name => ({ name })),
  ];
}

const groupsOf = ({ groupDetails, groups }: Role): readonly RoleGroup[] => mergeGroups(groupDetails, groups);
const defaultGroupsOf = ({ defaultGroupsDetails, defaultGroups }: Role): readonly RoleGroup[] =>
  mergeGroups(defaultGroupsDetails, defaultGroups);

/** A response without a list of default groups doesn't mean that there are none. */
const listsDefaultGroups = ({ defaultGroupsDetails, defaultGroups }: Role): boolean =>
  (defaultGroupsDetails ?? defaultGroups ?? undefined) !== undefined;

/** Uses the name as the ID and label if there is no ID. The reading is then incomplete. */
const groupIdOf = ({ groupId, name }: RoleGroup): string => groupId ?? name;

/** The user role of each Jira app: the groups that give access, and the groups that new users join. */
export const applicationRolesSource = defineSinglePageSource({
  id: 'applicationRoles',
  version: 1,
  operations: ['application-role.list'],
  right: 'ADMINISTER',
  // Neither the audit log nor an event shows a change of default groups.
  freshness: { full: 36, withFeed: 36 },
  fact: applicationRoleFactSchema,
  keyOf: ({ key }) => key,
  plausibility: {
    list: 'application-role.list',
    rechecksSingly: false,
    hasUniqueKeys: true,
    findMissing: ({ facts }, { last: lastPass, namedObjects: named }) => {
      const listed = new Set(facts.map(({ key }) => key));
      const licensed = new Set(named.licensed);
      // The role list and the license list don't name every app alike, so only an app that both named before counts.
      const lacksKnownRole = (lastPass?.facts ?? []).some(({ key }) => licensed.has(key) && !listed.has(key));
      const hasNoGroups = facts.some(({ groups, people = 0 }) => people > 0 && groups.length === 0);
      return [
        ...(facts.length === 0 || lacksKnownRole ? [{ failure: 'application-roles' } as const] : []),
        ...(hasNoGroups ? [{ failure: 'role-groups' } as const] : []),
      ];
    },
  },
  async read({ jira }) {
    const rawRoles = await jira.call('application-role.list', { responseSchema: rowsSchema(roleSchema) });
    const { rows: roles, gaps } = parseRows('application-role.list', roleSchema, rawRoles);
    const hasGroupWithoutId = roles
      .flatMap(role => [...groupsOf(role), ...defaultGroupsOf(role)])
      .some(({ groupId }) => typeof groupId !== 'string');
    const facts = roles.map(role => ({
      key: role.key,
      name: role.name,
      groups: groupsOf(role).map(groupIdOf),
      defaultGroups: defaultGroupsOf(role).map(each => ({ id: groupIdOf(each), name: each.name })),
      ...(typeof role.userCount === 'number' ? { people: role.userCount } : {}),
    }));
    return {
      facts,
      read: facts.length,
      of: rawRoles.length,
      gaps: [
        ...gaps,
        ...(hasGroupWithoutId ? [gap('schema', 'application-role.list groupDetails')] : []),
        ...(roles.every(listsDefaultGroups) ? [] : [gap('schema', 'application-role.list defaultGroups')]),
      ],
    };
  },
  // A new or deleted group matters, a membership change doesn't.
  touchedBy: change =>
    isAboutObject(change, 'GROUP') && objectsOfType(change, 'USER').length === 0 ? 'all' : 'none',
});
