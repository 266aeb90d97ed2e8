import {
  type PublicDashboardFact,
  type PublicFilterFact,
  type SchemeFact,
  type SpaceFact,
} from '../evidence/facts';
import { type Subject } from '../terms/finding';

/** What findings are about: each says where just this object is read again. */
export const on = {
  filter: ({ id, name }: PublicFilterFact): Subject => ({
    kind: 'filter',
    id,
    source: 'publicFilters',
    name,
  }),
  dashboard: ({ id, name }: PublicDashboardFact): Subject => ({
    kind: 'dashboard',
    id,
    source: 'publicDashboards',
    name,
  }),
  /** A team-managed space's own scheme is fixed in its space, a shared one on the site. */
  scheme: ({ id, name, space }: SchemeFact): Subject => ({
    kind: 'scheme',
    id,
    source: space === undefined ? 'sharedSchemes' : 'ownSchemes',
    name,
    ...(space === undefined ? {} : { space }),
  }),
  /** @param group the admin group in which the person is looked up again. */
  member: (account: string, group: string): Subject => ({
    kind: 'person',
    id: account,
    source: 'adminGroups',
    rereadId: group,
  }),
  /** @param role the Jira app's role that gives the group by default, in which it is looked up again; admin groups as well. */
  defaultGroup: (id: string, name: string, role: string): Subject => ({
    kind: 'group',
    id,
    source: 'applicationRoles',
    rereadId: role,
    together: 'adminGroups',
    name,
  }),
  /** @param space one of the spaces that the person owns, in which the person is looked up again. */
  spaceOwner: (account: string, { id }: SpaceFact): Subject => ({
    kind: 'person',
    id: account,
    source: 'spaces',
    rereadId: id,
  }),
  setting: (key: string): Subject => ({ kind: 'setting', id: key, source: 'siteProperties' }),
};
