import type { Core } from './operation';

/** What a list is computed from besides the state: a new pass over 100,000 filters for each page would be slow. */
interface Kept {
  revision: number;
  at: number;
  rows: readonly unknown[];
}

const kept = new WeakMap<Core, Map<string, Kept>>();

/**
 * The rows that `compute` gives, kept until the state or the clock moves on: a pass reads its list page by page, and rights
 * may arrive with time.
 */
export function visibleRows<T>(core: Core, key: string, compute: () => readonly T[]): readonly T[] {
  let lists = kept.get(core);
  if (!lists) {
    lists = new Map<string, Kept>();
    kept.set(core, lists);
  }
  const minute = Math.floor(core.clock.now() / 60_000);
  const known = lists.get(key);
  if (known && known.revision === core.state.revision && known.at === minute)
    return known.rows as readonly T[];
  const rows = compute();
  if (lists.size > 20) lists.clear();
  lists.set(key, { revision: core.state.revision, at: minute, rows });
  return rows;
}
