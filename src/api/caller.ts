/**
 * Who may call. Everything else is refused.
 * - `jira-admin`: holds the global permission *Administer Jira*, asked of Jira at every call.
 * - `viewer-of-work-item`: may see the work item that the call names, and this installation filed it.
 * - `actor-on-work-item`: sees it, and is more than a viewer: see `Role`.
 */
export type Caller = 'jira-admin' | 'viewer-of-work-item' | 'actor-on-work-item';

/** What a person is to a work item, the role with the most rights first. */
export const ROLES = ['jira-admin', 'assignee', 'object-owner', 'space-admin', 'viewer'] as const;
export type Role = (typeof ROLES)[number];
