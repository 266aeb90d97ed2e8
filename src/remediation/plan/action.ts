import { type Gap } from '../../domain/gap';
import { type Instant } from '../../domain/instant';
import { type RemediationRecord, type RemediationProblem } from './remediation-record';
import { type IssueProperty } from './issue-property';
import { type PlannedItem } from './desired-items';

/* The planner's input and output: a work item's state in Jira, the filing target, and the possible actions. */

/** A work item as Jira shows it to the app. */
export interface LiveIssue {
  readonly is: 'live';
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  /** Jira's three status categories. Any other value counts as `indeterminate`. */
  readonly category: 'new' | 'indeterminate' | 'done';
  readonly status: { readonly id: string; readonly name: string };
  /** When the status category changed; if Jira doesn't return that, when the work item was last updated. */
  readonly categorySince: Instant;
  /** Set if Jira didn't return the change date. Then even the app's own comments move `categorySince`. */
  readonly categorySinceIsGuessed?: true;
  readonly assignee?: string;
  /** ISO day. */
  readonly due?: string;
  /** Priority ID. */
  readonly priority?: string;
  /** Undefined if the property is missing, invalid, or from another site or environment. */
  readonly property?: IssueProperty;
  /**
   * The property exists but isn't one that the app wrote on this site: a person changed it, or the work item is a copy.
   */
  readonly unrecognizedProperty?: true;
}

/**
 * The state of a work item, read by its ID. `none`: there is nothing to read. `hidden`: it may exist, but the app can't
 * see it.
 */
export type IssueState =
  | { readonly is: 'none' }
  | LiveIssue
  | { readonly is: 'deleted' }
  | { readonly is: 'hidden'; readonly gap: Gap };

/** Where new work items are filed. `id` changes with the settings: a refusal under another `id` is retried at once. */
export type FilingTarget =
  | { readonly is: 'ready'; readonly id: string }
  | { readonly is: 'blocked'; readonly id: string; readonly problem: RemediationProblem }
  | { readonly is: 'not-asked'; readonly id: string };

/** How many work items this scan may still file, over all controls. */
export interface FilingCap {
  readonly left: number;
}

export type CommentKind = 'change' | 'remains' | 'unconfirmed' | 'returned' | 'obsolete';

export type Action =
  /** Claim the key, search for an existing work item and adopt it, otherwise create one. */
  | { readonly is: 'create'; readonly refiled: boolean }
  /**
   * Find what a crashed claim created and adopt the work item with the lowest ID. If there is none, release the claim.
   */
  | { readonly is: 'recover' }
  | { readonly is: 'cannot-file'; readonly problem: RemediationProblem }
  /**
   * Add a comment. `change`: findings that appeared or were resolved since the last announcement. `obsolete`: why it
   * closes, with the evidence.
   */
  | { readonly is: 'comment'; readonly kind: CommentKind }
  /** Rewrite the app's part of the description and the property. */
  | { readonly is: 'rewrite' }
  | { readonly is: 'reopen' }
  | { readonly is: 'close' }
  /** A person moved it to Done and nothing is left to fix: mark the record as done. */
  | { readonly is: 'confirm' }
  | { readonly is: 'restore-property' }
  /** Record that someone changed the property, so that it is reported once. */
  | { readonly is: 'record-changed-property' }
  | { readonly is: 'report-property' }
  | { readonly is: 'assign'; readonly to: string }
  /** Update due date and priority, unless a person changed them. Without `due` the due date stays. */
  | { readonly is: 'schedule'; readonly due?: string }
  /** Record that the work item moved to another project or has a new key. */
  | { readonly is: 'record-move' }
  /** Search for a duplicate that a lost response may have left. */
  | { readonly is: 'close-duplicates' }
  /** An earlier work item that looked deleted is visible again, but it has been replaced: close it as a duplicate. */
  | { readonly is: 'mark-duplicate'; readonly earlierIssue: LiveIssue }
  /** An earlier work item is visible again and has no replacement: adopt it again. */
  | { readonly is: 'readopt'; readonly earlierIssue: LiveIssue }
  /**
   * The work item looks deleted: remove it from the record but keep its ID. If it reappears, the app adopts and closes
   * it.
   */
  | { readonly is: 'detach' }
  | { readonly is: 'forget' };

export interface ActionPlanInput {
  readonly item: PlannedItem;
  readonly issue: IssueState;
  /** Earlier work items of this key that are visible again. */
  readonly earlierIssues: readonly LiveIssue[];
  readonly record: RemediationRecord | undefined;
  readonly target: FilingTarget;
  readonly cap: FilingCap;
  readonly now: Instant;
  /** IANA name. */
  readonly timeZone: string;
}

const NOT_DONE_PREFIX = 'not-done';

/**
 * The name under which an announcement is recorded, so that each is made once. Announcements about a move to Done
 * include its time. Changes are recorded by their hash instead.
 */
export const announcementKey = (
  kind: Exclude<CommentKind, 'change'>,
  { categorySince }: LiveIssue,
): string => (kind === 'obsolete' || kind === 'returned' ? kind : `${NOT_DONE_PREFIX} ${categorySince}`);

/** A person moved it to Done, the app commented that it isn't done, and nothing was announced since. */
export const isAnnouncedNotDone = ({
  lastAnnouncement = '',
}: Pick<RemediationRecord, 'lastAnnouncement'>): boolean => lastAnnouncement.startsWith(NOT_DONE_PREFIX);
