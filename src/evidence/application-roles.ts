import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { readRows, rowsOf } from '../jira/rows';
import { isAbout, objectsOf } from './audit-record';
import { applicationRoleFact } from './facts';
import { defineSinglePage } from './single-page';
import { gap } from './source';

const group = z.object({ groupId: nonEmptyId.nullish(), name: nonEmptyId });
type Group = z.infer<typeof group>;

const role = z.object({
  key: nonEmptyId,
  name: z.string(),
  groups: z.array(nonEmptyId).nullish(),
  groupDetails: z.array(group).nullish(),
  defaultGroups: z.array(nonEmptyId).nullish(),
  defaultGroupsDetails: z.array(group).nullish(),
  userCount: z.number().nullish(),
});
type Role = z.infer<typeof role>;

/** An answer may give groups with their IDs, by name only, or both: a group is in the list wherever it is named. */
function allGroups(detailed: readonly Group[] | null | undefined, names: Role['groups']): readonly Group[] {
  const known = new Set((detailed ?? []).map(({ name }) => name));
  return [...(detailed ?? []), ...(names ?? []).filter(name => !known.has(name)).map(name => ({ name }))];
}

const groupsOf = ({ groupDetails, groups }: Role): readonly Group[] => allGroups(groupDetails, groups);
const defaultsOf = ({ defaultGroupsDetails, defaultGroups }: Role): readonly Group[] =>
  allGroups(defaultGroupsDetails, defaultGroups);

/** An answer without any list of default groups doesn't say that there are none. */
const saysDefaults = ({ defaultGroupsDetails, defaultGroups }: Role): boolean =>
  (defaultGroupsDetails ?? defaultGroups ?? undefined) !== undefined;

/** A name is no id: it stands in its place, as a label, and the reading is not complete. */
const idOf = ({ groupId, name }: Group): string => groupId ?? name;

/** The user role of each Jira app: the groups that give access, and those that new people get. */
export const applicationRoles = defineSinglePage({
  id: 'applicationRoles',
  version: 1,
  operations: ['application-role.list'],
  right: 'ADMINISTER',
  // Neither the audit log nor an event shows that a role got another default group.
  freshness: { full: 36, withFeed: 36 },
  fact: applicationRoleFact,
  keyOf: ({ key }) => key,
  plausibility: {
    list: 'application-role.list',
    single: false,
    distinct: true,
    lacks: ({ facts }, { last, named }) => {
      const listed = new Set(facts.map(({ key }) => key));
      const licensed = new Set(named.licensed);
      // The two lists name most apps alike, but not all: only one that both of them had named before counts.
      const isLost = (last?.facts ?? []).some(({ key }) => licensed.has(key) && !listed.has(key));
      const hasNoGroups = facts.some(({ groups, people = 0 }) => people > 0 && groups.length === 0);
      return [
        ...(facts.length === 0 || isLost ? [{ doubt: 'application-roles' } as const] : []),
        ...(hasNoGroups ? [{ doubt: 'role-groups' } as const] : []),
      ];
    },
  },
  async read({ jira }) {
    const all = await jira.call('application-role.list', { answer: rowsOf(role) });
    const { rows: roles, gaps } = readRows('application-role.list', role, all);
    const isNamed = roles
      .flatMap(one => [...groupsOf(one), ...defaultsOf(one)])
      .some(({ groupId }) => typeof groupId !== 'string');
    const facts = roles.map(one => ({
      key: one.key,
      name: one.name,
      groups: groupsOf(one).map(idOf),
      defaultGroups: defaultsOf(one).map(each => ({ id: idOf(each), name: each.name })),
      ...(typeof one.userCount === 'number' ? { people: one.userCount } : {}),
    }));
    return {
      facts,
      read: facts.length,
      of: all.length,
      gaps: [
        ...gaps,
        ...(isNamed ? [gap('schema', 'application-role.list groupDetails')] : []),
        ...(roles.every(saysDefaults) ? [] : [gap('schema', 'application-role.list defaultGroups')]),
      ],
    };
  },
  // A group that came or went, and not one that somebody joined or left.
  touchedBy: change => (isAbout(change, 'GROUP') && objectsOf(change, 'USER').length === 0 ? 'all' : 'none'),
});
