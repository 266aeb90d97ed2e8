/** What an operation answers, and how many objects it read: the points it costs follow from them. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Core objects in the answer: work items, spaces, filters, dashboards, records. */
  core?: number;
  /** Identity and access objects in the answer: people, groups, roles, schemes, grants. */
  access?: number;
}

/** Thrown by an operation that refuses; the caller gets its status and body. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer, message: string) {
    super(message);
    this.answer = answer;
  }
}

/** Jira's usual error body, with messages about the whole request and messages by field. */
export function refusal(
  status: number,
  message: string | readonly string[],
  errors: Record<string, string> = {},
): Refusal {
  const errorMessages = typeof message === 'string' ? (message === '' ? [] : [message]) : [...message];
  return new Refusal({ status, body: { errorMessages, errors } }, `${status} ${errorMessages.join(' ')}`);
}

/** The refusal to someone who is not logged in. */
export const notLoggedIn = (): Refusal =>
  new Refusal(
    {
      status: 401,
      body: { message: 'Client must be authenticated to access this resource.', 'status-code': 401 },
    },
    'not logged in',
  );

/** The refusal to someone who lacks Administer Jira. */
export const notAdmin = (): Refusal =>
  refusal(403, 'You do not have permission to perform this operation. Administer Jira is needed.');
