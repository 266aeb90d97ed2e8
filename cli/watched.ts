import { type Transport } from '../src/jira/transport';
import { oneLine } from './problem';

/** How a request ended: with a status, or without an answer for a reason. */
type Outcome = { readonly status: number } | { readonly reason: string };

/** A transport whose outcomes are seen: a source only tells that something was denied or failed. */
export interface Watched {
  readonly transport: Transport;
  /** Whether the site refused who asks (401). */
  wasRefused(): boolean;
  /** How the last request ended; undefined before the first. */
  last(): Outcome | undefined;
}

/** `fetch failed` says nothing; what failed stands in its cause. */
const reasonOf = (error: unknown): string =>
  oneLine(error instanceof Error && error.cause instanceof Error ? error.cause : error);

export function watched(inner: Transport): Watched {
  let refused = false;
  let last: Outcome | undefined;
  return {
    transport: {
      async send(request) {
        try {
          const answer = await inner.send(request);
          refused ||= answer.status === 401;
          last = { status: answer.status };
          return answer;
        } catch (error) {
          last = { reason: reasonOf(error) };
          throw error;
        }
      },
    },
    wasRefused: () => refused,
    last: () => last,
  };
}
