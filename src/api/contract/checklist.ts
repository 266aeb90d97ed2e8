import { z } from 'zod';
import { checklistSchema } from '../../domain/checklist';
import { CONTROL_STATUSES } from '../../domain/verdict';
import { defineCall } from './call';
import { controlDefinitionSchema, controlIdSchema, scanProgressSchema } from './control-definition';
import { forYouItemSchema } from './for-you';

/**
 * A regression since the reader's last visit: `count` new or widened findings of a control, `stillOpen` of them still
 * open, or a worse status.
 */
export const regressionSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('findings'), control: controlIdSchema, count: z.number(), stillOpen: z.number() }),
  z.object({
    is: z.literal('status-worsened'),
    control: controlIdSchema,
    before: z.enum(CONTROL_STATUSES),
    after: z.enum(CONTROL_STATUSES),
  }),
]);
export type Regression = z.infer<typeof regressionSchema>;

const dayScoreSchema = z.object({ day: z.string(), assured: z.number(), possible: z.number() });

export const setupSchema = z.object({
  /** An admin started the first scan, or a scan has run. */
  started: z.boolean(),
  project: z.boolean(),
  baseline: z.boolean(),
  /** Number of entries for known apps and reviewed admins, for approved objects, and for sensitive spaces. */
  reviewedEntries: z.number(),
  approvedEntries: z.number(),
  sensitive: z.number(),
  owners: z.number(),
});

export const checklistCall = defineCall(
  'jira-admin',
  z.object({}),
  z.object({
    now: z.number(),
    /** IANA time zone of the site, used for days. */
    timeZone: z.string(),
    controls: z.array(controlDefinitionSchema),
    /** Missing until the first judging. */
    checklist: checklistSchema.exactOptional(),
    scan: scanProgressSchema.optional(),
    /** Most urgent first. */
    forYou: z.array(forYouItemSchema),
    /** When the reader last visited; missing on the first visit. */
    lastVisit: z.number().exactOptional(),
    /** Regressions since the last visit, worst first. */
    regressions: z.array(regressionSchema),
    setup: setupSchema,
    /** The last 30 days, oldest first. */
    trend: z.array(dayScoreSchema),
    /**
     * `lost-rights`: the app lost rights in Jira. `not-running`: no hourly run for 3 hours. `clock-skew`: stored times
     * are in the future.
     */
    appHealth: z.enum(['healthy', 'lost-rights', 'not-running', 'clock-skew']),
    lastTick: z.number().exactOptional(),
  }),
);

export const scanProgressCall = defineCall(
  'jira-admin',
  z.object({}),
  z.object({
    scan: scanProgressSchema.exactOptional(),
    /** When the checklist was last written. If it changed, reload the page's data. */
    checklistAt: z.number().exactOptional(),
  }),
);

/**
 * `running`: a full scan is running. `too-soon`: a scan was requested minutes ago. `paused`: the hour's API points are
 * used up; a running scan continues automatically.
 */
export const scanAnswer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('asked') }),
  z.object({ is: z.literal('running') }),
  z.object({ is: z.literal('too-soon'), againAt: z.number() }),
  z.object({ is: z.literal('paused'), until: z.number() }),
]);
export type ScanAnswer = z.infer<typeof scanAnswer>;

export const scanNowCall = defineCall('jira-admin', z.object({}), scanAnswer);
