import { z } from 'zod';

/**
 * Why a call came to nothing.
 * - `forbidden`: the caller may not. `app-not-admin`: the app itself has lost its rights in Jira.
 * - `invalid`: what was sent doesn't fit; `fields` say where, as paths of the input, and why, as codes.
 * - `conflict`: somebody else changed the same thing since it was read.
 * - `failed`: Jira, the network or the app failed; `at` names the operation.
 */
export const apiErrorShape = z.discriminatedUnion('code', [
  z.object({ code: z.literal('forbidden') }),
  z.object({ code: z.literal('app-not-admin') }),
  z.object({
    code: z.literal('invalid'),
    fields: z.array(z.object({ path: z.string(), why: z.string() })),
  }),
  z.object({ code: z.literal('conflict') }),
  z.object({ code: z.literal('failed'), at: z.string().exactOptional() }),
]);
export type ApiErrorValue = z.infer<typeof apiErrorShape>;

/** An error that a page can put into words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly value: ApiErrorValue;

  constructor(value: ApiErrorValue, options?: ErrorOptions) {
    super(value.code, options);
    this.value = value;
  }
}

/** What goes over the bridge: an error is an answer, since a thrown one would lose its kind on the way. */
export const answerShape = z.discriminatedUnion('is', [
  z.object({ is: z.literal('done'), value: z.unknown() }),
  z.object({ is: z.literal('refused'), error: apiErrorShape }),
]);
export type Answer = z.infer<typeof answerShape>;
