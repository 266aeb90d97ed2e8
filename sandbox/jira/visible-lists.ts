import { MINUTE } from '../clock';
import type { SiteCore } from './operation';

interface CachedRows<T> {
  revision: number;
  switches: string;
  minute: number;
  rows: readonly T[];
}

/**
 * Lists of one kind, kept from page to page of a pass: to look at 100,000 filters for each page would be slow. A list holds
 * until the state or a switch changes, or the clock moves on by a minute, since rights may arrive with time.
 */
export class VisibleLists<T> {
  readonly #bySite = new WeakMap<SiteCore, Map<string, CachedRows<T>>>();

  /** The rows that `compute` gives. @param key tells one list of the site from another: who asks, and for what */
  rows(core: SiteCore, key: string, compute: () => readonly T[]): readonly T[] {
    const lists = this.#bySite.get(core) ?? new Map<string, CachedRows<T>>();
    this.#bySite.set(core, lists);
    const { revision } = core.state;
    const minute = Math.floor(core.clock.now() / MINUTE);
    const switches = JSON.stringify(core.switches);
    const known = lists.get(key);
    if (known?.revision === revision && known.minute === minute && known.switches === switches)
      return known.rows;
    const rows = compute();
    if (lists.size > 20) lists.clear();
    lists.set(key, { revision, switches, minute, rows });
    return rows;
  }
}
