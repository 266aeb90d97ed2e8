import { type SourceId } from '../terms/source-id';
import { nameOf, type SecondRead } from './judge-site';

/** More objects of one source than this don't wait singly: a new pass reads all of them, however many there are. */
export const SINGLY_AT_MOST = 500;

/** What waits, with a pass in the place of too many objects of one source. Nothing is left out. */
export function grouped(reads: readonly SecondRead[]): readonly SecondRead[] {
  const counts = new Map<SourceId, number>();
  for (const { source, key } of reads)
    if (key !== undefined) counts.set(source, (counts.get(source) ?? 0) + 1);
  const isMany = (source: SourceId): boolean => (counts.get(source) ?? 0) > SINGLY_AT_MOST;
  const kept = new Map<string, SecondRead>();
  for (const read of reads) {
    const { source, at } = read;
    const waits: SecondRead = isMany(source) ? { source, at } : read;
    const known = kept.get(nameOf(waits));
    if (known === undefined || known.at < at) kept.set(nameOf(waits), waits);
  }
  return [...kept.values()];
}
