import { type Transport } from '../src/jira/transport';
import { toOneLine } from './problem';

/** How a request ended: with a status, or without an answer for some reason. */
type RequestOutcome = { readonly status: number } | { readonly reason: string };

/** A transport that records outcomes. A source only reports that a call was denied or failed. */
export interface ObservedTransport {
  readonly transport: Transport;
  /** Whether the site rejected the credentials (401). */
  wasUnauthorized(): boolean;
  /** How the last request ended; undefined before the first. */
  lastOutcome(): RequestOutcome | undefined;
}

/** `fetch failed` doesn't explain anything. The cause does. */
const reasonOf = (error: unknown): string =>
  toOneLine(error instanceof Error && error.cause instanceof Error ? error.cause : error);

export function observeTransport(inner: Transport): ObservedTransport {
  let isUnauthorized = false;
  let lastOutcome: RequestOutcome | undefined;
  return {
    transport: {
      async send(request) {
        try {
          const answer = await inner.send(request);
          isUnauthorized ||= answer.status === 401;
          lastOutcome = { status: answer.status };
          return answer;
        } catch (error) {
          lastOutcome = { reason: reasonOf(error) };
          throw error;
        }
      },
    },
    wasUnauthorized: () => isUnauthorized,
    lastOutcome: () => lastOutcome,
  };
}
