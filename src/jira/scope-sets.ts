/*
 * The scopes that several operations ask for alike, as Atlassian's OpenAPI document (Jira platform v3) lists them: the classic
 * ones by what may be done, the granular ones by the object that an answer holds.
 */

export const work = ['read:jira-work'] as const;
export const people = ['read:jira-user'] as const;
export const writing = ['write:jira-work'] as const;
export const managing = ['manage:jira-configuration'] as const;

export const scheme = [
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

export const project = [
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

export const filter = [
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

export const dashboard = [
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

export const account = [
  'read:user:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:group:jira',
] as const;

export const issue = [
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

export const createMeta = [
  'read:issue-meta:jira',
  'read:avatar:jira',
  'read:field-configuration:jira',
] as const;
