import { z } from 'zod';
import { type ControlId, SEVERITIES } from '../terms/control-terms';
import { type Place, type RemediationKey } from './key';

/**
 * Why a work item can't be filed or kept up to date. The words stand in `remediation.problem.<code>`.
 *
 * Of the target: `project-missing`, `project-archived`, `service-project`, `project-public` (anyone on the internet reads it),
 * `project-open-to-all` (everyone who is logged in does), `visibility-unknown`, `type-missing`, `sub-task-type`, `rights`,
 * `required-fields`, `field-missing`, `default-assignee`. Of one work item: `refused`, `denied`, `gone`, `unanswered`,
 * `deleted-again`, `hidden`.
 */
export const PROBLEM_CODES = [
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
  'gone',
  'unanswered',
  'deleted-again',
  'hidden',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

const args = z.record(z.string(), z.union([z.string(), z.number()]));

export const problemShape = z.object({ code: z.enum(PROBLEM_CODES), args });
export type Problem = z.infer<typeof problemShape>;

/** A problem as it is kept. Its code may be one of another version of the app, which has words for it or not. */
const keptProblem = z.object({ code: z.string(), args });
export type KeptProblem = z.infer<typeof keptProblem>;

export const sameProblem = (one: KeptProblem | undefined, other: KeptProblem): boolean =>
  one?.code === other.code && JSON.stringify(one.args) === JSON.stringify(other.args);

/** No hash of a text: whatever it shows, it does not show yet what was said. */
export const BEHIND = 'behind';

/** How many findings are remembered by name; beyond that only their number. */
export const FILED_AT_MOST = 1_000;

const key = z.custom<RemediationKey>(value => typeof value === 'string' && value.includes(':'));
const control = z.custom<ControlId>(value => typeof value === 'string');
const place = z.custom<Place>(
  value => value === 'site' || (typeof value === 'string' && value.startsWith('space-')),
);

/**
 * What is remembered of one work item. It is a record: read tolerantly, never dropped because of its shape alone.
 *
 * - `claimed`: about to be filed; without an id after ten minutes somebody crashed in between.
 * - `open`: filed, and as far as is known not done. `done`: this app closed it or confirmed that it is fixed.
 * - `cannot-file`: wanted and not there, because of `problem`; without a problem it is tried at the next chance.
 */
export const memoryShape = z.object({
  key,
  control,
  place,
  state: z.enum(['claimed', 'open', 'done', 'cannot-file']),
  /** Counts every write: what a conditional write compares. */
  revision: z.number().int(),
  /** Somebody deleted the one before this, and it was filed again: that is done once. */
  refiled: z.boolean(),
  /** When this app was last about to file it: what counts against the cap of a sweep. */
  claimedAt: z.number().exactOptional(),
  /** When to look for a second one, which a lost answer may have left: soon after filing, then daily while it is open. */
  lookAgainAt: z.number().exactOptional(),
  issueId: z.string().exactOptional(),
  issueKey: z.string().exactOptional(),
  projectId: z.string().exactOptional(),
  /** Ids of earlier ones that could only be seen as deleted: if one comes back, it is a duplicate. */
  previous: z.array(z.string()),
  /** Of the findings as they were last said. */
  hash: z.string(),
  /**
   * Of all that the text showed when it was last written; empty where somebody else wrote it, `BEHIND` where something was
   * said since: a crash between the two leaves it to be written.
   */
  textHash: z.string(),
  /**
   * What was said last beyond changes of the findings, by name (`SAID`). It is noted before it is said: a crash in between
   * leaves it unsaid, rather than said with every sweep.
   */
  said: z.string().exactOptional(),
  /** Fingerprint of the summary that this app wrote: one that a person changed is left alone. */
  summary: z.string(),
  /** Fingerprints of the findings that were filed, at most `FILED_AT_MOST`, and how many there were. */
  filed: z.array(z.string()),
  filedCount: z.number().int(),
  /** The due date and the priority that this app set: an ISO day, and an id. What a person changed is left alone. */
  due: z.string().exactOptional(),
  priority: z.string().exactOptional(),
  /** The severity that they follow; missing where they are to be set anew. */
  scheduled: z.enum(SEVERITIES).exactOptional(),
  /** Whom to assign it to, where the create screen has no such field. */
  toAssign: z.string().exactOptional(),
  /** The one it should have gone to, who can't be assigned. */
  instead: z.string().exactOptional(),
  /** The workflow has no way to such a category from this status; it was said once, and is tried again after a day. */
  noWay: z.object({ to: z.enum(['done', 'open']), from: z.string(), at: z.number() }).exactOptional(),
  /** When the app first saw that someone changed the property, and when it said so: that is said once. */
  propertyChangedAt: z.number().exactOptional(),
  propertyReportedAt: z.number().exactOptional(),
  /** When the property was last restored: at most once a day, so that two automations can't drive each other. */
  propertyRestoredAt: z.number().exactOptional(),
  /** Why it can't be filed. */
  problem: keptProblem.extend({ at: z.number(), target: z.string() }).exactOptional(),
  /** Of one that is filed: the steps that failed last, by name. Each is tried again after a while. */
  failures: z.record(z.string(), keptProblem.extend({ at: z.number() })),
  doneAt: z.number().exactOptional(),
  /** Since when it is done though findings are open: the move to Done by which the app judges it. */
  movedToDoneAt: z.number().exactOptional(),
  /** When the app last reopened it, at most `REOPENINGS` times. */
  reopenedAt: z.array(z.number()).exactOptional(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Memory = z.infer<typeof memoryShape>;

/** Where memories are kept. The sweep's lock makes it the only writer; the conditions hold where two got through. */
export interface RemediationStore {
  all(): Promise<readonly Memory[]>;
  /** Writes it if there is none with its key. @returns false where there is. */
  claim(memory: Memory): Promise<boolean>;
  /** Writes `next` if nothing was written since `held`. @returns what is kept now, undefined where something was. */
  replace(next: Memory, held: Memory): Promise<Memory | undefined>;
  /** Forgets it if nothing was written since `held`. @returns false where something was. */
  drop(held: Memory): Promise<boolean>;
}

/** A memory of something that isn't filed yet. */
export const unfiled = (
  of: Pick<Memory, 'key' | 'control' | 'place'>,
  now: number,
  known: Partial<Pick<Memory, 'refiled' | 'previous' | 'revision' | 'createdAt'>> = {},
): Memory => ({
  key: of.key,
  control: of.control,
  place: of.place,
  state: 'cannot-file',
  revision: 1,
  refiled: false,
  previous: [],
  hash: '',
  textHash: '',
  summary: '',
  filed: [],
  filedCount: 0,
  failures: {},
  createdAt: now,
  ...known,
  updatedAt: now,
});

type Passing =
  | 'claimedAt'
  | 'movedToDoneAt'
  | 'reopenedAt'
  | 'said'
  | 'problem'
  | 'noWay'
  | 'doneAt'
  | 'toAssign'
  | 'scheduled'
  | 'issueId'
  | 'issueKey';

/** The memory without what no longer holds. */
export function without(memory: Memory, ...members: readonly Passing[]): Memory {
  const rest = { ...memory };
  for (const member of members) delete rest[member];
  return rest;
}
