import { z } from 'zod';
import { readRows } from '../jira/rows';
import { applicationRoleFact } from './facts';
import { defineSinglePage } from './single-page';
import { gap } from './source';

const group = z.object({ groupId: z.string(), name: z.string() });

const role = z.object({
  key: z.string(),
  name: z.string(),
  groups: z.array(z.string()).default([]),
  groupDetails: z.array(group).optional(),
  defaultGroups: z.array(z.string()).default([]),
  defaultGroupsDetails: z.array(group).optional(),
  userCount: z.number().optional(),
});

/** Old answers name groups only. A name is no id: it stays as a label, and the reading is not complete. */
const byName = (names: readonly string[]) => names.map(name => ({ groupId: name, name }));

/** The user role of each Jira app: the groups that give access, and those that new people get. */
export const applicationRoles = defineSinglePage({
  id: 'applicationRoles',
  operations: ['application-role.list'],
  right: 'ADMINISTER',
  freshness: { full: 7 * 24, withFeed: 30 * 24 },
  fact: applicationRoleFact,
  keyOf: ({ key }) => key,
  async read({ jira }) {
    const all = await jira.call('application-role.list', { answer: z.array(z.unknown()) });
    const { rows: roles, gaps } = readRows('application-role.list', role, all);
    const named = roles.some(
      ({ groupDetails, groups, defaultGroupsDetails, defaultGroups }) =>
        (groupDetails === undefined && groups.length > 0) ||
        (defaultGroupsDetails === undefined && defaultGroups.length > 0),
    );
    const facts = roles.map(
      ({ key, name, groups, groupDetails, defaultGroups, defaultGroupsDetails, userCount }) => ({
        key,
        name,
        groups: (groupDetails ?? byName(groups)).map(({ groupId }) => groupId),
        defaultGroups: (defaultGroupsDetails ?? byName(defaultGroups)).map(one => ({
          id: one.groupId,
          name: one.name,
        })),
        ...(userCount === undefined ? {} : { people: userCount }),
      }),
    );
    return {
      facts,
      read: facts.length,
      of: all.length,
      gaps: [...gaps, ...(named ? [gap('schema', 'application-role.list groupDetails')] : [])],
    };
  },
  touchedBy: ({ category, summary }) =>
    category === 'group management' && /^Group (created|deleted)$/.test(summary) ? 'all' : 'none',
});
