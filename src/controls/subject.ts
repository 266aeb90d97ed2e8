import {
  type PublicDashboardFact,
  type PublicFilterFact,
  type SchemeFact,
  type SpaceFact,
} from '../evidence/facts';
import { type FindingSubject } from '../domain/finding';

/** Builds the subjects of findings, each with the source for its re-check. */
export const on = {
  filter: ({ id, name }: PublicFilterFact): FindingSubject => ({
    kind: 'filter',
    id,
    source: 'publicFilters',
    name,
  }),
  dashboard: ({ id, name }: PublicDashboardFact): FindingSubject => ({
    kind: 'dashboard',
    id,
    source: 'publicDashboards',
    name,
  }),
  /** The own scheme of a team-managed space is fixed in the space, a shared scheme for the site. */
  scheme: ({ id, name, space }: SchemeFact): FindingSubject => ({
    kind: 'scheme',
    id,
    source: space === undefined ? 'sharedSchemes' : 'ownSchemes',
    name,
    ...(space === undefined ? {} : { space }),
  }),
  /** @param group the admin group for the re-check. */
  adminGroupMember: (account: string, group: string): FindingSubject => ({
    kind: 'person',
    id: account,
    source: 'adminGroups',
    recheckKey: group,
  }),
  /**
   * @param role the application role that gives the group by default, for the re-check. A new pass of the admin groups
   * must confirm it too.
   */
  defaultGroup: (id: string, name: string, role: string): FindingSubject => ({
    kind: 'group',
    id,
    source: 'applicationRoles',
    recheckKey: role,
    confirmWith: 'adminGroups',
    name,
  }),
  /** @param space one of the person's spaces, for the re-check. */
  spaceOwner: (account: string, { id }: SpaceFact): FindingSubject => ({
    kind: 'person',
    id: account,
    source: 'spaces',
    recheckKey: id,
  }),
  setting: (key: string): FindingSubject => ({ kind: 'setting', id: key, source: 'siteProperties' }),
};
