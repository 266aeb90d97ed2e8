import { z } from 'zod';
import { checklistShape } from '../../terms/checklist';
import { STATUSES } from '../../terms/verdict';
import { call } from './call';
import { controlFactsShape, controlId, progressShape } from './facts';
import { queueItemShape } from './queue';

/**
 * What got worse since the reader was last here: findings of a control that are new or grew, of which `left` are open still,
 * or its status.
 */
export const worseShape = z.discriminatedUnion('is', [
  z.object({ is: z.literal('findings'), control: controlId, count: z.number(), left: z.number() }),
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
    /** Most pressing first. */
    queue: z.array(queueItemShape),
    /** When the reader was last here; missing on the first visit. */
    lastVisit: z.number().exactOptional(),
    /** What got worse since, worst first. */
    worse: z.array(worseShape),
    setup: setupShape,
    /** The last 30 days, oldest first. */
    trend: z.array(dayScoreShape),
    /** `lost-rights`: Jira no longer gives the app what it had. `behind`: no hourly run for 3 hours. `clock`: times later than now are stored. */
    app: z.enum(['well', 'lost-rights', 'behind', 'clock']),
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

/**
 * `running`: a whole scan is under way. `too-soon`: one was asked for minutes ago. `paused`: the hour's API points are used
 * up; a scan that is under way continues then by itself.
 */
export const scanAnswer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('asked') }),
  z.object({ is: z.literal('running') }),
  z.object({ is: z.literal('too-soon'), againAt: z.number() }),
  z.object({ is: z.literal('paused'), until: z.number() }),
]);
export type ScanAnswer = z.infer<typeof scanAnswer>;

export const sweepNow = call('jira-admin', z.object({}), scanAnswer);
