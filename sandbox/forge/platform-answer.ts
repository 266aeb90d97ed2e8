import type { ProxyAnswer } from './worker-messages';

/** A response, in contrast to an error. */
export type PlatformAnswer = Extract<ProxyAnswer, { status: number }>;

/** An answer of the platform itself; without a body where that is undefined. */
export function jsonAnswer(status: number, body: unknown): PlatformAnswer {
  const headers = [['content-type', 'application/json']] as const;
  return { status, statusText: '', headers, body: body === undefined ? undefined : JSON.stringify(body) };
}
