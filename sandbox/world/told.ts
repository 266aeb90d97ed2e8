import { z } from 'zod';
import type { Happening } from '../browser/bench-port';
import { Shelf } from '../forge/shelf';
import type { Store } from '../store';

/** Lines that are kept. */
const KEPT = 200;

const lineSchema = z.object({
  id: z.number(),
  at: z.number(),
  text: z.string(),
  detail: z.string().exactOptional(),
});

/** What happened, in plain words. The last lines survive a restart. */
export class Told {
  readonly #kept: Shelf<Happening>;
  readonly #lines: Happening[];

  private constructor(kept: Shelf<Happening>) {
    this.#kept = kept;
    this.#lines = [...kept.values()].sort((one, other) => other.id - one.id);
  }

  static async open(store: Store): Promise<Told> {
    return new Told(await Shelf.open(store, ['world', 'told'], stored => lineSchema.parse(stored)));
  }

  /** Newest first. */
  lines(): readonly Happening[] {
    return this.#lines;
  }

  /** Resolves when the line is on disk. */
  async add(line: Omit<Happening, 'id'>): Promise<void> {
    const told = { id: (this.#lines[0]?.id ?? 0) + 1, ...line };
    this.#lines.unshift(told);
    const over = this.#lines.splice(KEPT);
    await this.#kept.write([
      [String(told.id), told],
      ...over.map(({ id }) => [String(id), undefined] as const),
    ]);
  }
}
