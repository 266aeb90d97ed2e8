import { z } from 'zod';

/** How reading again stands, for what a person may ask to be checked now. */
export const checkShape = z.object({
  /**
   * `reading`: asked for, and not all of it was read since. `second`: it looks fixed, and is read a second time to be sure.
   * `none`: nothing is under way.
   */
  phase: z.enum(['none', 'reading', 'second']),
  /** Objects that a check reads, at most 50; with none, only the hourly sweep reads it again. */
  objects: z.number(),
  /** When it may be asked for again; missing where it may be now. */
  againAt: z.number().exactOptional(),
});
export type Check = z.infer<typeof checkShape>;

/** A check was asked for, or was so a moment ago and may be again later. */
export const checkAnswer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('asked'), objects: z.number() }),
  z.object({ is: z.literal('too-soon'), againAt: z.number() }),
]);
export type CheckAnswer = z.infer<typeof checkAnswer>;
