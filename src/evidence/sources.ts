import { SOURCE_IDS } from '../terms/source-id';
import { adminGroups } from './admin-groups';
import { appAccounts } from './app-accounts';
import { applicationRoles } from './application-roles';
import { auditLog } from './audit-log';
import { callerRights } from './caller-rights';
import { dataPolicy } from './data-policy';
import { licence } from './licence';
import { ownSchemes } from './own-schemes';
import { publicDashboards } from './public-dashboards';
import { publicFilters } from './public-filters';
import { schemeList } from './scheme-list';
import { sharedSchemes } from './shared-schemes';
import { site } from './site';
import { siteProperties } from './site-properties';
import { spaceSchemes } from './space-schemes';
import { spaces } from './spaces';
import { type Source } from './source';
import { users } from './users';

/** Everything that can be read of a site, by id. */
export const sources = {
  callerRights,
  dataPolicy,
  site,
  licence,
  siteProperties,
  applicationRoles,
  adminGroups,
  schemeList,
  sharedSchemes,
  appAccounts,
  auditLog,
  spaces,
  spaceSchemes,
  publicFilters,
  publicDashboards,
  ownSchemes,
  users,
} as const;

/** The same in the order of a first sweep. */
export const SOURCES: readonly Source<unknown>[] = SOURCE_IDS.map(id => sources[id]);
