/**
 * - `denied`: 401 or 403. `gone`: 404 or 410. `rate-limited`: 429. `transient`: 5xx, or no answer at all.
 * - `refused`: another 4xx: Jira understood and said no (a required field, a transition that isn't there).
 * - `schema`: the answer had not the documented shape. `over-budget`: this app's own allowance is spent; nothing was sent.
 * - `not-recorded`: a recording has no such answer.
 */
export type JiraErrorKind =
  'denied' | 'gone' | 'rate-limited' | 'transient' | 'refused' | 'schema' | 'over-budget' | 'not-recorded';

/** What went wrong at Jira. `message` names operation, status and places in the answer, never values of the site. */
export class JiraError extends Error {
  override readonly name = 'JiraError';
  readonly kind: JiraErrorKind;
  readonly operation: string;
  readonly status: number | undefined;
  /** Only of `rate-limited`: `quota` asks to stop reading altogether, `burst` to slow this operation. */
  readonly limit: 'quota' | 'burst' | undefined;
  /** Milliseconds that Jira asks to wait. */
  readonly retryAfter: number | undefined;
  /** Only of `refused`: the ids of the fields that Jira complained about. */
  readonly fields: readonly string[];
  /** Only of `schema`: the paths in the answer and how they differ. */
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
