import { z } from 'zod';
import type { Clock, Millis } from '../../clock';
import type { Store } from '../../store';
import { seededFraction } from '../seeded-fraction';
import { PersistentMap } from '../persistent-map';
import type { HostSwitches } from '../switches';

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
  visibleFrom: Millis;
}

/** A change of one address: undefined takes the value away. */
export type StoredWrite = readonly [address: Address, stored: Stored | undefined];

/** All that one installation has stored. Single reads see every write; queries see it a little later. */
export class KvsStorage {
  readonly #map: PersistentMap<Stored>;
  /** Versions that some query doesn't see yet, or just stopped to see. The oldest comes first. */
  readonly #recentVersions = new Map<string, Version[]>();
  readonly #clock: Clock;
  readonly #switches: HostSwitches;

  private constructor(map: PersistentMap<Stored>, clock: Clock, switches: HostSwitches) {
    this.#map = map;
    this.#clock = clock;
    this.#switches = switches;
  }

  static async open(
    store: Store,
    path: readonly string[],
    clock: Clock,
    switches: HostSwitches,
  ): Promise<KvsStorage> {
    const map = await PersistentMap.open(store, path, stored => storedSchema.parse(stored));
    const now = clock.now();
    const gone = [...map.entries()].filter(([, { goesAt = Infinity }]) => goesAt <= now);
    await map.write(gone.map(([name]) => [name, undefined] as const));
    return new KvsStorage(map, clock, switches);
  }

  /** The last that was written; also an expired value until it goes. */
  get(address: Address): Stored | undefined {
    return this.#unlessExpired(this.#map.get(storageName(address)), this.#clock.now());
  }

  /** Everything or nothing. */
  write(writes: readonly StoredWrite[]): Promise<void> {
    const now = this.#clock.now();
    for (const [address, stored] of writes) {
      const name = storageName(address);
      const before = this.#recentVersions.get(name) ?? [
        { stored: this.#map.get(name), visibleFrom: -Infinity },
      ];
      const lag = this.#switches.queryLag * seededFraction(this.#switches.seed, 'lag', name, now);
      // A later write never becomes visible before an earlier one.
      const seenFrom = Math.max(now + lag, before.at(-1)?.visibleFrom ?? now);
      this.#recentVersions.set(name, [
        ...before.slice(Math.max(0, lastVisible(before, now))),
        { stored, visibleFrom: seenFrom },
      ]);
    }
    return this.#map.write(writes.map(([address, stored]) => [storageName(address), stored] as const));
  }

  /** The values of a kind as a query sees them now, in no order. */
  *visibleEntries(kind: Address['kind'], entity: string): Generator<{ key: string; stored: Stored }> {
    const now = this.#clock.now();
    const start = storageName({ kind, entity, key: '' });
    for (const name of new Set([...this.#map.keys(), ...this.#recentVersions.keys()])) {
      if (!name.startsWith(start)) continue;
      const stored = this.#unlessExpired(this.#visibleVersion(name, now), now);
      if (stored !== undefined) yield { key: name.slice(start.length), stored };
    }
  }

  clear(): Promise<void> {
    this.#recentVersions.clear();
    return this.#map.clear();
  }

  /** When a value that expires at `expiresAt` really goes. */
  deletedAt(address: Address, expiresAt: Millis): Millis {
    const late = seededFraction(this.#switches.seed, 'expiry', storageName(address), expiresAt);
    return expiresAt + late * this.#switches.lateExpiry;
  }

  #visibleVersion(name: string, now: Millis): Stored | undefined {
    const versions = this.#recentVersions.get(name);
    if (versions === undefined) return this.#map.get(name);
    const at = lastVisible(versions, now);
    if (at === versions.length - 1) this.#recentVersions.delete(name);
    return versions[at]?.stored;
  }

  #unlessExpired(stored: Stored | undefined, now: Millis): Stored | undefined {
    return stored?.goesAt !== undefined && stored.goesAt <= now ? undefined : stored;
  }
}

/** The place of the newest version that a query sees; -1 where it sees none. */
function lastVisible(versions: readonly Version[], now: Millis): number {
  let at = versions.length - 1;
  while (at >= 0 && (versions[at]?.visibleFrom ?? now) > now) at -= 1;
  return at;
}

/** The address as one text. `|` and `/` are in no key and no entity's name. */
export function storageName({ kind, entity, key }: Address): string {
  return `${kind}/${entity}|${key}`;
}
