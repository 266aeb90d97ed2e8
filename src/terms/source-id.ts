/** Everything that can be read of a site, in the order of a first sweep: what tells most for its points comes first. */
export const SOURCE_IDS = [
  'callerRights',
  'dataPolicy',
  'site',
  'licence',
  'siteProperties',
  'applicationRoles',
  'adminGroups',
  'schemeList',
  'sharedSchemes',
  'appAccounts',
  'auditLog',
  'spaces',
  'spaceSchemes',
  'publicFilters',
  'publicDashboards',
  'ownSchemes',
  'users',
] as const;
export type SourceId = (typeof SOURCE_IDS)[number];
