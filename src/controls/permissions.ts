/*
 * Jira's permission keys, by what they let their holder do. `src/evidence/known-permissions.ts` lists all keys that the app
 * knows. A key that isn't there is a permission of unknown power: it could be on any of these lists.
 */

export const BROWSE = 'BROWSE_PROJECTS';
export const ADMINISTER = 'ADMINISTER_PROJECTS';

/** Permissions that change something in a space. */
const WRITING: ReadonlySet<string> = new Set([
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

export const writes = (permission: string): boolean => WRITING.has(permission);

/** Rights over what others wrote: too much for everyone (INF-02). */
const OVER_OTHERS: ReadonlySet<string> = new Set([
  'DELETE_ISSUES',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'EDIT_ALL_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
  'DELETE_ALL_ATTACHMENTS',
  'MODIFY_REPORTER',
]);

export const isOverOthers = (permission: string): boolean => OVER_OTHERS.has(permission);

/** Permissions that may show work items without *Browse spaces*. Real sites have them; Atlassian's documents don't say. */
const SHOWING: ReadonlySet<string> = new Set(['VIEW_ISSUES', 'VIEW_PROJECTS']);

export const mayShowWorkItems = (permission: string): boolean => SHOWING.has(permission);

/** Rights that a new space should give to nobody in general: to edit or delete all, and to administer (INF-21). */
export const isTooMuchForNewSpaces = (permission: string): boolean =>
  permission === ADMINISTER || (isOverOthers(permission) && permission !== 'MODIFY_REPORTER');
