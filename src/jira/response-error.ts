import { z } from 'zod';
import { JiraError } from './jira-error';
import { type OperationId } from './operations';
import { type JiraResponse } from './transport';

const errorBodySchema = z.object({ errors: z.record(z.string(), z.unknown()).catch({}) });

/** Jira gives seconds. The Atlassian gateway before it may omit the header. */
function parseRetryAfter(headers: JiraResponse['headers']): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

/**
 * `RateLimit-Reason` is `jira-quota-...` if the points are used up. `jira-burst-based` and `jira-per-issue-on-write`
 * pass within seconds. An error without a reason counts as a burst, because retries are limited either way.
 */
const rateLimitKindOf = (headers: JiraResponse['headers']): 'quota' | 'burst' =>
  headers['ratelimit-reason']?.startsWith('jira-quota') === true ? 'quota' : 'burst';

/** @returns the error in a response; undefined if the response is a success. */
export function errorFromResponse(
  operation: OperationId,
  { status, headers, body }: JiraResponse,
): JiraError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 403) return new JiraError('denied', operation, { status });
  if (status === 404 || status === 410) return new JiraError('not-found', operation, { status });
  const retryAfter = parseRetryAfter(headers);
  const retryFields = retryAfter === undefined ? {} : { retryAfter };
  if (status === 429)
    return new JiraError('rate-limited', operation, {
      status,
      limit: rateLimitKindOf(headers),
      ...retryFields,
    });
  if (status >= 500) return new JiraError('transient', operation, { status, ...retryFields });
  const parsed = errorBodySchema.safeParse(body);
  return new JiraError('refused', operation, {
    status,
    fields: parsed.success ? Object.keys(parsed.data.errors) : [],
  });
}
