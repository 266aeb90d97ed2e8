/*
 * Scope lists that several operations share, from Atlassian's OpenAPI document (Jira platform v3): classic scopes by
 * what they allow, granular scopes by the object in the response.
 */

export const readWorkScopes = ['read:jira-work'] as const;
export const readUserScopes = ['read:jira-user'] as const;
export const writeWorkScopes = ['write:jira-work'] as const;
export const manageConfigurationScopes = ['manage:jira-configuration'] as const;

export const permissionSchemeScopes = [
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

export const projectScopes = [
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

export const filterScopes = [
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

export const dashboardScopes = [
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

export const accountScopes = [
  'read:user:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:group:jira',
] as const;

export const issueScopes = [
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

export const createMetadataScopes = [
  'read:issue-meta:jira',
  'read:avatar:jira',
  'read:field-configuration:jira',
] as const;
