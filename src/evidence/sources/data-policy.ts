import { z } from 'zod';
import { type Gap } from '../../domain/gap';
import { dataPolicyFactSchema } from '../facts';
import { defineSinglePageSource } from '../single-page-source';
import { gap, type SourceReader } from '../source';

/** Whether an app access rule of the organization blocks the app from content. Every scan reads this source. */
export const dataPolicySource = defineSinglePageSource({
  id: 'dataPolicy',
  version: 1,
  operations: ['data-policy.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: dataPolicyFactSchema,
  keyOf: () => 'data-policy',
  async read({ jira }) {
    const { anyContentBlocked } = await jira.call('data-policy.get', {
      responseSchema: z.object({ anyContentBlocked: z.boolean() }),
    });
    return { facts: [{ anyContentBlocked }], read: 1, of: 1 };
  },
  touchedBy: () => 'none',
});

/**
 * Gaps for lists that app access rules can shorten. The rules apply to filters, but not to schemes, spaces, or
 * dashboards. Empty if the rules block nothing.
 */
export function hiddenContentGaps(reader: SourceReader): readonly Gap[] {
  const { facts, gaps } = reader.reading(dataPolicySource);
  const [policy] = facts;
  if (policy === undefined) return gaps;
  return policy.anyContentBlocked ? [gap('hidden', 'data-policy.get')] : [];
}
