import { z } from 'zod';
import { GAP_REASONS } from '../../terms/gap';
import { SOURCE_IDS } from '../../terms/source-id';
import { controlId } from './facts';

/** By when, an ISO day of the site, and whether that has passed. What has no day waits already. */
const term = { due: z.string().exactOptional(), over: z.boolean() };

/** A work item: of the `of` things that it was filed for `remain` are open. */
const workItem = z.object({
  control: controlId,
  issueKey: z.string(),
  remain: z.number(),
  of: z.number(),
  ...term,
});

/** Something that waits for the reader. */
export const queueItemShape = z.discriminatedUnion('is', [
  /** The app's own rights are gone: so many sources can't be read, and so many rows wait. */
  z.object({ is: z.literal('lost-rights'), sources: z.number(), controls: z.number() }),
  /** A work item that is the reader's, or nobody's. */
  workItem.extend({ is: z.literal('work-item'), assigned: z.boolean() }),
  /** A work item of whomever that somebody moved to Done, and that isn't. */
  workItem.extend({ is: z.literal('fix-failed'), assignee: z.string().exactOptional() }),
  /** Somebody moved a work item to Done, and what was open in it when it was last read is read again now. */
  workItem.extend({ is: z.literal('moved-to-done') }),
  /** So many work items could not be filed for one and the same reason: a code of remediation's, and arguments. */
  z.object({
    is: z.literal('not-filed'),
    /** The control of the gravest of them. */
    control: controlId,
    count: z.number(),
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
  /** A statement was never made, which has no term; it runs out within 14 days, or has run out. */
  z.object({ is: z.literal('attest'), control: controlId, ...term }),
  /** So many entries of a list of the settings end on one day within 14 days, or have ended; the first of them by name. */
  z.object({
    is: z.literal('entries-end'),
    list: z.string(),
    id: z.string(),
    name: z.string(),
    count: z.number(),
    ...term,
  }),
  /** Nothing is filed into the chosen space any longer, since too many people can read it: a code of remediation's. */
  z.object({
    is: z.literal('filing-stopped'),
    problem: z.object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) }),
  }),
  /** Findings are open, and nothing says where their work items go. */
  z.object({ is: z.literal('not-filing'), missing: z.enum(['project', 'baseline']), open: z.number() }),
]);
export type QueueItem = z.infer<typeof queueItemShape>;
