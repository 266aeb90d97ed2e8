import { sources } from '../../evidence/sources';
import { type Codes, defineControl, each } from '../define';
import { distinct } from '../distinct';
import { groupFinder } from '../groups';
import { findingsOf } from '../finding';
import { on } from '../subject';

const codes = { findings: ['default-group-administers'] } as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('USR-02');

/** A group by its name, the Jira app that gives it by default, and how many more do. */
interface Default {
  readonly group: string;
  readonly role: { readonly key: string; readonly name: string };
  readonly others: number;
}

/** Nobody becomes an admin by being given access to a Jira app. */
export const defaultAccess = defineControl({
  id: 'USR-02',
  version: 2,
  area: 'users',
  weight: 'critical',
  review: 'quarter',
  proof: 'read',
  fixer: 'organization-admin',
  codes,
  needs: { roles: each(sources.applicationRoles), adminGroups: each(sources.adminGroups) },
  applies: () => true,
  judge: ({ roles, adminGroups }) => {
    const adminGroup = groupFinder(adminGroups.map(({ group }) => group));
    const byGroup = new Map<string, Default>();
    for (const { key, name, defaultGroups } of distinct(roles, role => role.key))
      for (const group of defaultGroups) {
        const id = adminGroup(group)?.id;
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
