import { type z } from 'zod';
import { type OperationId } from './operations';

/**
 * The input of a call, combined with its operation's definition. Path parameters are encoded, and undefined query
 * values are omitted.
 */
export interface CallInput<T> {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly body?: unknown;
  /** The schema of the used part of the response. It ignores extra fields. A missing field is a `schema` error. */
  readonly responseSchema: z.ZodType<T>;
}

/**
 * The typed gateway to one site, for one caller. Counts calls and API points, runs at most five requests at once, and
 * retries temporary failures with jitter.
 */
export interface Jira {
  /** @throws JiraError */
  call<T>(operation: OperationId, input: CallInput<T>): Promise<T>;
}
