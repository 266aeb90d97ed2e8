import { z } from 'zod';
import { GAP_REASONS } from '../../domain/gap';
import { SOURCE_IDS } from '../../domain/source-id';
import { controlIdSchema } from './control-definition';

/** Due day (ISO, in the site's time zone), and whether it has passed. An item without a due day is due now. */
const deadlineFields = { due: z.string().exactOptional(), overdue: z.boolean() };

/** A work item filed for `of` findings, with `remaining` still open. */
const workItemItemSchema = z.object({
  control: controlIdSchema,
  issueKey: z.string(),
  remaining: z.number(),
  of: z.number(),
  ...deadlineFields,
});

/** An item that needs the reader's attention. */
export const forYouItemSchema = z.discriminatedUnion('is', [
  /** The app lost its rights. Counts the unreadable sources and the affected controls. */
  z.object({ is: z.literal('lost-rights'), sources: z.number(), controls: z.number() }),
  /** A work item assigned to the reader or unassigned. */
  workItemItemSchema.extend({ is: z.literal('work-item'), assigned: z.boolean() }),
  /** A work item, of any assignee, that was moved to Done although findings are still open. */
  workItemItemSchema.extend({ is: z.literal('fix-failed'), assignee: z.string().exactOptional() }),
  /** A work item that was moved to Done, and whose findings are being re-checked now. */
  workItemItemSchema.extend({ is: z.literal('moved-to-done') }),
  /**
   * Number of work items that couldn't be filed for the same reason, with a remediation problem code and its arguments.
   */
  z.object({
    is: z.literal('not-filed'),
    /** The control of the most severe one. */
    control: controlIdSchema,
    count: z.number(),
    problem: z.object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) }),
  }),
  /**
   * A source that can't be read, since when, and the number of affected controls. `hasOlderReading`: an earlier reading
   * still counts.
   */
  z.object({
    is: z.literal('source-unreadable'),
    source: z.enum(SOURCE_IDS),
    why: z.enum(GAP_REASONS),
    at: z.string().exactOptional(),
    since: z.number().exactOptional(),
    controls: z.number(),
    hasOlderReading: z.boolean(),
  }),
  /** An attestation that is missing (without due day), expires within 14 days, or has expired. */
  z.object({ is: z.literal('attest'), control: controlIdSchema, ...deadlineFields }),
  /**
   * Entries of one settings list that expire on the same day, within 14 days or in the past. Named after the first of
   * them.
   */
  z.object({
    is: z.literal('entries-expiring'),
    list: z.string(),
    id: z.string(),
    name: z.string(),
    count: z.number(),
    ...deadlineFields,
  }),
  /** Filing stopped because too many people can read the space. Has a remediation problem code. */
  z.object({
    is: z.literal('filing-stopped'),
    problem: z.object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) }),
  }),
  /** Findings are open, but filing isn't set up. */
  z.object({
    is: z.literal('filing-not-set-up'),
    missing: z.enum(['project', 'baseline']),
    open: z.number(),
  }),
]);
export type ForYouItem = z.infer<typeof forYouItemSchema>;
