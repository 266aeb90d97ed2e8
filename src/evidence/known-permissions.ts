/*
 * The keys of project permissions that this app knows. Built-in ones come from Atlassian's OpenAPI document of 2026-06-10
 * (operation "Get all permission schemes"), those of archiving from Atlassian's list of permissions for display conditions,
 * the rest from permission schemes of real sites. Each is listed: a key on no list is a permission of unknown power. The
 * simulated Jira has a list of its own, on purpose: a key that is wrong in one of the two fails a test.
 */
const BUILT_IN: ReadonlySet<string> = new Set([
  'ADMINISTER_PROJECTS',
  'EDIT_ISSUE_LAYOUT',
  'EDIT_WORKFLOW',
  'BROWSE_PROJECTS',
  'MANAGE_SPRINTS_PERMISSION',
  'SERVICEDESK_AGENT',
  'VIEW_DEV_TOOLS',
  'VIEW_READONLY_WORKFLOW',
  'ASSIGNABLE_USER',
  'ASSIGN_ISSUES',
  'CLOSE_ISSUES',
  'CREATE_ISSUES',
  'DELETE_ISSUES',
  'EDIT_ISSUES',
  'LINK_ISSUES',
  'MODIFY_REPORTER',
  'MOVE_ISSUES',
  'RESOLVE_ISSUES',
  'SCHEDULE_ISSUES',
  'SET_ISSUE_SECURITY',
  'TRANSITION_ISSUES',
  'MANAGE_WATCHERS',
  'VIEW_VOTERS_AND_WATCHERS',
  'ADD_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_OWN_COMMENTS',
  'EDIT_ALL_COMMENTS',
  'EDIT_OWN_COMMENTS',
  'CREATE_ATTACHMENTS',
  'DELETE_ALL_ATTACHMENTS',
  'DELETE_OWN_ATTACHMENTS',
  'DELETE_ALL_WORKLOGS',
  'DELETE_OWN_WORKLOGS',
  'EDIT_ALL_WORKLOGS',
  'EDIT_OWN_WORKLOGS',
  'WORK_ON_ISSUES',
  // For display conditions.
  'ARCHIVE_ISSUES',
  'UNARCHIVE_ISSUES',
  // On real sites.
  'EDIT_SPRINT_NAME_AND_GOAL_PERMISSION',
  'START_STOP_SPRINTS_PERMISSION',
  'VIEW_AGGREGATED_DATA',
  'VIEW_ISSUES',
  'VIEW_PROJECTS',
]);

/** A Forge app's permission: `ari:cloud:ecosystem::extension/<app>/<environment>/static/<key>`. */
const OF_FORGE_APP = /^ari:cloud:ecosystem::extension\/[^/]+\/[^/]+\/static\/[\w-]+$/;

/** A Connect app's permission: the app's key, two underscores, the module's key. No built-in key has a lower-case letter. */
const OF_CONNECT_APP = /^(?=.*[a-z])[\w.-]+__[\w-]+$/;

/** Whether an app declared the permission. It guards what the app does, and opens nothing of Jira's own. */
export const isAppPermission = (permission: string): boolean =>
  OF_FORGE_APP.test(permission) || OF_CONNECT_APP.test(permission);

/** Whether it is known what the permission lets its holder do. */
export const isKnownPermission = (permission: string): boolean =>
  BUILT_IN.has(permission) || isAppPermission(permission);
