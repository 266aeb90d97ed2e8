import { errorFromResponse } from './response-error';
import { JiraError } from './jira-error';
import { createConcurrencyLimiter } from './concurrency-limiter';
import { type CallInput, type Jira } from './jira';
import { type Meter, countObjects } from './meter';
import { operationOf, type OperationId } from './operations';
import { createBurstThrottle } from './burst-throttle';
import { MalformedParameterError, buildRequest } from './build-request';
import { describeDifferences } from './schema-differences';
import { type JiraResponse, type JiraRequest, type Transport } from './transport';

const MAX_CONCURRENT_REQUESTS = 5;
const MAX_RETRIES = 3;
/** Milliseconds before the first retry. Each further retry waits twice as long. */
const FIRST_RETRY_DELAY = 500;
/** Milliseconds. Longer waits are left to the caller, which has a deadline and a checkpoint. */
const MAX_RETRY_DELAY = 10_000;

/** `sleep` and `now` use milliseconds, `random` returns a number from 0 to 1. */
export interface JiraDependencies {
  readonly transport: Transport;
  readonly meter: Meter;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly now: () => number;
}

const requestedRows = ({ query }: Pick<CallInput<unknown>, 'query'>): number | undefined => {
  const rows = query?.['maxResults'] ?? query?.['limit'];
  return typeof rows === 'number' ? rows : undefined;
};

/** Validates the used part of a response. Schemas drop unknown keys and keep unknown values. */
function parseResponse<T>(operation: OperationId, input: CallInput<T>, { status, body }: JiraResponse): T {
  const parsed = input.responseSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new JiraError('schema', operation, { status, at: describeDifferences(parsed.error) });
}

/** @throws JiraError `schema` if an ID from the site can't be encoded in a URL. Only that object becomes a gap then. */
function buildJiraRequest(operation: OperationId, input: CallInput<unknown>): JiraRequest {
  try {
    return buildRequest(operationOf(operation), input);
  } catch (cause) {
    if (!(cause instanceof MalformedParameterError)) throw cause;
    throw new JiraError('schema', operation, { at: cause.message, cause });
  }
}

/**
 * Creates the gateway to one site for one caller. Use it for one invocation only, because its throttle and concurrency
 * limit apply to the site.
 */
export function createJira({ transport, meter, sleep, random, now }: JiraDependencies): Jira {
  const limiter = createConcurrencyLimiter(MAX_CONCURRENT_REQUESTS);
  const throttle = createBurstThrottle(now);

  async function send(operation: OperationId, request: JiraRequest, rows?: number): Promise<JiraResponse> {
    const openCall = meter.open(operation, rows);
    try {
      const response = await transport.send(request);
      openCall.settle(response.status < 300 ? countObjects(operation, response.body) : 0);
      return response;
    } catch (cause) {
      openCall.settle(0);
      throw new JiraError(cause instanceof JiraError ? cause.kind : 'transient', operation, { cause });
    }
  }

  async function sendOnce(
    operation: OperationId,
    request: JiraRequest,
    rows?: number,
  ): Promise<JiraResponse> {
    const throttleDelay = throttle.takeTurn(operation);
    if (throttleDelay > 0) await sleep(throttleDelay);
    const response = await limiter(() => send(operation, request, rows));
    const error = errorFromResponse(operation, response);
    if (error === undefined) {
      throttle.speedUp(operation);
      return response;
    }
    if (error.limit === 'burst') throttle.slowDown(operation);
    throw error;
  }

  /** @returns milliseconds to wait before repeating the call; undefined if it must not be repeated. */
  function retryDelayAfter(error: JiraError, request: JiraRequest, attempt: number): number | undefined {
    const isRetryable =
      error.kind === 'transient' || (error.kind === 'rate-limited' && error.limit === 'burst');
    // A write without a response may have succeeded, so only GET is retried.
    if (!isRetryable || attempt >= MAX_RETRIES || request.method !== 'GET') return undefined;
    const retryDelay = (error.retryAfter ?? FIRST_RETRY_DELAY * 2 ** attempt) * (1 + random() / 2);
    return retryDelay <= MAX_RETRY_DELAY ? retryDelay : undefined;
  }

  async function sendWithRetries(operation: OperationId, input: CallInput<unknown>): Promise<JiraResponse> {
    const request = buildJiraRequest(operation, input);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await sendOnce(operation, request, requestedRows(input));
      } catch (error) {
        const retryDelay = error instanceof JiraError ? retryDelayAfter(error, request, attempt) : undefined;
        if (retryDelay === undefined) throw error;
        await sleep(retryDelay);
      }
    }
  }

  return {
    async call(operation, input) {
      return parseResponse(operation, input, await sendWithRetries(operation, input));
    },
  };
}
