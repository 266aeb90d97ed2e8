import { z } from 'zod';
import type { Happening, Line } from '../browser/bench-port';
import type { Millis } from '../clock';
import { Shelf } from '../forge/shelf';
import type { Store } from '../store';

/** Lines that are kept. */
const KEPT = 200;

const lineSchema = z.object({
  id: z.number(),
  at: z.number(),
  text: z.string(),
  detail: z.string().exactOptional(),
  about: z.union([z.object({ workItem: z.string() }), z.object({ control: z.string() })]).exactOptional(),
  times: z.number().exactOptional(),
  since: z.number().exactOptional(),
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
  async add(at: Millis, line: Line): Promise<void> {
    await this.#put({ id: this.#nextId(), at, ...line });
  }

  /** Counts what says nothing by itself: one line, however often it happens before something else does. */
  async count(at: Millis, text: string): Promise<void> {
    const [newest] = this.#lines;
    if (newest?.text !== text || newest.times === undefined)
      return this.#put({ id: this.#nextId(), at, text, times: 1, since: at });
    this.#lines.shift();
    return this.#put({ ...newest, at, times: newest.times + 1 });
  }

  #nextId(): number {
    return (this.#lines[0]?.id ?? 0) + 1;
  }

  async #put(line: Happening): Promise<void> {
    this.#lines.unshift(line);
    const over = this.#lines.splice(KEPT);
    await this.#kept.write([
      [String(line.id), line],
      ...over.map(({ id }) => [String(id), undefined] as const),
    ]);
  }
}
