import { z } from 'zod';
import { checklistShape } from '../../terms/checklist';
import { GAP_REASONS } from '../../terms/gap';
import { STATUSES } from '../../terms/verdict';
import { SOURCE_IDS } from '../../terms/source-id';
import { call } from './call';
import { controlFactsShape, controlId, progressShape } from './facts';

/** Something that waits for the reader, most pressing first. */
export const queueItemShape = z.discriminatedUnion('is', [
  /** The app's own rights are gone: so many sources can't be read, and so many rows wait. */
  z.object({ is: z.literal('lost-rights'), sources: z.number(), controls: z.number() }),
  /** Somebody moved a work item to Done, and as far as is known `remain` of the `of` things in it are open. */
  z.object({
    is: z.literal('moved-to-done'),
    control: controlId,
    issueKey: z.string(),
    remain: z.number(),
    of: z.number(),
  }),
  /** A work item could not be filed; `problem` is remediation's, a code and arguments. */
  z.object({
    is: z.literal('not-filed'),
    control: controlId,
    problem: z.object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) }),
  }),
  /**
   * A source that can't be read, since when, and how many rows of the checklist wait for it. `stands`: an earlier reading of
   * it still counts.
   */
  z.object({
    is: z.literal('cant-read'),
    source: z.enum(SOURCE_IDS),
    why: z.enum(GAP_REASONS),
    at: z.string().exactOptional(),
    since: z.number().exactOptional(),
    controls: z.number(),
    stands: z.boolean(),
  }),
  /** A statement is missing or lapsed. */
  z.object({ is: z.literal('attest'), control: controlId, lapsedAt: z.number().exactOptional() }),
  /** An entry of the settings ends within 14 days, or has ended. */
  z.object({
    is: z.literal('entry-ends'),
    list: z.string(),
    id: z.string(),
    name: z.string(),
    until: z.string(),
    over: z.boolean(),
  }),
  /** Findings are open, and nothing says where their work items go. */
  z.object({ is: z.literal('not-filing'), missing: z.enum(['project', 'baseline']), open: z.number() }),
]);
export type QueueItem = z.infer<typeof queueItemShape>;

/** What got worse since the reader was last here: findings of a control that are new or grew, or its status. */
export const worseShape = z.discriminatedUnion('is', [
  z.object({ is: z.literal('findings'), control: controlId, count: z.number() }),
  z.object({
    is: z.literal('fell'),
    control: controlId,
    before: z.enum(STATUSES),
    after: z.enum(STATUSES),
  }),
]);
export type Worse = z.infer<typeof worseShape>;

const dayScoreShape = z.object({ day: z.string(), assured: z.number(), possible: z.number() });

/** How far setting up has come. */
export const setupShape = z.object({
  /** An admin said *Start reading*, or a sweep has run. */
  started: z.boolean(),
  project: z.boolean(),
  baseline: z.boolean(),
  /** Entries of apps and admins that somebody vouches for, of what is meant to be open, and of what is sensitive. */
  known: z.number(),
  open: z.number(),
  sensitive: z.number(),
  owners: z.number(),
});

export const home = call(
  'jira-admin',
  z.object({}),
  z.object({
    now: z.number(),
    /** IANA name: days are the site's. */
    timeZone: z.string(),
    controls: z.array(controlFactsShape),
    /** Missing before the first judging. */
    checklist: checklistShape.exactOptional(),
    sweep: progressShape.optional(),
    queue: z.array(queueItemShape),
    /** When the reader was last here; missing on the first visit. */
    lastVisit: z.number().exactOptional(),
    /** What got worse since, worst first. */
    worse: z.array(worseShape),
    setup: setupShape,
    /** The last 30 days, oldest first. */
    trend: z.array(dayScoreShape),
    /** `lost-rights`: Jira no longer gives the app what it had. `behind`: no hourly run for 3 hours. */
    app: z.enum(['well', 'lost-rights', 'behind']),
    lastTick: z.number().exactOptional(),
  }),
);

export const progress = call(
  'jira-admin',
  z.object({}),
  z.object({
    sweep: progressShape.exactOptional(),
    /** When the checklist was last written: it changed, ask for the page anew. */
    checklistAt: z.number().exactOptional(),
  }),
);

export const sweepNow = call('jira-admin', z.object({}), z.object({ asked: z.boolean() }));
