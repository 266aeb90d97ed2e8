import { z } from 'zod';

/** The status of a check, for people who may request one. */
export const checkStatusSchema = z.object({
  /**
   * `rechecking`: requested, and not all objects have been read since. `confirming`: looks fixed, awaiting
   * confirmation. `none`: no check is running.
   */
  phase: z.enum(['none', 'rechecking', 'confirming']),
  /** Number of objects that a check reads, at most 50. If 0, only the hourly scan can read them. */
  objects: z.number(),
  /** When it was last requested, within the last hour. */
  requestedAt: z.number().exactOptional(),
  /** When it can be requested again, if it was requested minutes ago. */
  retryAt: z.number().exactOptional(),
  /** When the next check is possible, if checks have used up their API points. */
  pausedUntil: z.number().exactOptional(),
});
export type CheckStatus = z.infer<typeof checkStatusSchema>;

/**
 * `too-soon`: a check was requested minutes ago. `paused`: the limit for this person, this work item, or all checks is
 * reached.
 */
export const checkResultSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('asked'), objects: z.number() }),
  z.object({ is: z.literal('too-soon'), requestedAt: z.number(), retryAt: z.number() }),
  z.object({ is: z.literal('paused'), until: z.number() }),
]);
export type CheckResult = z.infer<typeof checkResultSchema>;
