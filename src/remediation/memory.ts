import { z } from 'zod';
import { type ControlId } from '../terms/control-terms';
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

export const problemShape = z.object({
  code: z.enum(PROBLEM_CODES),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Problem = z.infer<typeof problemShape>;

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
  /** Counts finished actions: what was said in one turn isn't said twice. */
  turn: z.number().int(),
  /** Somebody deleted the one before this, and it was filed again: that is done once. */
  refiled: z.boolean(),
  claimedAt: z.number().exactOptional(),
  /** When to look for a second one, which a lost answer may have left: soon after filing, then daily while it is open. */
  lookAgainAt: z.number().exactOptional(),
  issueId: z.string().exactOptional(),
  issueKey: z.string().exactOptional(),
  projectId: z.string().exactOptional(),
  /** Ids of earlier ones that could only be seen as deleted: if one comes back, it is a duplicate. */
  previous: z.array(z.string()),
  /** Of the findings as they were last written and said, and of what else the text shows. */
  hash: z.string(),
  textHash: z.string(),
  /** Fingerprint of the summary that this app wrote: one that a person changed is left alone. */
  summary: z.string(),
  /** Fingerprints of the findings that were filed, at most `FILED_AT_MOST`, and how many there were. */
  filed: z.array(z.string()),
  filedCount: z.number().int(),
  /** ISO day. */
  due: z.string().exactOptional(),
  /** Whom to assign it to, where the create screen has no such field. */
  toAssign: z.string().exactOptional(),
  /** The one it should have gone to, who can't be assigned. */
  instead: z.string().exactOptional(),
  /** The workflow has no way to such a category from this status; it was said once, and is tried again after a day. */
  noWay: z.object({ to: z.enum(['done', 'open']), from: z.string(), at: z.number() }).exactOptional(),
  problem: problemShape.extend({ at: z.number(), target: z.string() }).exactOptional(),
  doneAt: z.number().exactOptional(),
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
  drop(key: RemediationKey): Promise<void>;
}

/** A memory of something that isn't filed yet. */
export const unfiled = (
  of: Pick<Memory, 'key' | 'control' | 'place'>,
  now: number,
  known: Partial<Pick<Memory, 'refiled' | 'previous' | 'turn' | 'revision' | 'createdAt'>> = {},
): Memory => ({
  key: of.key,
  control: of.control,
  place: of.place,
  state: 'cannot-file',
  revision: 1,
  turn: 1,
  refiled: false,
  previous: [],
  hash: '',
  textHash: '',
  summary: '',
  filed: [],
  filedCount: 0,
  createdAt: now,
  ...known,
  updatedAt: now,
});

type Passing = 'claimedAt' | 'problem' | 'noWay' | 'doneAt' | 'toAssign' | 'issueId' | 'issueKey';

/** The memory without what no longer holds. */
export function without(memory: Memory, ...members: readonly Passing[]): Memory {
  const rest = { ...memory };
  for (const member of members) delete rest[member];
  return rest;
}
