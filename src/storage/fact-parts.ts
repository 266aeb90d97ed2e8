import { type Source } from '../evidence/source';
import { type SourceId } from '../terms/source-id';
import { packedPart, storedPart } from './source-state';
import { type Write } from './transaction';
import { digest, readValues } from './values';

/** A part is closed at the first fact whose name falls right after `SOFT` bytes, at the latest at `HARD`, before packing. */
const SOFT = 32_000;
const HARD = 128_000;

const partKey = (source: SourceId, hash: string): string => `facts:${source}:${hash}`;

export const partDeletion = (source: SourceId, hash: string): Write => ({
  key: partKey(source, hash),
  value: undefined,
});

/**
 * Facts in the order in which they came, cut into parts. They are cut by the facts' own names, so that a fact more or less
 * shifts the parts after it only up to the next cut.
 * @param tail facts that no part holds yet.
 * @returns the parts that are full, and the facts after them.
 */
export function cut<F>(
  source: Pick<Source<F>, 'keyOf'>,
  tail: readonly unknown[],
  facts: readonly F[],
): { readonly full: readonly (readonly unknown[])[]; readonly tail: readonly unknown[] } {
  const full: unknown[][] = [];
  let current: unknown[] = [...tail];
  let size = Buffer.byteLength(JSON.stringify(current));
  for (const fact of facts) {
    current.push(fact);
    size += Buffer.byteLength(JSON.stringify(fact)) + 1;
    const cuts = digest(source.keyOf(fact)).endsWith('0');
    if (size >= HARD || (size >= SOFT && cuts)) {
      full.push(current);
      current = [];
      size = 2;
    }
  }
  return { full, tail: current };
}

/** The parts that were loaded or made. A part is found by the hash of its content. */
export class FactParts {
  readonly #facts = new Map<string, readonly unknown[]>();
  /** Parts that a pass names, and that are not there or can't be read any more. */
  readonly #lost = new Set<string>();

  /** @returns undefined where a part is not there, or can't be read any more. */
  async read(source: SourceId, hashes: readonly string[]): Promise<readonly unknown[] | undefined> {
    const keys = hashes.map(hash => partKey(source, hash));
    const wanted = keys.filter(key => !this.#facts.has(key));
    for (const [key, { facts }] of await readValues(wanted, storedPart)) this.#facts.set(key, facts);
    const lost = keys.filter(key => !this.#facts.has(key));
    for (const key of lost) this.#lost.add(key);
    return lost.length > 0 ? undefined : keys.flatMap(key => this.#facts.get(key) ?? []);
  }

  /** @returns the hash by which the part is found, once it is written. */
  add(source: SourceId, facts: readonly unknown[]): string {
    const hash = digest(facts).slice(0, 16);
    this.#facts.set(partKey(source, hash), facts);
    return hash;
  }

  /** Whether storage holds a part of which a stored state says so: one that was found lost is to be written again. */
  isLost(source: SourceId, hash: string): boolean {
    return this.#lost.has(partKey(source, hash));
  }

  writeOf(source: SourceId, hash: string): Write {
    const key = partKey(source, hash);
    return { key, value: packedPart(this.#facts.get(key) ?? []) };
  }

  /** Notes that parts were written. */
  wereWritten(source: SourceId, hashes: readonly string[]): void {
    for (const hash of hashes) this.#lost.delete(partKey(source, hash));
  }
}
