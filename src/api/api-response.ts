import { z } from 'zod';

/**
 * Why a call failed.
 * - `forbidden`: the caller isn't allowed.
 * - `app-not-admin`: the app lost its rights in Jira.
 * - `invalid`: invalid input; `fields` has the paths in the input, with a reason code each.
 * - `conflict`: another person changed the same data since it was read.
 * - `failed`: Jira, the network, or the app failed; `at` names the operation.
 */
export const apiErrorSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('forbidden') }),
  z.object({ code: z.literal('app-not-admin') }),
  z.object({
    code: z.literal('invalid'),
    fields: z.array(z.object({ path: z.string(), why: z.string() })),
  }),
  z.object({ code: z.literal('conflict') }),
  z.object({ code: z.literal('failed'), at: z.string().exactOptional() }),
]);
export type ApiErrorValue = z.infer<typeof apiErrorSchema>;

/** An error that pages can explain to the user. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly value: ApiErrorValue;

  constructor(value: ApiErrorValue, options?: ErrorOptions) {
    super(value.code, options);
    this.value = value;
  }
}

/** The response sent over the bridge. Errors are responses, because a thrown error would lose its code on the way. */
export const apiResponseSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('done'), value: z.unknown() }),
  z.object({ is: z.literal('refused'), error: apiErrorSchema }),
]);
export type ApiResponse = z.infer<typeof apiResponseSchema>;
