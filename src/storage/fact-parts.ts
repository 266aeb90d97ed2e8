import { type Source } from '../evidence/source';
import { type SourceId } from '../domain/source-id';
import { packFactPart, factPartSchema } from './source-state';
import { type StorageWrite } from './transaction';
import { sha256Digest, readValues } from './values';

/**
 * Bytes of JSON before packing. A part ends at the first cut point (a fact with a matching key hash) after the minimum,
 * or at the maximum.
 */
const MIN_PART_BYTES = 32_000;
const MAX_PART_BYTES = 128_000;

const factPartKey = (source: SourceId, hash: string): string => `facts:${source}:${hash}`;

export const buildPartDeletion = (source: SourceId, hash: string): StorageWrite => ({
  key: factPartKey(source, hash),
  value: undefined,
});

/**
 * Cuts facts into parts, keeping their order. Cut points depend on the facts' keys, so that an added or removed fact
 * changes only the parts up to the next cut point.
 * @param tail facts that are not in a part yet.
 * @returns the full parts, and the facts after them.
 */
export function cutIntoParts<F>(
  source: Pick<Source<F>, 'keyOf'>,
  tail: readonly unknown[],
  facts: readonly F[],
): { readonly fullParts: readonly (readonly unknown[])[]; readonly tail: readonly unknown[] } {
  const fullParts: unknown[][] = [];
  let current: unknown[] = [...tail];
  let size = Buffer.byteLength(JSON.stringify(current));
  for (const fact of facts) {
    current.push(fact);
    size += Buffer.byteLength(JSON.stringify(fact)) + 1;
    const isCutPoint = sha256Digest(source.keyOf(fact)).endsWith('0');
    if (size >= MAX_PART_BYTES || (size >= MIN_PART_BYTES && isCutPoint)) {
      fullParts.push(current);
      current = [];
      size = 2;
    }
  }
  return { fullParts, tail: current };
}

/** The parts that were loaded or created, by the hash of their content. */
export class FactParts {
  readonly #facts = new Map<string, readonly unknown[]>();
  /** Parts that a pass refers to but that are missing or unreadable in storage. */
  readonly #missing = new Set<string>();

  /** @returns undefined if any part is missing or unreadable. */
  async read(source: SourceId, hashes: readonly string[]): Promise<readonly unknown[] | undefined> {
    const keys = hashes.map(hash => factPartKey(source, hash));
    const missingKeys = keys.filter(key => !this.#facts.has(key));
    for (const [key, { facts }] of await readValues(missingKeys, factPartSchema)) this.#facts.set(key, facts);
    const unreadableKeys = keys.filter(key => !this.#facts.has(key));
    for (const key of unreadableKeys) this.#missing.add(key);
    return unreadableKeys.length > 0 ? undefined : keys.flatMap(key => this.#facts.get(key) ?? []);
  }

  /** @returns the hash under which the part will be stored. */
  add(source: SourceId, facts: readonly unknown[]): string {
    const hash = sha256Digest(facts).slice(0, 16);
    this.#facts.set(factPartKey(source, hash), facts);
    return hash;
  }

  /** Whether a part was found missing in storage although a stored state refers to it. It must be written again. */
  isMissing(source: SourceId, hash: string): boolean {
    return this.#missing.has(factPartKey(source, hash));
  }

  buildPartWrite(source: SourceId, hash: string): StorageWrite {
    const key = factPartKey(source, hash);
    return { key, value: packFactPart(this.#facts.get(key) ?? []) };
  }

  /** Call this after the parts were written. */
  markWritten(source: SourceId, hashes: readonly string[]): void {
    for (const hash of hashes) this.#missing.delete(factPartKey(source, hash));
  }
}
