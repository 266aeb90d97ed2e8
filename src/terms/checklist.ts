import { z } from 'zod';
import { AREAS, REVIEWS, SEVERITIES } from './control-terms';
import { GAP_REASONS } from './gap';
import { ENDINGS, LIFE_STATES } from './life';
import { SOURCE_IDS } from './source-id';
import { STATUSES } from './verdict';

/*
 * What a sweep leaves for the pages: everything that the checklist shows, in one value of at most 40 KB. It is a cache: a
 * schema that no longer fits is dropped, and the next sweep writes it anew.
 */

const sourcedGap = z.object({
  why: z.enum(GAP_REASONS),
  at: z.string().exactOptional(),
  source: z.enum(SOURCE_IDS).exactOptional(),
});

/** A work item of ours as a row shows it. `problem` is why it could not be filed, a code of remediation's. */
export const workItemShape = z.object({
  key: z.string(),
  /**
   * `queued`: to be filed with a coming sweep. `confirming`: somebody moved it to Done, and what it was for is read again
   * first. `cannot-file` and `hidden`: see `problem`.
   */
  is: z.enum(['open', 'confirming', 'done', 'queued', 'cannot-file', 'hidden']),
  issueId: z.string().exactOptional(),
  issueKey: z.string().exactOptional(),
  category: z.enum(['new', 'indeterminate', 'done']).exactOptional(),
  status: z.string().exactOptional(),
  assignee: z.string().exactOptional(),
  due: z.string().exactOptional(),
  /** Of the worst of its findings. */
  severity: z.enum(SEVERITIES).exactOptional(),
  /** Somebody moved it to Done, and the app had to say that it isn't. */
  notDone: z.literal(true).exactOptional(),
  /** Of the findings that it was filed for, those that are open. */
  open: z.number().exactOptional(),
  of: z.number().exactOptional(),
  problem: z
    .object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) })
    .exactOptional(),
});

/** One control as a row of the checklist. */
export const rowShape = z.object({
  control: z.string(),
  area: z.enum(AREAS),
  status: z.enum(STATUSES),
  weight: z.enum(SEVERITIES),
  review: z.enum(REVIEWS),
  /** Open findings; those seen once; those of the baseline among the open ones. */
  open: z.number(),
  suspected: z.number(),
  baseline: z.number(),
  /** How many findings that were not there at the start ever opened or grew: it only counts up. Missing where none did. */
  worse: z.number().exactOptional(),
  /** What it can't say and why, and what is worth knowing; the first of each, where they would be too many. */
  gaps: z.array(sourcedGap),
  notes: z.array(z.object({ code: z.string(), args: z.record(z.string(), z.unknown()) })),
  notApplicable: z.string().exactOptional(),
  /** The oldest of the readings it rests on; missing where it rests on a statement or nothing was read. */
  asOf: z.number().exactOptional(),
  stated: z.object({ at: z.number(), by: z.string(), validUntil: z.number() }).exactOptional(),
  owner: z.string().exactOptional(),
  /** Since when it has this status. */
  since: z.number(),
  /** Those that wait for somebody first; the first of them, and how many more are not over, where they would be too many. */
  workItems: z.array(workItemShape),
  moreWorkItems: z.number().exactOptional(),
});

/**
 * Something that opened, closed, widened or ended, or a control whose status fell or rose without a finding that tells it,
 * as *What changed* tells it. What follows each other within hours is one event.
 */
export const eventShape = z.object({
  /** When the latest of it was seen, and the first, where there were several. */
  at: z.number(),
  from: z.number().exactOptional(),
  control: z.string(),
  is: z.enum(['opened', 'widened', 'closed', 'ended', 'unseen', 'seen-again', 'fell', 'rose']),
  count: z.number(),
  /** Who did it, as far as the site tells; several candidates are all named. */
  by: z.array(z.string()),
  ending: z.enum(ENDINGS).exactOptional(),
  baseline: z.boolean(),
  /** The statuses between which it fell or rose. */
  statuses: z.object({ before: z.enum(STATUSES), after: z.enum(STATUSES) }).exactOptional(),
  /** The keys of the work items that these findings stand in; empty where none was filed for them. */
  workItems: z.array(z.string()),
});

export const scoreShape = z.object({
  assured: z.number(),
  possible: z.number(),
  bands: z.object({
    proved: z.number(),
    attested: z.number(),
    unknown: z.number(),
    due: z.number(),
    'not-met': z.number(),
  }),
});

/** One source as the evidence page shows it. */
export const coverageShape = z.object({
  source: z.enum(SOURCE_IDS),
  state: z.enum(['complete', 'partial', 'absent']),
  read: z.number(),
  of: z.number().exactOptional(),
  asOf: z.number().exactOptional(),
  gaps: z.array(sourcedGap),
  /** Why reading it fails at present, and since when, though an earlier reading may still stand. */
  failing: z
    .object({ why: z.enum(GAP_REASONS), at: z.string().exactOptional(), since: z.number() })
    .exactOptional(),
});

export const costShape = z.object({
  calls: z.number(),
  points: z.number(),
  objects: z.number(),
  seconds: z.number(),
});

export const checklistShape = z.object({
  schema: z.literal(1),
  at: z.number(),
  score: scoreShape,
  rows: z.array(rowShape),
  /** Newest first, at most 60. */
  events: z.array(eventShape),
  coverage: z.array(coverageShape),
  /** The app may read what it needs; false: its own rights are gone. Missing before the first answer. */
  appMayRead: z.boolean().exactOptional(),
  /** Why nothing is filed into the chosen space any longer, a code of remediation's. Missing while nothing is wrong. */
  filingStopped: z
    .object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) })
    .exactOptional(),
});
export type Checklist = z.infer<typeof checklistShape>;
export type Row = z.infer<typeof rowShape>;
export type ChecklistEvent = z.infer<typeof eventShape>;
export type WorkItem = z.infer<typeof workItemShape>;
export type Coverage = z.infer<typeof coverageShape>;

/**
 * What a row's status counts, and so every sum that is shown: what is open, and what was seen once. What the last reading
 * came without is not counted any more where nothing else holds the row down.
 */
export const openIn = ({ status, open, suspected }: Pick<Row, 'status' | 'open' | 'suspected'>): number =>
  status === 'not-met' ? open + suspected : 0;

/** The sum of `openIn`: how much of it was seen once, and how much is confirmed. */
export const openInAll = (
  rows: readonly Pick<Row, 'status' | 'open' | 'suspected'>[],
): { readonly open: number; readonly once: number; readonly confirmed: number } => {
  const open = rows.reduce((sum, row) => sum + openIn(row), 0);
  const once = rows.reduce((sum, row) => sum + (row.status === 'not-met' ? row.suspected : 0), 0);
  return { open, once, confirmed: open - once };
};

/** A finding's state as pages read it. */
export const lifeStateShape = z.enum(LIFE_STATES);
