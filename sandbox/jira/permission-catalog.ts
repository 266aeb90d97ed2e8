/** A permission as `GET /permissions` describes it. */
export interface PermissionDefinition {
  id: string;
  key: string;
  name: string;
  type: 'GLOBAL' | 'PROJECT';
  description: string;
}

const globals: readonly (readonly [id: string, key: string, name: string, description: string])[] = [
  ['0', 'ADMINISTER', 'Administer Jira', 'Change the settings of Jira, its users and its spaces.'],
  [
    '44',
    'SYSTEM_ADMIN',
    'Jira System Administrators',
    'Everything that an administrator may, and system settings.',
  ],
  ['27', 'USER_PICKER', 'Browse Users', 'Find and name any person or group.'],
  ['22', 'CREATE_SHARED_OBJECTS', 'Create Shared Objects', 'Share filters and dashboards with others.'],
  [
    '24',
    'MANAGE_GROUP_FILTER_SUBSCRIPTIONS',
    'Manage Group Filter Subscriptions',
    'Subscribe groups to filters.',
  ],
  ['33', 'BULK_CHANGE', 'Bulk Change', 'Change many work items in one step.'],
  ['-1', 'CREATE_PROJECT', 'Create team-managed projects', 'Create team-managed spaces.'],
];

const perProject: readonly (readonly [id: string, key: string, name: string])[] = [
  ['23', 'ADMINISTER_PROJECTS', 'Administer Projects'],
  ['10', 'BROWSE_PROJECTS', 'Browse Projects'],
  ['-1', 'MANAGE_SPRINTS_PERMISSION', 'Manage sprints'],
  ['-1', 'SERVICEDESK_AGENT', 'Service Project Agent'],
  ['29', 'VIEW_DEV_TOOLS', 'View Development Tools'],
  ['45', 'VIEW_READONLY_WORKFLOW', 'View Read-Only Workflow'],
  ['17', 'ASSIGNABLE_USER', 'Assignable User'],
  ['13', 'ASSIGN_ISSUES', 'Assign Issues'],
  ['18', 'CLOSE_ISSUES', 'Close Issues'],
  ['11', 'CREATE_ISSUES', 'Create Issues'],
  ['16', 'DELETE_ISSUES', 'Delete Issues'],
  ['12', 'EDIT_ISSUES', 'Edit Issues'],
  ['21', 'LINK_ISSUES', 'Link Issues'],
  ['30', 'MODIFY_REPORTER', 'Modify Reporter'],
  ['25', 'MOVE_ISSUES', 'Move Issues'],
  ['14', 'RESOLVE_ISSUES', 'Resolve Issues'],
  ['28', 'SCHEDULE_ISSUES', 'Schedule Issues'],
  ['26', 'SET_ISSUE_SECURITY', 'Set Issue Security'],
  ['46', 'TRANSITION_ISSUES', 'Transition Issues'],
  ['32', 'MANAGE_WATCHERS', 'Manage Watchers'],
  ['31', 'VIEW_VOTERS_AND_WATCHERS', 'View Voters and Watchers'],
  ['15', 'ADD_COMMENTS', 'Add Comments'],
  ['36', 'DELETE_ALL_COMMENTS', 'Delete All Comments'],
  ['37', 'DELETE_OWN_COMMENTS', 'Delete Own Comments'],
  ['34', 'EDIT_ALL_COMMENTS', 'Edit All Comments'],
  ['35', 'EDIT_OWN_COMMENTS', 'Edit Own Comments'],
  ['19', 'CREATE_ATTACHMENTS', 'Create Attachments'],
  ['38', 'DELETE_ALL_ATTACHMENTS', 'Delete All Attachments'],
  ['39', 'DELETE_OWN_ATTACHMENTS', 'Delete Own Attachments'],
  ['43', 'DELETE_ALL_WORKLOGS', 'Delete All Worklogs'],
  ['42', 'DELETE_OWN_WORKLOGS', 'Delete Own Worklogs'],
  ['41', 'EDIT_ALL_WORKLOGS', 'Edit All Worklogs'],
  ['40', 'EDIT_OWN_WORKLOGS', 'Edit Own Worklogs'],
  ['20', 'WORK_ON_ISSUES', 'Work On Issues'],
];

/** Every permission that the site knows, by key. */
export const permissionCatalog: ReadonlyMap<string, PermissionDefinition> = new Map([
  ...globals.map(([id, key, name, description]): [string, PermissionDefinition] => [
    key,
    { id, key, name, type: 'GLOBAL', description },
  ]),
  ...perProject.map(([id, key, name]): [string, PermissionDefinition] => [
    key,
    { id, key, name, type: 'PROJECT', description: `Ability to ${name.toLowerCase()}.` },
  ]),
]);

/** Keys of the permissions that a scheme grants. */
export const projectPermissions: readonly string[] = perProject.map(([, key]) => key);

/** What only administrators of a space hold in Jira's default scheme. */
export const administratorPermissions: readonly string[] = [
  'ADMINISTER_PROJECTS',
  'DELETE_ISSUES',
  'MODIFY_REPORTER',
  'DELETE_ALL_WORKLOGS',
  'EDIT_ALL_WORKLOGS',
  'MANAGE_WATCHERS',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_ALL_ATTACHMENTS',
];

/** What nobody but apps holds in Jira's default scheme. */
export const appOnlyPermissions: readonly string[] = [
  'SET_ISSUE_SECURITY',
  'SERVICEDESK_AGENT',
  'MANAGE_SPRINTS_PERMISSION',
];

/** What a reader may do. */
export const readerPermissions: readonly string[] = [
  'BROWSE_PROJECTS',
  'VIEW_DEV_TOOLS',
  'VIEW_READONLY_WORKFLOW',
  'VIEW_VOTERS_AND_WATCHERS',
];
