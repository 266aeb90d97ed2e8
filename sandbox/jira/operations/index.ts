import type { Operation } from '../operation';
import { auditOperations } from './audit-records';
import { commentOperations } from './comments';
import { createMetadataOperations } from './create-metadata';
import { dashboardOperations } from './dashboards';
import { filterOperations } from './filters';
import { groupOperations } from './groups';
import { issuePropertyOperations } from './issue-properties';
import { issueSearchOperations } from './issue-search';
import { issueOperations } from './issues';
import { permissionSchemeOperations } from './permission-schemes';
import { permissionOperations } from './permissions';
import { projectOperations } from './projects';
import { roleOperations } from './roles';
import { siteFactOperations } from './site-facts';
import { siteSchemeOperations } from './site-schemes';
import { siteSettingOperations } from './site-settings';
import { transitionOperations } from './transitions';
import { userOperations } from './users';

/** Every operation of Jira's REST API that the site answers. */
export const operations: readonly Operation[] = [
  ...siteFactOperations,
  ...siteSettingOperations,
  ...siteSchemeOperations,
  ...permissionOperations,
  ...permissionSchemeOperations,
  ...projectOperations,
  ...roleOperations,
  ...groupOperations,
  ...userOperations,
  ...filterOperations,
  ...dashboardOperations,
  ...auditOperations,
  ...issueOperations,
  ...issueSearchOperations,
  ...commentOperations,
  ...transitionOperations,
  ...createMetadataOperations,
  ...issuePropertyOperations,
];
