import { z } from 'zod';
import type { Clock, Millis } from '../../clock';
import type { Store } from '../../store';
import { seededFraction } from '../seeded';
import { Shelf } from '../shelf';
import type { Switches } from '../switches';

const storedSchema = z.object({
  value: z.unknown(),
  bytes: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
  expiresAt: z.number().optional(),
  /** When it really goes, some time after it expired. */
  goesAt: z.number().optional(),
});

/** A value as it is kept. Times are instants, `bytes` the length of its JSON. */
export type Stored = z.infer<typeof storedSchema>;

/** Where a value lies: plain values, secrets, and each entity are spaces of their own. */
export interface Address {
  kind: 'value' | 'secret' | 'entity';
  /** The entity's name; empty for the other kinds. */
  entity: string;
  key: string;
}

interface Version {
  stored: Stored | undefined;
  /** From when a query may see it. */
  seenFrom: Millis;
}

/** A change of one address: undefined takes the value away. */
export type Write = readonly [address: Address, stored: Stored | undefined];

/** All that one installation has stored. Single reads see every write; queries see it a little later. */
export class Space {
  readonly #shelf: Shelf<Stored>;
  /** Versions that some query doesn't see yet, or just stopped to see. The oldest comes first. */
  readonly #recent = new Map<string, Version[]>();
  readonly #clock: Clock;
  readonly #switches: Switches;

  private constructor(shelf: Shelf<Stored>, clock: Clock, switches: Switches) {
    this.#shelf = shelf;
    this.#clock = clock;
    this.#switches = switches;
  }

  static async open(store: Store, path: readonly string[], clock: Clock, switches: Switches): Promise<Space> {
    const shelf = await Shelf.open(store, path, stored => storedSchema.parse(stored));
    const now = clock.now();
    const gone = [...shelf.entries()].filter(([, { goesAt = Infinity }]) => goesAt <= now);
    await shelf.write(gone.map(([name]) => [name, undefined] as const));
    return new Space(shelf, clock, switches);
  }

  /** The last that was written; also an expired value until it goes. */
  get(address: Address): Stored | undefined {
    return this.#there(this.#shelf.get(nameOf(address)), this.#clock.now());
  }

  /** Everything or nothing. */
  write(writes: readonly Write[]): Promise<void> {
    const now = this.#clock.now();
    for (const [address, stored] of writes) {
      const name = nameOf(address);
      const before = this.#recent.get(name) ?? [{ stored: this.#shelf.get(name), seenFrom: -Infinity }];
      const lag = this.#switches.queryLag * seededFraction(this.#switches.seed, 'lag', name, now);
      // A later write never becomes visible before an earlier one.
      const seenFrom = Math.max(now + lag, before.at(-1)?.seenFrom ?? now);
      this.#recent.set(name, [...before.slice(Math.max(0, lastSeen(before, now))), { stored, seenFrom }]);
    }
    return this.#shelf.write(writes.map(([address, stored]) => [nameOf(address), stored] as const));
  }

  /** The values of a kind as a query sees them now, in no order. */
  *seen(kind: Address['kind'], entity: string): Generator<{ key: string; stored: Stored }> {
    const now = this.#clock.now();
    const start = nameOf({ kind, entity, key: '' });
    for (const name of new Set([...this.#shelf.keys(), ...this.#recent.keys()])) {
      if (!name.startsWith(start)) continue;
      const stored = this.#there(this.#seenVersion(name, now), now);
      if (stored !== undefined) yield { key: name.slice(start.length), stored };
    }
  }

  clear(): Promise<void> {
    this.#recent.clear();
    return this.#shelf.clear();
  }

  /** When a value that expires at `expiresAt` really goes. */
  goesAt(address: Address, expiresAt: Millis): Millis {
    const late = seededFraction(this.#switches.seed, 'expiry', nameOf(address), expiresAt);
    return expiresAt + late * this.#switches.lateExpiry;
  }

  #seenVersion(name: string, now: Millis): Stored | undefined {
    const versions = this.#recent.get(name);
    if (versions === undefined) return this.#shelf.get(name);
    const at = lastSeen(versions, now);
    if (at === versions.length - 1) this.#recent.delete(name);
    return versions[at]?.stored;
  }

  #there(stored: Stored | undefined, now: Millis): Stored | undefined {
    return stored?.goesAt !== undefined && stored.goesAt <= now ? undefined : stored;
  }
}

/** The place of the newest version that a query sees; -1 where it sees none. */
function lastSeen(versions: readonly Version[], now: Millis): number {
  let at = versions.length - 1;
  while (at >= 0 && (versions[at]?.seenFrom ?? now) > now) at -= 1;
  return at;
}

/** The address as one text. `|` and `/` are in no key and no entity's name. */
export function nameOf({ kind, entity, key }: Address): string {
  return `${kind}/${entity}|${key}`;
}
