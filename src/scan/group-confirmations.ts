import { type SourceId } from '../domain/source-id';
import { confirmationKeyOf, type Confirmation } from './judge-site';

/** With more objects of one source than this, one new pass replaces the single re-checks. */
export const MAX_SINGLE_CONFIRMATIONS = 500;

/** Groups confirmations: one pass replaces too many objects of one source. Every confirmation is still covered. */
export function groupConfirmations(confirmations: readonly Confirmation[]): readonly Confirmation[] {
  const counts = new Map<SourceId, number>();
  for (const { source, key } of confirmations)
    if (key !== undefined) counts.set(source, (counts.get(source) ?? 0) + 1);
  const isMany = (source: SourceId): boolean => (counts.get(source) ?? 0) > MAX_SINGLE_CONFIRMATIONS;
  const byKey = new Map<string, Confirmation>();
  for (const read of confirmations) {
    const { source, at } = read;
    const confirmation: Confirmation = isMany(source) ? { source, at } : read;
    const known = byKey.get(confirmationKeyOf(confirmation));
    if (known === undefined || known.at < at) byKey.set(confirmationKeyOf(confirmation), confirmation);
  }
  return [...byKey.values()];
}
