/*
 * The project permissions that this app knows. Built-in keys come from Atlassian's OpenAPI document of 2026-06-10
 * (operation "Get all permission schemes"), archiving keys from Atlassian's list of permissions for display conditions,
 * and the rest from permission schemes of real sites. An unlisted key may allow anything. The simulated Jira has a
 * separate list on purpose: a wrong key in one of the two fails a test.
 */
const BUILT_IN_PERMISSIONS: ReadonlySet<string> = new Set([
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
  // From the display conditions.
  'ARCHIVE_ISSUES',
  'UNARCHIVE_ISSUES',
  // From real sites.
  'EDIT_SPRINT_NAME_AND_GOAL_PERMISSION',
  'START_STOP_SPRINTS_PERMISSION',
  'VIEW_AGGREGATED_DATA',
  'VIEW_ISSUES',
  'VIEW_PROJECTS',
]);

/** A Forge app's permission: `ari:cloud:ecosystem::extension/<app>/<environment>/static/<key>`. */
const FORGE_APP_PERMISSION = /^ari:cloud:ecosystem::extension\/[^/]+\/[^/]+\/static\/[\w-]+$/;

/**
 * A Connect app's permission: the app's key, two underscores, and the module's key. No built-in key has a lowercase
 * letter.
 */
const CONNECT_APP_PERMISSION = /^(?=.*[a-z])[\w.-]+__[\w-]+$/;

/**
 * Whether an app declared the permission. Such a permission guards the app's own features and gives no access to
 * Jira's.
 */
export const isAppPermission = (permission: string): boolean =>
  FORGE_APP_PERMISSION.test(permission) || CONNECT_APP_PERMISSION.test(permission);

/** Whether the app knows what the permission allows. */
export const isKnownPermission = (permission: string): boolean =>
  BUILT_IN_PERMISSIONS.has(permission) || isAppPermission(permission);
