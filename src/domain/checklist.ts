import { z } from 'zod';
import { AREAS, REVIEW_INTERVALS, SEVERITIES } from './control-attributes';
import { GAP_REASONS } from './gap';
import { END_REASONS, FINDING_STATES } from './tracked-finding';
import { SOURCE_IDS } from './source-id';
import { CONTROL_STATUSES } from './verdict';

/*
 * The result of a scan for the pages: the whole checklist in one value of at most 40 KB. It is a cache: a value that no
 * longer matches the schema is dropped, and the next scan writes a new one.
 */

const sourcedGapSchema = z.object({
  why: z.enum(GAP_REASONS),
  at: z.string().exactOptional(),
  source: z.enum(SOURCE_IDS).exactOptional(),
});

/**
 * One of the app's work items as a row shows it. `problem` is a code from src/remediation: why it could not be filed.
 */
export const workItemSchema = z.object({
  key: z.string(),
  /**
   * `queued`: a coming scan files it. `confirming`: someone moved it to Done, and its findings await confirmation.
   * `cannot-file` and `hidden`: see `problem`.
   */
  is: z.enum(['open', 'confirming', 'done', 'queued', 'cannot-file', 'hidden']),
  issueId: z.string().exactOptional(),
  issueKey: z.string().exactOptional(),
  category: z.enum(['new', 'indeterminate', 'done']).exactOptional(),
  status: z.string().exactOptional(),
  assignee: z.string().exactOptional(),
  due: z.string().exactOptional(),
  /** The highest severity of its findings. */
  severity: z.enum(SEVERITIES).exactOptional(),
  /** Someone moved it to Done, but the findings were still there. */
  fixFailed: z.literal(true).exactOptional(),
  /** Of the `of` findings that it was filed for, the number still open. */
  open: z.number().exactOptional(),
  of: z.number().exactOptional(),
  problem: z
    .object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) })
    .exactOptional(),
});

/** One control as a row of the checklist. */
export const checklistRowSchema = z.object({
  control: z.string(),
  area: z.enum(AREAS),
  status: z.enum(CONTROL_STATUSES),
  weight: z.enum(SEVERITIES),
  review: z.enum(REVIEW_INTERVALS),
  /** Counts of open findings, of unconfirmed ones, and of open ones in the baseline. */
  open: z.number(),
  unconfirmed: z.number(),
  inBaseline: z.number(),
  /** How many findings outside the baseline opened or widened so far. Never decreases; missing if zero. */
  regressions: z.number().exactOptional(),
  /** Gaps and notes; only the first ones if there are too many. */
  gaps: z.array(sourcedGapSchema),
  notes: z.array(z.object({ code: z.string(), args: z.record(z.string(), z.unknown()) })),
  notApplicable: z.string().exactOptional(),
  /** When its oldest evidence was read; missing for attestations and if nothing was read. */
  oldestReadAt: z.number().exactOptional(),
  attestation: z.object({ at: z.number(), by: z.string(), validUntil: z.number() }).exactOptional(),
  owner: z.string().exactOptional(),
  since: z.number(),
  /**
   * Work items that need a person's action first. If there are too many, the first ones, and the number of other
   * unfinished ones.
   */
  workItems: z.array(workItemSchema),
  moreWorkItems: z.number().exactOptional(),
});

/**
 * An event on "What changed": findings that opened, widened, resolved, or ended, or a status change that no finding
 * explains. Similar events within hours are merged.
 */
export const checklistEventSchema = z.object({
  /** The time of the latest merged event; `firstAt` is the time of the first, if several were merged. */
  at: z.number(),
  firstAt: z.number().exactOptional(),
  control: z.string(),
  is: z.enum([
    'opened',
    'widened',
    'resolved',
    'ended',
    'stale',
    'seen-again',
    'status-worsened',
    'status-improved',
  ]),
  count: z.number(),
  /** Account IDs of the people who did it, if the site shows them. Lists all candidates. */
  by: z.array(z.string()),
  endReason: z.enum(END_REASONS).exactOptional(),
  inBaseline: z.boolean(),
  /** The status change, for status events. */
  statuses: z.object({ before: z.enum(CONTROL_STATUSES), after: z.enum(CONTROL_STATUSES) }).exactOptional(),
  /** Keys of the work items for these findings; empty if none was filed. */
  workItems: z.array(z.string()),
});

export const scoreSchema = z.object({
  assured: z.number(),
  possible: z.number(),
  bands: z.object({
    verified: z.number(),
    attested: z.number(),
    unknown: z.number(),
    due: z.number(),
    'not-met': z.number(),
  }),
});

/** One source as the evidence page shows it. */
export const sourceCoverageSchema = z.object({
  source: z.enum(SOURCE_IDS),
  state: z.enum(['complete', 'partial', 'absent']),
  read: z.number(),
  of: z.number().exactOptional(),
  fullReadAt: z.number().exactOptional(),
  gaps: z.array(sourcedGapSchema),
  /** Why it currently can't be read, and since when. An earlier reading may still be in use. */
  failure: z
    .object({ why: z.enum(GAP_REASONS), at: z.string().exactOptional(), since: z.number() })
    .exactOptional(),
});

export const scanCostSchema = z.object({
  calls: z.number(),
  points: z.number(),
  objects: z.number(),
  seconds: z.number(),
});

export const checklistSchema = z.object({
  schema: z.literal(1),
  at: z.number(),
  score: scoreSchema,
  rows: z.array(checklistRowSchema),
  events: z.array(checklistEventSchema),
  coverage: z.array(sourceCoverageSchema),
  /** Whether the app has the rights it needs; missing until Jira first confirms them. */
  hasReadRights: z.boolean().exactOptional(),
  /** Why the app stopped filing into the chosen space (a code from src/remediation); missing if nothing is wrong. */
  filingStopped: z
    .object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) })
    .exactOptional(),
});
export type Checklist = z.infer<typeof checklistSchema>;
export type ChecklistRow = z.infer<typeof checklistRowSchema>;
export type ChecklistEvent = z.infer<typeof checklistEventSchema>;
export type WorkItem = z.infer<typeof workItemSchema>;
export type SourceCoverage = z.infer<typeof sourceCoverageSchema>;

/**
 * The open and unconfirmed findings of a row. Zero unless the row is not met: findings missing from the last reading no
 * longer count if no other finding keeps the row not met.
 */
export const countOpenFindings = ({
  status,
  open,
  unconfirmed,
}: Pick<ChecklistRow, 'status' | 'open' | 'unconfirmed'>): number =>
  status === 'not-met' ? open + unconfirmed : 0;

/** The sum of `countOpenFindings`, split into confirmed and unconfirmed findings. */
export const sumOpenFindings = (
  rows: readonly Pick<ChecklistRow, 'status' | 'open' | 'unconfirmed'>[],
): { readonly open: number; readonly unconfirmed: number; readonly confirmed: number } => {
  const open = rows.reduce((sum, row) => sum + countOpenFindings(row), 0);
  const unconfirmed = rows.reduce((sum, row) => sum + (row.status === 'not-met' ? row.unconfirmed : 0), 0);
  return { open, unconfirmed, confirmed: open - unconfirmed };
};

export const findingStateSchema = z.enum(FINDING_STATES);
