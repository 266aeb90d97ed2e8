import { type Transport } from '../src/jira/transport';

/** No answer of Jira nests nearly as deep. Deeper ones would exhaust the stack of whatever walks them. */
const DEEPEST = 500;

/** Walks level by level instead of recursively, so that any depth is measured safely. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(one => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** A transport on which an answer that nests too deep has no body, like one that is not JSON: it becomes gap `schema`. */
export function withBoundedDepth(inner: Transport): Transport {
  // A recording may give one large body again and again: each is measured once.
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
