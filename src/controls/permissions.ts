/*
 * Jira's permission keys, by what they allow. `src/evidence/known-permissions.ts` lists all keys that the app knows. An
 * unknown key could belong in any of these lists.
 */

export const BROWSE = 'BROWSE_PROJECTS';
export const ADMINISTER = 'ADMINISTER_PROJECTS';

/** Permissions that change something in a space. */
const WRITE_PERMISSIONS: ReadonlySet<string> = new Set([
  ADMINISTER,
  'EDIT_ISSUE_LAYOUT',
  'EDIT_WORKFLOW',
  'MANAGE_SPRINTS_PERMISSION',
  'START_STOP_SPRINTS_PERMISSION',
  'EDIT_SPRINT_NAME_AND_GOAL_PERMISSION',
  'SERVICEDESK_AGENT',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'DELETE_ISSUES',
  'ASSIGN_ISSUES',
  'CLOSE_ISSUES',
  'RESOLVE_ISSUES',
  'TRANSITION_ISSUES',
  'SCHEDULE_ISSUES',
  'MOVE_ISSUES',
  'LINK_ISSUES',
  'ARCHIVE_ISSUES',
  'UNARCHIVE_ISSUES',
  'SET_ISSUE_SECURITY',
  'MODIFY_REPORTER',
  'MANAGE_WATCHERS',
  'ADD_COMMENTS',
  'EDIT_ALL_COMMENTS',
  'EDIT_OWN_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_OWN_COMMENTS',
  'CREATE_ATTACHMENTS',
  'DELETE_ALL_ATTACHMENTS',
  'DELETE_OWN_ATTACHMENTS',
  'WORK_ON_ISSUES',
  'EDIT_ALL_WORKLOGS',
  'EDIT_OWN_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
  'DELETE_OWN_WORKLOGS',
]);

export const isWritePermission = (permission: string): boolean => WRITE_PERMISSIONS.has(permission);

/** Permissions over other people's work: too much for everyone (INF-02). */
const OTHERS_WORK_PERMISSIONS: ReadonlySet<string> = new Set([
  'DELETE_ISSUES',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'EDIT_ALL_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
  'DELETE_ALL_ATTACHMENTS',
  'MODIFY_REPORTER',
]);

export const isOthersWorkPermission = (permission: string): boolean =>
  OTHERS_WORK_PERMISSIONS.has(permission);

/**
 * Permissions that may show work items without *Browse spaces*. Real sites have them, but Atlassian doesn't document
 * them.
 */
const WORK_ITEM_VIEW_PERMISSIONS: ReadonlySet<string> = new Set(['VIEW_ISSUES', 'VIEW_PROJECTS']);

export const canShowWorkItems = (permission: string): boolean => WORK_ITEM_VIEW_PERMISSIONS.has(permission);

/**
 * Permissions that new spaces shouldn't give to everyone: to edit or delete other people's work, and to administer
 * (INF-21).
 */
export const isExcessiveForNewSpaces = (permission: string): boolean =>
  permission === ADMINISTER || (isOthersWorkPermission(permission) && permission !== 'MODIFY_REPORTER');
