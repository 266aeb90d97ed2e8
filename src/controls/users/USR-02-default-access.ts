import { sources } from '../../evidence/sources';
import { type ControlCodes, defineControl, each } from '../define-control';
import { uniqueById } from '../unique-by-id';
import { createGroupFinder } from '../group-finder';
import { createFindingBuilder } from '../finding-builder';
import { on } from '../subject';

const codes = { findings: ['default-group-administers'] } as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('USR-02');

/** A default group with admin rights: its name, the Jira app that gives it by default, and how many other apps do. */
interface DefaultAdminGroup {
  readonly group: string;
  readonly role: { readonly key: string; readonly name: string };
  readonly others: number;
}

/** Access to a Jira app doesn't make a person an admin. */
export const defaultAccess = defineControl({
  id: 'USR-02',
  version: 2,
  area: 'users',
  weight: 'critical',
  review: 'quarter',
  proof: 'read',
  fixedBy: 'organization-admin',
  codes,
  needs: { roles: each(sources.applicationRoles), adminGroups: each(sources.adminGroups) },
  judge: ({ roles, adminGroups }) => {
    const findAdminGroup = createGroupFinder(adminGroups.map(({ group }) => group));
    const byGroup = new Map<string, DefaultAdminGroup>();
    for (const { key, name, defaultGroups } of uniqueById(roles, role => role.key))
      for (const group of defaultGroups) {
        const id = findAdminGroup(group)?.id;
        if (id === undefined) continue;
        const known = byGroup.get(id);
        byGroup.set(
          id,
          known === undefined
            ? { group: group.name, role: { key, name }, others: 0 }
            : { ...known, others: known.others + 1 },
        );
      }
    return {
      findings: [...byGroup].map(([id, { group, role, others }]) =>
        finding('default-group-administers', on.defaultGroup(id, group, role.key), 'critical', {
          args: { name: group, role: role.name, others },
        }),
      ),
    };
  },
});
