import { SOURCE_IDS } from '../../domain/source-id';
import { adminGroupsSource } from './admin-groups';
import { appAccountsSource } from './app-accounts';
import { applicationRolesSource } from './application-roles';
import { auditLogSource } from './audit-log';
import { callerRightsSource } from './caller-rights';
import { dataPolicySource } from './data-policy';
import { licenseSource } from './license';
import { ownSchemesSource } from './own-schemes';
import { publicDashboardsSource } from './public-dashboards';
import { publicFiltersSource } from './public-filters';
import { schemeListSource } from './scheme-list';
import { sharedSchemesSource } from './shared-schemes';
import { siteSource } from './site';
import { sitePropertiesSource } from './site-properties';
import { spaceSchemesSource } from './space-schemes';
import { spacesSource } from './spaces';
import { type Source } from '../source';
import { usersSource } from './users';

/** All sources by ID. */
export const sources = {
  callerRights: callerRightsSource,
  dataPolicy: dataPolicySource,
  site: siteSource,
  license: licenseSource,
  siteProperties: sitePropertiesSource,
  applicationRoles: applicationRolesSource,
  adminGroups: adminGroupsSource,
  schemeList: schemeListSource,
  sharedSchemes: sharedSchemesSource,
  appAccounts: appAccountsSource,
  auditLog: auditLogSource,
  spaces: spacesSource,
  spaceSchemes: spaceSchemesSource,
  publicFilters: publicFiltersSource,
  publicDashboards: publicDashboardsSource,
  ownSchemes: ownSchemesSource,
  users: usersSource,
} as const;

/** All sources, in the order of a first scan. */
export const SOURCES_IN_SCAN_ORDER: readonly Source<unknown>[] = SOURCE_IDS.map(id => sources[id]);
