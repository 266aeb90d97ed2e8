import { appRegister } from './apps/APP-01-app-register';
import { type Control } from './define-control';
import { anonymousAccess } from './information/INF-01-anonymous-access';
import { everyonePermissions } from './information/INF-02-everyone-permissions';
import { publicFilterShares } from './information/INF-03-public-filter-shares';
import { publicDashboardShares } from './information/INF-04-public-dashboard-shares';
import { publicSharing } from './information/INF-05-public-sharing';
import { backupsAndRestore } from './information/INF-14-backups-and-restore';
import { newSpaceDefaults } from './information/INF-21-new-space-defaults';
import { riskProfile } from './policy/POL-01-risk-profile';
import { auditLogRetention } from './policy/POL-07-audit-log-retention';
import { namedAdmins } from './users/USR-01-named-admins';
import { defaultAccess } from './users/USR-02-default-access';
import { leavers } from './users/USR-03-leavers';
import { grantsToPeople } from './users/USR-06-grants-to-people';

/** All controls, in the order of the catalog: users, information, Marketplace apps, policy and compliance. */
export const controls: readonly Control[] = [
  namedAdmins,
  defaultAccess,
  leavers,
  grantsToPeople,
  anonymousAccess,
  everyonePermissions,
  publicFilterShares,
  publicDashboardShares,
  publicSharing,
  backupsAndRestore,
  newSpaceDefaults,
  appRegister,
  riskProfile,
  auditLogRetention,
];
