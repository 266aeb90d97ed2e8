import { registerOfApps } from './apps/APP-01-register';
import { type Control } from './define';
import { anonymousAccess } from './information/INF-01-anonymous-access';
import { everyonesRights } from './information/INF-02-everyones-rights';
import { publicFilters } from './information/INF-03-public-filters';
import { publicDashboards } from './information/INF-04-public-dashboards';
import { publicSharing } from './information/INF-05-public-sharing';
import { backupsAndRestore } from './information/INF-14-backups';
import { newSpaces } from './information/INF-21-new-spaces';
import { riskProfile } from './policy/POL-01-risk-profile';
import { auditLog } from './policy/POL-07-audit-log';
import { fewNamedAdmins } from './users/USR-01-admins';
import { defaultAccess } from './users/USR-02-default-access';
import { leavers } from './users/USR-03-leavers';
import { grantsToPeople } from './users/USR-06-grants-to-people';

/** Every control, in the order of the catalogue: users, information, Marketplace apps, policy and compliance. */
export const controls: readonly Control[] = [
  fewNamedAdmins,
  defaultAccess,
  leavers,
  grantsToPeople,
  anonymousAccess,
  everyonesRights,
  publicFilters,
  publicDashboards,
  publicSharing,
  backupsAndRestore,
  newSpaces,
  registerOfApps,
  riskProfile,
  auditLog,
];
