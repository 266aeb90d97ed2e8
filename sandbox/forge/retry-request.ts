import { z } from 'zod';
import type { Millis } from '../clock';

const retryRequestSchema = z.object({
  _retry: z.literal(true),
  retryOptions: z.object({
    retryAfter: z.number().positive().default(1),
    retryReason: z.string().default('FUNCTION_RETRY_REQUEST'),
    retryData: z.unknown().optional(),
  }),
});

/** Another call as a function asks for it, by returning an `InvocationError`. `retryAfter` is in seconds. */
export type RetryRequest = z.infer<typeof retryRequestSchema>['retryOptions'];

/** What the function's result asks for; undefined where it is an ordinary result. */
export function parseRetryRequest(result: unknown): RetryRequest | undefined {
  const parsed = retryRequestSchema.safeParse(result);
  return parsed.success ? parsed.data.retryOptions : undefined;
}

/** How long to wait after the nth failure: twice as long each time, up to the longest. */
export function backOffDelay(failures: number, first: Millis, longest: Millis): Millis {
  return Math.min(longest, first * 2 ** (failures - 1));
}
