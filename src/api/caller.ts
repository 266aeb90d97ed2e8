/**
 * Who may make a call. All others are rejected.
 * - `jira-admin`: has the global permission *Administer Jira*, checked with Jira at every call.
 * - `viewer-of-work-item`: can see the work item in the call, and this installation filed it.
 * - `actor-on-work-item`: can see it, and has a `WorkItemRole` other than `viewer`.
 */
export type Caller = 'jira-admin' | 'viewer-of-work-item' | 'actor-on-work-item';

/** A person's role on a work item, most rights first. */
export const WORK_ITEM_ROLES = ['jira-admin', 'assignee', 'object-owner', 'space-admin', 'viewer'] as const;
export type WorkItemRole = (typeof WORK_ITEM_ROLES)[number];
