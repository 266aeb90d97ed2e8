import { z } from 'zod';
import { type Gap } from '../terms/gap';
import { dataPolicyFact } from './facts';
import { defineSinglePage } from './single-page';
import { gap, type Reader } from './source';

/** Whether an app access rule of the organization keeps content from this app. Read at every run. */
export const dataPolicy = defineSinglePage({
  id: 'dataPolicy',
  version: 1,
  operations: ['data-policy.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: dataPolicyFact,
  keyOf: () => 'data-policy',
  async read({ jira }) {
    const { anyContentBlocked } = await jira.call('data-policy.get', {
      answer: z.object({ anyContentBlocked: z.boolean() }),
    });
    return { facts: [{ anyContentBlocked }], read: 1, of: 1 };
  },
  touchedBy: () => 'none',
});

/**
 * Why lists that app access rules apply to may be short (filters are such; schemes, spaces and dashboards are exempt).
 * None where the rules are known to hide nothing.
 */
export function hiddenGaps(reader: Reader): readonly Gap[] {
  const { facts, gaps } = reader.reading(dataPolicy);
  const [policy] = facts;
  if (policy === undefined) return gaps;
  return policy.anyContentBlocked ? [gap('hidden', 'data-policy.get')] : [];
}
