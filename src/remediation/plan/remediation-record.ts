import { z } from 'zod';
import { type ControlId, SEVERITIES } from '../../domain/control-attributes';
import { type RepairPlace, type RemediationKey } from './remediation-key';

/**
 * Why a work item can't be filed or kept up to date. The texts are in `remediation.problem.<code>`.
 *
 * About the filing space: `project-missing`, `project-archived`, `service-project`, `project-public` (anyone on the
 * internet can read it), `project-open-to-all` (everyone who is logged in can read it), `visibility-unknown`,
 * `type-missing`, `sub-task-type`, `rights`, `required-fields`, `field-missing`, `default-assignee`. About one work
 * item: `refused`, `denied`, `not-found`, `unanswered`, `deleted-again`, `hidden`.
 */
export const REMEDIATION_PROBLEM_CODES = [
  'project-missing',
  'project-archived',
  'service-project',
  'project-public',
  'project-open-to-all',
  'visibility-unknown',
  'type-missing',
  'sub-task-type',
  'rights',
  'required-fields',
  'field-missing',
  'default-assignee',
  'refused',
  'denied',
  'not-found',
  'unanswered',
  'deleted-again',
  'hidden',
] as const;
export type RemediationProblemCode = (typeof REMEDIATION_PROBLEM_CODES)[number];

const problemArgsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

export const remediationProblemSchema = z.object({
  code: z.enum(REMEDIATION_PROBLEM_CODES),
  args: problemArgsSchema,
});
export type RemediationProblem = z.infer<typeof remediationProblemSchema>;

/** A stored problem. Its code may be from another version of the app and have no text in this one. */
const storedProblemSchema = z.object({ code: z.string(), args: problemArgsSchema });
export type StoredProblem = z.infer<typeof storedProblemSchema>;

export const isSameProblem = (one: StoredProblem | undefined, other: StoredProblem): boolean =>
  one?.code === other.code && JSON.stringify(one.args) === JSON.stringify(other.args);

/** A `textHash` that matches no description: an announcement was made that the description doesn't show yet. */
export const OUTDATED_TEXT = 'outdated';

/** How many findings a record identifies by fingerprint. Beyond that it keeps only their number. */
export const MAX_FILED_FINGERPRINTS = 1_000;

const remediationKeySchema = z.custom<RemediationKey>(
  value => typeof value === 'string' && value.includes(':'),
);
const recordControlSchema = z.custom<ControlId>(value => typeof value === 'string');
const repairPlaceSchema = z.custom<RepairPlace>(
  value => value === 'site' || (typeof value === 'string' && value.startsWith('space-')),
);

/**
 * The record of one work item. Records are parsed tolerantly and never dropped for an unexpected shape alone.
 *
 * - `claimed`: about to be filed. Without an ID after `CLAIM_TIMEOUT`, the run crashed.
 * - `open`: filed and, as far as the app knows, not done. `done`: the app closed it or confirmed that it is fixed.
 * - `cannot-file`: needed but not filed because of `problem`. Without a problem the app retries at the next
 *   opportunity.
 */
export const remediationRecordSchema = z.object({
  key: remediationKeySchema,
  control: recordControlSchema,
  place: repairPlaceSchema,
  state: z.enum(['claimed', 'open', 'done', 'cannot-file']),
  /** Increases with every write; conditional writes compare it. */
  revision: z.number().int(),
  /** The previous work item was deleted, so this one was filed again. The app does that only once. */
  refiled: z.boolean(),
  /** When the app last claimed the key. Counts against the cap of a scan. */
  claimedAt: z.number().exactOptional(),
  /**
   * When to search for duplicates, which a lost response may have left: soon after filing, then daily while it is open.
   */
  duplicateCheckAt: z.number().exactOptional(),
  issueId: z.string().exactOptional(),
  issueKey: z.string().exactOptional(),
  projectId: z.string().exactOptional(),
  /**
   * IDs of earlier work items that looked deleted. One that reappears is a duplicate, or is adopted again if it has no
   * replacement.
   */
  previousIssueIds: z.array(z.string()),
  /** Hash of the findings at the last announcement. */
  hash: z.string(),
  /**
   * Hash of the description as last written. Empty after an adoption; `OUTDATED_TEXT` after a comment, so that a crash
   * before the rewrite leaves the rewrite planned.
   */
  textHash: z.string(),
  /**
   * The last announcement other than a change of findings, from `announcementKey`. It is saved before the comment is
   * posted: a crash loses one comment instead of repeating it in every scan.
   */
  lastAnnouncement: z.string().exactOptional(),
  /** Fingerprint of the summary that the app wrote. The app doesn't update a summary that a person changed. */
  summaryFingerprint: z.string(),
  /** Fingerprints of the filed findings, at most `MAX_FILED_FINGERPRINTS`. `filedCount` is their full number. */
  filedFingerprints: z.array(z.string()),
  filedCount: z.number().int(),
  /** The due date (ISO day) and priority (ID) that the app set. The app doesn't update values that a person changed. */
  due: z.string().exactOptional(),
  priority: z.string().exactOptional(),
  /** The severity that due date and priority are based on. Missing if they have to be set again. */
  scheduledSeverity: z.enum(SEVERITIES).exactOptional(),
  /** The account to assign after filing, because the create screen lacks the field. */
  pendingAssignee: z.string().exactOptional(),
  /** The account that should have been the assignee but can't be assigned. */
  intendedAssignee: z.string().exactOptional(),
  /** The workflow has no transition from this status to that category. Reported once and retried after a day. */
  noTransition: z.object({ to: z.enum(['done', 'open']), from: z.string(), at: z.number() }).exactOptional(),
  /** When the app first saw that someone changed the property, and when it reported that. It reports only once. */
  propertyChangedAt: z.number().exactOptional(),
  propertyReportedAt: z.number().exactOptional(),
  /** When the app last restored the property. It does so once a day at most, to avoid a loop with an automation. */
  propertyRestoredAt: z.number().exactOptional(),
  /** Why it can't be filed. `target` is the ID of the filing target at that time. */
  problem: storedProblemSchema.extend({ at: z.number(), target: z.string() }).exactOptional(),
  /** For a filed work item: the last failure of each action, by action name. Each is retried after `RETRY_AFTER`. */
  failures: z.record(z.string(), storedProblemSchema.extend({ at: z.number() })),
  doneAt: z.number().exactOptional(),
  /** The time of the move to Done while findings are open. The app compares new evidence with it. */
  movedToDoneAt: z.number().exactOptional(),
  /** The times at which the app last reopened it, at most `MAX_REOPENINGS_PER_DAY` of them. */
  reopenedAt: z.array(z.number()).exactOptional(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type RemediationRecord = z.infer<typeof remediationRecordSchema>;

/** Stores the records. The scan's lock allows only one writer; conditional writes protect against a second one. */
export interface RemediationStore {
  all(): Promise<readonly RemediationRecord[]>;
  /** Creates the record unless its key exists. @returns false if the key exists. */
  claim(record: RemediationRecord): Promise<boolean>;
  /** Writes `next` if the record is unchanged since `stored`. @returns the saved record, or undefined if it changed. */
  replace(next: RemediationRecord, stored: RemediationRecord): Promise<RemediationRecord | undefined>;
  /** Deletes the record if it is unchanged since `stored`. @returns false if it changed. */
  delete(stored: RemediationRecord): Promise<boolean>;
}

export const buildUnfiledRecord = (
  identity: Pick<RemediationRecord, 'key' | 'control' | 'place'>,
  now: number,
  carriedOver: Partial<
    Pick<RemediationRecord, 'refiled' | 'previousIssueIds' | 'revision' | 'createdAt'>
  > = {},
): RemediationRecord => ({
  key: identity.key,
  control: identity.control,
  place: identity.place,
  state: 'cannot-file',
  revision: 1,
  refiled: false,
  previousIssueIds: [],
  hash: '',
  textHash: '',
  summaryFingerprint: '',
  filedFingerprints: [],
  filedCount: 0,
  failures: {},
  createdAt: now,
  ...carriedOver,
  updatedAt: now,
});

type ClearableMember =
  | 'claimedAt'
  | 'movedToDoneAt'
  | 'reopenedAt'
  | 'lastAnnouncement'
  | 'problem'
  | 'noTransition'
  | 'doneAt'
  | 'pendingAssignee'
  | 'scheduledSeverity'
  | 'issueId'
  | 'issueKey';

export function withoutMembers(
  record: RemediationRecord,
  ...members: readonly ClearableMember[]
): RemediationRecord {
  const remaining = { ...record };
  for (const member of members) delete remaining[member];
  return remaining;
}
