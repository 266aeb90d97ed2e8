import { errorOf } from './answer-error';
import { JiraError } from './errors';
import { createGate } from './gate';
import { type CallInput, type Jira } from './jira';
import { type Meter, objectsIn } from './meter';
import { operationOf, type OperationId } from './operations';
import { createPace } from './pace';
import { IllFormedParameter, requestOf } from './request';
import { differencesIn } from './schema-differences';
import { type JiraAnswer, type JiraRequest, type Transport } from './transport';

const AT_ONCE = 5;
const RETRIES = 3;
/** Milliseconds before the first retry; each further one waits twice as long. */
const FIRST_PAUSE = 500;
/** Milliseconds. A longer wait is the caller's affair: it has a deadline and a checkpoint, this gateway has neither. */
const LONGEST_PAUSE = 10_000;

/** What the gateway leans on. `sleep` and `now` are in milliseconds, `random` in 0..1. */
export interface Surroundings {
  readonly transport: Transport;
  readonly meter: Meter;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly now: () => number;
}

const rowsAsked = ({ query }: Pick<CallInput<unknown>, 'query'>): number | undefined => {
  const rows = query?.['maxResults'] ?? query?.['limit'];
  return typeof rows === 'number' ? rows : undefined;
};

/** What the answer is used for, checked at this edge. Unknown keys are dropped by the schemas, unknown values kept. */
function readAnswer<T>(operation: OperationId, input: CallInput<T>, { status, body }: JiraAnswer): T {
  const read = input.answer.safeParse(body);
  if (read.success) return read.data;
  throw new JiraError('schema', operation, { status, at: differencesIn(read.error) });
}

/** @throws JiraError `schema` where an id of the site has no form in an address: one object is a gap then, not all of them. */
function requestFor(operation: OperationId, input: CallInput<unknown>): JiraRequest {
  try {
    return requestOf(operationOf(operation), input);
  } catch (cause) {
    if (!(cause instanceof IllFormedParameter)) throw cause;
    throw new JiraError('schema', operation, { at: cause.message, cause });
  }
}

/** The gateway to one site as one caller. Keep it no longer than one invocation: its pace and its places are the site's. */
export function createJira({ transport, meter, sleep, random, now }: Surroundings): Jira {
  const gate = createGate(AT_ONCE);
  const pace = createPace(now);

  async function send(operation: OperationId, request: JiraRequest, rows?: number): Promise<JiraAnswer> {
    const open = meter.open(operation, rows);
    try {
      const answer = await transport.send(request);
      open.settle(answer.status < 300 ? objectsIn(operation, answer.body) : 0);
      return answer;
    } catch (cause) {
      open.settle(0);
      throw new JiraError(cause instanceof JiraError ? cause.kind : 'transient', operation, { cause });
    }
  }

  async function sendOnce(operation: OperationId, request: JiraRequest, rows?: number): Promise<JiraAnswer> {
    const turn = pace.turn(operation);
    if (turn > 0) await sleep(turn);
    const answer = await gate(() => send(operation, request, rows));
    const error = errorOf(operation, answer);
    if (error === undefined) {
      pace.calm(operation);
      return answer;
    }
    if (error.limit === 'burst') pace.burst(operation);
    throw error;
  }

  /** @returns milliseconds to wait before the same call may be sent again, or undefined where it may not. */
  function pauseAfter(error: JiraError, request: JiraRequest, attempt: number): number | undefined {
    const passes = error.kind === 'transient' || (error.kind === 'rate-limited' && error.limit === 'burst');
    // A write whose answer was lost may have been carried out.
    if (!passes || attempt >= RETRIES || request.method !== 'GET') return undefined;
    const pause = (error.retryAfter ?? FIRST_PAUSE * 2 ** attempt) * (1 + random() / 2);
    return pause <= LONGEST_PAUSE ? pause : undefined;
  }

  async function answerTo(operation: OperationId, input: CallInput<unknown>): Promise<JiraAnswer> {
    const request = requestFor(operation, input);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await sendOnce(operation, request, rowsAsked(input));
      } catch (error) {
        const pause = error instanceof JiraError ? pauseAfter(error, request, attempt) : undefined;
        if (pause === undefined) throw error;
        await sleep(pause);
      }
    }
  }

  return {
    async call(operation, input) {
      return readAnswer(operation, input, await answerTo(operation, input));
    },
  };
}
