import { z } from 'zod';
import type { Millis } from '../clock';

const wishSchema = z.object({
  _retry: z.literal(true),
  retryOptions: z.object({
    retryAfter: z.number().positive().default(1),
    retryReason: z.string().default('FUNCTION_RETRY_REQUEST'),
    retryData: z.unknown().optional(),
  }),
});

/** Another call as a function asks for it, by returning an `InvocationError`. `retryAfter` is in seconds. */
export type RetryWish = z.infer<typeof wishSchema>['retryOptions'];

/** What the function's result asks for; undefined where it is an ordinary result. */
export function retryWish(result: unknown): RetryWish | undefined {
  const parsed = wishSchema.safeParse(result);
  return parsed.success ? parsed.data.retryOptions : undefined;
}

/** How long to wait after the nth failure: twice as long each time, up to the longest. */
export function backOff(failures: number, first: Millis, longest: Millis): Millis {
  return Math.min(longest, first * 2 ** (failures - 1));
}
