/**
 * - `denied`: 401 or 403.
 * - `not-found`: 404 or 410.
 * - `rate-limited`: 429.
 * - `transient`: 5xx, or no response.
 * - `refused`: another 4xx: Jira understood the request and rejected it (a required field, a missing transition).
 * - `schema`: the response doesn't have the documented shape, or an ID can't be part of a request.
 * - `over-budget`: the app's own allowance is used up, and nothing was sent.
 * - `not-recorded`: the recording has no such response.
 */
export type JiraErrorKind =
  | 'denied'
  | 'not-found'
  | 'rate-limited'
  | 'transient'
  | 'refused'
  | 'schema'
  | 'over-budget'
  | 'not-recorded';

/**
 * A failed call to Jira. `message` contains the operation, the status, and paths in the response, never values from the
 * site.
 */
export class JiraError extends Error {
  override readonly name = 'JiraError';
  readonly kind: JiraErrorKind;
  readonly operation: string;
  readonly status: number | undefined;
  /** Only for `rate-limited`. `quota`: stop all reading. `burst`: slow down this operation. */
  readonly limit: 'quota' | 'burst' | undefined;
  /** Milliseconds that Jira asks to wait. */
  readonly retryAfter: number | undefined;
  /** Only for `refused`: IDs of the fields that Jira rejected. */
  readonly fields: readonly string[];
  /** Usually for `schema`: the paths in the response and how they differ. */
  readonly at: string | undefined;

  constructor(
    kind: JiraErrorKind,
    operation: string,
    details: {
      status?: number;
      limit?: 'quota' | 'burst';
      retryAfter?: number;
      fields?: readonly string[];
      at?: string;
      cause?: unknown;
    } = {},
  ) {
    super(
      [operation, kind, details.status, details.at].filter(part => part !== undefined).join(' '),
      details.cause === undefined ? {} : { cause: details.cause },
    );
    this.kind = kind;
    this.operation = operation;
    this.status = details.status;
    this.limit = details.limit;
    this.retryAfter = details.retryAfter;
    this.fields = details.fields ?? [];
    this.at = details.at;
  }
}
