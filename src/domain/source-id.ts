/** All sources, in first-scan order: the most informative ones for their API points come first. */
export const SOURCE_IDS = [
  'callerRights',
  'dataPolicy',
  'site',
  'license',
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
