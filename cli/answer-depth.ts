import { type Transport } from '../src/jira/transport';

/** Jira's answers are far less nested. Deeper ones could overflow the stack of recursive code. */
const MAX_DEPTH = 500;

/** Walks level by level instead of recursively, so that any depth is safe to measure. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap(one => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/**
 * Wraps a transport to drop the body of an answer that nests too deep. Like an answer that isn't JSON, it becomes gap
 * `schema`.
 */
export function withBoundedDepth(inner: Transport): Transport {
  // A recording may return one large body many times, so each is measured once.
  const measured = new WeakSet<object>();
  return {
    async send(request) {
      const answer = await inner.send(request);
      const { body } = answer;
      if (typeof body !== 'object' || body === null || measured.has(body)) return answer;
      if (isTooDeep(body)) return { ...answer, body: undefined };
      measured.add(body);
      return answer;
    },
  };
}
