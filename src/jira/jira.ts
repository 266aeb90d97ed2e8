import { type z } from 'zod';
import { type OperationId } from './operations';

/** What a call fills into its operation's row of the table. Path parameters are encoded; undefined query values are left out. */
export interface CallInput<T> {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly body?: unknown;
  /** The part of the answer that is used. Additions of Jira's are let through; a missing part is a `schema` error. */
  readonly answer: z.ZodType<T>;
}

/**
 * The typed gateway to one site, as one caller. Counts calls and points, keeps at most five requests under way, retries
 * what is worth retrying with jitter.
 */
export interface Jira {
  /** @throws JiraError */
  call<T>(operation: OperationId, input: CallInput<T>): Promise<T>;
}
