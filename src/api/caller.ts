/**
 * Who may call. Everything else is refused.
 * - `jira-admin`: holds the global permission *Administer Jira*, asked of Jira at every call.
 * - `viewer-of-work-item`: may see the work item that the call names, and this installation filed it.
 */
export type Caller = 'jira-admin' | 'viewer-of-work-item';
