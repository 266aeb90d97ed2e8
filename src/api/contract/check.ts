import { z } from 'zod';

/** How a check is going, for the person who may ask for it. */
export const checkShape = z.object({
  /**
   * `reading`: asked for, and not all of it was read since. `second`: it looks fixed, and is read a second time to be sure.
   * `none`: nothing is under way.
   */
  phase: z.enum(['none', 'reading', 'second']),
  /** Objects that a check reads, at most 50; with none, only the hourly sweep reads it again. */
  objects: z.number(),
  /** When it was last asked for, within the last hour. */
  askedAt: z.number().exactOptional(),
  /** When it may be asked for again, where it was asked for minutes ago. */
  againAt: z.number().exactOptional(),
  /** Checks have used up their API points: when the next one is possible. */
  pausedUntil: z.number().exactOptional(),
});
export type Check = z.infer<typeof checkShape>;

/**
 * `too-soon`: it was asked for minutes ago, and that check answers. `paused`: the limit for checks of this person, of this
 * work item, or of all people is reached.
 */
export const checkAnswer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('asked'), objects: z.number() }),
  z.object({ is: z.literal('too-soon'), askedAt: z.number(), againAt: z.number() }),
  z.object({ is: z.literal('paused'), until: z.number() }),
]);
export type CheckAnswer = z.infer<typeof checkAnswer>;
