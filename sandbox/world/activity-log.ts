import { z } from 'zod';
import type { ActivityEntry, ActivityLine } from '../browser/bench-port';
import type { Millis } from '../clock';
import { PersistentMap } from '../forge/persistent-map';
import type { Store } from '../store';

/** Lines that are kept. */
const MAX_ENTRIES = 200;

const entrySchema = z.object({
  id: z.number(),
  at: z.number(),
  text: z.string(),
  detail: z.string().exactOptional(),
  subject: z.union([z.object({ workItem: z.string() }), z.object({ control: z.string() })]).exactOptional(),
  times: z.number().exactOptional(),
  since: z.number().exactOptional(),
});

/** What happened, in plain words. The last lines survive a restart. */
export class ActivityLog {
  readonly #stored: PersistentMap<ActivityEntry>;
  readonly #entries: ActivityEntry[];

  private constructor(kept: PersistentMap<ActivityEntry>) {
    this.#stored = kept;
    this.#entries = [...kept.values()].sort((one, other) => other.id - one.id);
  }

  static async open(store: Store): Promise<ActivityLog> {
    return new ActivityLog(
      await PersistentMap.open(store, ['world', 'told'], stored => entrySchema.parse(stored)),
    );
  }

  /** Newest first. */
  entries(): readonly ActivityEntry[] {
    return this.#entries;
  }

  /** Resolves when the line is on disk. */
  async add(at: Millis, line: ActivityLine): Promise<void> {
    await this.#put({ id: this.#nextId(), at, ...line });
  }

  /** Counts what says nothing by itself: one line, however often it happens before something else does. */
  async addRepeated(at: Millis, text: string): Promise<void> {
    const [newest] = this.#entries;
    if (newest?.text !== text || newest.times === undefined)
      return this.#put({ id: this.#nextId(), at, text, times: 1, since: at });
    this.#entries.shift();
    return this.#put({ ...newest, at, times: newest.times + 1 });
  }

  #nextId(): number {
    return (this.#entries[0]?.id ?? 0) + 1;
  }

  async #put(line: ActivityEntry): Promise<void> {
    this.#entries.unshift(line);
    const over = this.#entries.splice(MAX_ENTRIES);
    await this.#stored.write([
      [String(line.id), line],
      ...over.map(({ id }) => [String(id), undefined] as const),
    ]);
  }
}
