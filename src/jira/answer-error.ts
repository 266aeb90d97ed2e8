import { z } from 'zod';
import { JiraError } from './errors';
import { type OperationId } from './operations';
import { type JiraAnswer } from './transport';

const complaint = z.object({ errors: z.record(z.string(), z.unknown()).catch({}) });

/** Jira gives seconds. The gateway before it may send none at all. */
function retryAfterOf(headers: JiraAnswer['headers']): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

/**
 * `RateLimit-Reason` is `jira-quota-...` where points are spent; `jira-burst-based` and `jira-per-issue-on-write` pass
 * within seconds. A refusal without a reason is taken for a burst: the retries are bounded either way.
 */
const limitOf = (headers: JiraAnswer['headers']): 'quota' | 'burst' =>
  headers['ratelimit-reason']?.startsWith('jira-quota') === true ? 'quota' : 'burst';

/** @returns what an answer complains about, or undefined where it is a success. */
export function errorOf(
  operation: OperationId,
  { status, headers, body }: JiraAnswer,
): JiraError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 403) return new JiraError('denied', operation, { status });
  if (status === 404 || status === 410) return new JiraError('gone', operation, { status });
  const retryAfter = retryAfterOf(headers);
  const wait = retryAfter === undefined ? {} : { retryAfter };
  if (status === 429)
    return new JiraError('rate-limited', operation, { status, limit: limitOf(headers), ...wait });
  if (status >= 500) return new JiraError('transient', operation, { status, ...wait });
  const said = complaint.safeParse(body);
  return new JiraError('refused', operation, {
    status,
    fields: said.success ? Object.keys(said.data.errors) : [],
  });
}
