import { z } from 'zod';
import type { Store } from '../../store';
import type { Collection } from './collection';
import type { SiteState } from './site-state';

/** A changed object as it is kept; `gone` was deleted. */
const storedSchema = z.object({ gone: z.boolean(), item: z.unknown() });
const membershipSchema = z.object({ groupId: z.string(), accountId: z.string(), member: z.boolean() });
const originSchema = z.object({
  seed: z.number(),
  size: z.string(),
  /** The choice of plants, as JSON. */
  plants: z.string(),
  generatedAt: z.number(),
});

/** What a stored site was made from: a restart makes the same again and lays the changes on top. */
export type Origin = z.output<typeof originSchema>;

type StoredEntry = [key: string, value: unknown];

/** Keeps a site's changes in a sublevel of the sandbox's store: each changed object by itself, a membership as one pair. */
export class Persistence {
  readonly #level;

  constructor(store: Store) {
    this.#level = store.sublevel<string, unknown>('jira', { valueEncoding: 'json' });
  }

  async origin(): Promise<Origin | undefined> {
    const read = originSchema.safeParse(await this.#level.get('origin'));
    return read.success ? read.data : undefined;
  }

  async setOrigin(value: Origin): Promise<void> {
    await this.#level.clear();
    await this.#level.put('origin', value);
  }

  /** Lays what was kept over the generated site. */
  async restore(state: SiteState): Promise<void> {
    const collections = collectionsOf(state);
    for await (const [key, value] of this.#level.iterator()) {
      const [name = '', ...rest] = key.split('!');
      if (name === 'origin') continue;
      if (name === 'membership') {
        const { groupId, accountId, member } = membershipSchema.parse(value);
        state.memberships.restore(groupId, accountId, member);
        continue;
      }
      const { gone, item } = storedSchema.parse(value);
      collections.get(name)?.restore(rest.join('!'), gone ? undefined : item);
    }
  }

  /** Writes down what changed since the last call. */
  async save(state: SiteState): Promise<void> {
    const writes: StoredEntry[] = [];
    for (const [name, { changes }] of collectionsOf(state))
      for (const [id, item] of changes())
        writes.push([`${name}!${id}`, { gone: item === undefined, item: item ?? null }]);
    for (const change of state.memberships.takeChanges())
      writes.push([`membership!${change.groupId}!${change.accountId}`, change]);
    if (writes.length === 0) return;
    await this.#level.batch(writes.map(([key, value]) => ({ type: 'put' as const, key, value })));
  }
}

interface StoredCollection {
  restore(id: string, item: unknown): void;
  changes(): [string, unknown][];
}

/** The collections by name, with ids as text: what a store can hold. */
function collectionsOf(state: SiteState): Map<string, StoredCollection> {
  const numbered = <T>(collection: Collection<number, T>): [string, StoredCollection] => [
    collection.name,
    {
      // What is read back was written by this class from an object of this collection.
      restore: (id, item) => collection.restore(Number(id), item as T | undefined),
      changes: () => collection.takeChanges().map(([id, item]): [string, unknown] => [String(id), item]),
    },
  ];
  const named = <K extends string, T>(collection: Collection<K, T>): [string, StoredCollection] => [
    collection.name,
    {
      restore: (id, item) => collection.restore(id as K, item as T | undefined),
      changes: () => collection.takeChanges(),
    },
  ];
  return new Map([
    named(state.accounts),
    named(state.groups),
    named(state.applicationRoles),
    numbered(state.roles),
    numbered(state.projects),
    numbered(state.schemes),
    numbered(state.filters),
    numbered(state.dashboards),
    numbered(state.issues),
    numbered(state.audit),
    named(state.facts),
  ]);
}
