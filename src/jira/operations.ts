/** One operation of Jira's REST API that this app uses. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/rest/api/3`, with `{name}` for path parameters, as in Atlassian's OpenAPI document. */
  readonly path: string;
  /** The classic scopes that Atlassian's OpenAPI document asks for (state `Current`). Empty: none is needed. */
  readonly classic: readonly string[];
  /** The granular scopes (state `Beta`): all of them are needed. Undefined where there are none. */
  readonly granular: readonly string[] | undefined;
  /** Points for each object in the answer: 1 for core objects, 2 for people, groups, roles and permissions; a call itself costs 1. */
  readonly each: 0 | 1 | 2;
  /** The part of the answer that lists the objects; `*` where the answer itself is the list or map. Undefined: one object. */
  readonly objects?: string;
}

const work = ['read:jira-work'] as const;
const people = ['read:jira-user'] as const;
const writing = ['write:jira-work'] as const;
const managing = ['manage:jira-configuration'] as const;

const scheme = [
  'read:application-role:jira',
  'read:field:jira',
  'read:group:jira',
  'read:permission-scheme:jira',
  'read:permission:jira',
  'read:project-role:jira',
  'read:user:jira',
  'read:avatar:jira',
  'read:project-category:jira',
  'read:project:jira',
] as const;

const project = [
  'read:issue-type:jira',
  'read:project:jira',
  'read:project.property:jira',
  'read:user:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:group:jira',
  'read:issue-type-hierarchy:jira',
  'read:project-category:jira',
  'read:project-version:jira',
  'read:project.component:jira',
] as const;

const filter = [
  'read:filter:jira',
  'read:group:jira',
  'read:project:jira',
  'read:project-role:jira',
  'read:user:jira',
  'read:jql:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:issue-type-hierarchy:jira',
] as const;

const dashboard = [
  'read:dashboard:jira',
  'read:group:jira',
  'read:project:jira',
  'read:project-role:jira',
  'read:user:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:issue-type-hierarchy:jira',
  'read:issue-type:jira',
  'read:project-category:jira',
  'read:project-version:jira',
  'read:project.component:jira',
] as const;

const account = [
  'read:user:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:group:jira',
] as const;

const issue = [
  'read:issue-meta:jira',
  'read:issue-security-level:jira',
  'read:issue.vote:jira',
  'read:issue.changelog:jira',
  'read:avatar:jira',
  'read:issue:jira',
  'read:status:jira',
  'read:user:jira',
  'read:field-configuration:jira',
] as const;

const createMeta = ['read:issue-meta:jira', 'read:avatar:jira', 'read:field-configuration:jira'] as const;

/**
 * Every operation that this app calls, with the scopes of Atlassian's OpenAPI document (Jira platform v3) and the price
 * of Atlassian's points-based rate limits. The only place where a path of Jira's is written.
 */
export const OPERATIONS = {
  'mypermissions.get': {
    method: 'GET',
    path: '/mypermissions',
    classic: work,
    granular: ['read:permission:jira'],
    each: 2,
    objects: 'permissions',
  },
  'permissions.check': {
    method: 'POST',
    path: '/permissions/check',
    classic: [],
    granular: ['read:permission:jira'],
    each: 2,
    objects: 'globalPermissions',
  },
  'data-policy.get': { method: 'GET', path: '/data-policy', classic: work, granular: undefined, each: 0 },
  'server-info.get': { method: 'GET', path: '/serverInfo', classic: [], granular: [], each: 0 },
  'license.get': {
    method: 'GET',
    path: '/instance/license',
    classic: managing,
    granular: ['read:license:jira'],
    each: 0,
  },
  'application-properties.list': {
    method: 'GET',
    path: '/application-properties',
    classic: managing,
    granular: ['read:instance-configuration:jira'],
    each: 0,
  },
  'application-role.list': {
    method: 'GET',
    path: '/applicationrole',
    classic: managing,
    granular: ['read:application-role:jira'],
    each: 2,
    objects: '*',
  },
  'group.bulk': {
    method: 'GET',
    path: '/group/bulk',
    classic: people,
    granular: ['read:group:jira'],
    each: 2,
    objects: 'values',
  },
  'group.members': {
    method: 'GET',
    path: '/group/member',
    classic: managing,
    granular: ['read:group:jira', 'read:user:jira', 'read:avatar:jira'],
    each: 2,
    objects: 'values',
  },
  'permission-scheme.list': {
    method: 'GET',
    path: '/permissionscheme',
    classic: work,
    granular: scheme,
    each: 2,
    objects: 'permissionSchemes',
  },
  'permission-scheme.get': {
    method: 'GET',
    path: '/permissionscheme/{schemeId}',
    classic: work,
    granular: scheme,
    each: 2,
    objects: 'permissions',
  },
  'project.search': {
    method: 'GET',
    path: '/project/search',
    classic: work,
    granular: project,
    each: 1,
    objects: 'values',
  },
  'project.get': {
    method: 'GET',
    path: '/project/{projectIdOrKey}',
    classic: work,
    granular: project,
    each: 1,
  },
  'project.permission-scheme': {
    method: 'GET',
    path: '/project/{projectKeyOrId}/permissionscheme',
    classic: work,
    granular: scheme,
    each: 2,
  },
  'project.roles': {
    method: 'GET',
    path: '/project/{projectIdOrKey}/role',
    classic: work,
    granular: ['read:project-role:jira'],
    each: 2,
    objects: '*',
  },
  'project.role': {
    method: 'GET',
    path: '/project/{projectIdOrKey}/role/{id}',
    classic: work,
    granular: [
      'read:user:jira',
      'read:group:jira',
      'read:project-role:jira',
      'read:project:jira',
      'read:avatar:jira',
      'read:project-category:jira',
    ],
    each: 2,
    objects: 'actors',
  },
  'filter.search': {
    method: 'GET',
    path: '/filter/search',
    classic: work,
    granular: filter,
    each: 1,
    objects: 'values',
  },
  'filter.get': { method: 'GET', path: '/filter/{id}', classic: work, granular: filter, each: 1 },
  'dashboard.search': {
    method: 'GET',
    path: '/dashboard/search',
    classic: work,
    granular: dashboard,
    each: 1,
    objects: 'values',
  },
  'dashboard.get': { method: 'GET', path: '/dashboard/{id}', classic: work, granular: dashboard, each: 1 },
  'user.list': {
    method: 'GET',
    path: '/users/search',
    classic: people,
    granular: account,
    each: 2,
    objects: '*',
  },
  'user.get': { method: 'GET', path: '/user', classic: people, granular: account, each: 2 },
  'user.assignable': {
    method: 'GET',
    path: '/user/assignable/search',
    classic: people,
    granular: ['read:issue:jira', 'read:project:jira', ...account],
    each: 2,
    objects: '*',
  },
  'myself.get': { method: 'GET', path: '/myself', classic: people, granular: account, each: 2 },
  'audit.list': {
    method: 'GET',
    path: '/auditing/record',
    classic: managing,
    granular: ['read:audit-log:jira', 'read:user:jira'],
    each: 1,
    objects: 'records',
  },
  'issue.create': {
    method: 'POST',
    path: '/issue',
    classic: writing,
    granular: [
      'write:issue:jira',
      'write:comment:jira',
      'write:comment.property:jira',
      'write:attachment:jira',
      'read:issue:jira',
    ],
    each: 0,
  },
  'issue.get': { method: 'GET', path: '/issue/{issueIdOrKey}', classic: work, granular: issue, each: 1 },
  'issue.bulk-fetch': {
    method: 'POST',
    path: '/issue/bulkfetch',
    classic: work,
    granular: issue,
    each: 1,
    objects: 'issues',
  },
  'issue.search': {
    method: 'GET',
    path: '/search/jql',
    classic: work,
    granular: [
      'read:issue-details:jira',
      'read:audit-log:jira',
      'read:avatar:jira',
      'read:field-configuration:jira',
      'read:issue-meta:jira',
    ],
    each: 1,
    objects: 'issues',
  },
  'issue.edit': {
    method: 'PUT',
    path: '/issue/{issueIdOrKey}',
    classic: writing,
    granular: ['write:issue:jira'],
    each: 0,
  },
  'issue.assign': {
    method: 'PUT',
    path: '/issue/{issueIdOrKey}/assignee',
    classic: writing,
    granular: ['write:issue:jira'],
    each: 0,
  },
  'issue.comment': {
    method: 'POST',
    path: '/issue/{issueIdOrKey}/comment',
    classic: writing,
    granular: [
      'read:comment:jira',
      'read:comment.property:jira',
      'read:group:jira',
      'read:project:jira',
      'read:project-role:jira',
      'read:user:jira',
      'write:comment:jira',
      'read:avatar:jira',
    ],
    each: 0,
  },
  'issue.transitions': {
    method: 'GET',
    path: '/issue/{issueIdOrKey}/transitions',
    classic: work,
    granular: ['read:issue.transition:jira', 'read:status:jira', 'read:field-configuration:jira'],
    each: 0,
  },
  'issue.transition': {
    method: 'POST',
    path: '/issue/{issueIdOrKey}/transitions',
    classic: writing,
    granular: ['write:issue:jira', 'write:issue.property:jira'],
    each: 0,
  },
  'issue.set-property': {
    method: 'PUT',
    path: '/issue/{issueIdOrKey}/properties/{propertyKey}',
    classic: writing,
    granular: ['write:issue.property:jira'],
    each: 0,
  },
  'create-meta.types': {
    method: 'GET',
    path: '/issue/createmeta/{projectIdOrKey}/issuetypes',
    classic: work,
    granular: createMeta,
    each: 0,
  },
  'create-meta.fields': {
    method: 'GET',
    path: '/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
    classic: work,
    granular: createMeta,
    each: 0,
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof OPERATIONS;

/** An operation's row, as the general type. */
export const operationOf = (id: OperationId): Operation => OPERATIONS[id];
