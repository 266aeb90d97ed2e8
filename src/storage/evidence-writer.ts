import { type Page, type Reread, type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { type Gap } from '../terms/gap';
import { type Instant } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { EvidenceStore } from './evidence';
import { cut, partDeletion } from './fact-parts';
import { HELD_OPERATIONS } from './lock';
import {
  begun,
  blinded,
  charged,
  withCarried,
  withClosed,
  withDoubted,
  withFailing,
  withPage,
  withoutRunning,
} from './passes';
import { expecting, fitting, patched } from './rereads';
import { type SourceState, packedState, partsIn } from './source-state';
import { stateKey } from './source-states';
import { type Write } from './transaction';

/** What is to be written of a source: parts and state together, so that no part is there without a name, and none named without being there. */
interface Unsaved {
  readonly source: SourceId;
  /** As it is once it was written. */
  readonly state: SourceState;
  readonly parts: readonly string[];
  readonly groups: readonly (readonly Write[])[];
}

/**
 * What the one who holds the sweep reads of the site, and notes of it. Nothing is written here: `unsaved` says what is to be,
 * which is nothing where all stands in storage already.
 */
export class EvidenceWriter extends EvidenceStore {
  #hasGained = false;

  /** Whether Jira gave anything since this was made: a page, or an object that was asked for. */
  get hasGained(): boolean {
    return this.#hasGained;
  }

  async #become(source: SourceId, next: (state: SourceState) => SourceState): Promise<void> {
    this.states.put(source, next(await this.states.of(source)));
  }

  /** From here on the running pass is read without its source's right; it stays blind when the right is back. */
  blind(source: SourceId): Promise<void> {
    return this.#become(source, blinded);
  }

  /** Begins a pass; one that was running is thrown away. */
  begin(source: SourceId, now: Instant, attempt: number): Promise<void> {
    return this.#become(source, state => begun(state, now, attempt));
  }

  /** Adds a page to the running pass. */
  async add<F>(source: Source<F>, page: Page<F>): Promise<void> {
    if (page.read > 0 || (page.gaps ?? []).length === 0) this.#hasGained = true;
    const state = await this.states.of(source.id);
    const { full, tail } = cut(source, state.running?.tail ?? [], page.facts);
    const parts = full.map(facts => this.parts.add(source.id, facts));
    this.states.put(
      source.id,
      withPage(
        state,
        page,
        { parts, tail },
        page.facts.map(fact => source.keyOf(fact)),
      ),
    );
  }

  /** Counts what reading has cost to the running pass, in points. */
  charge(source: SourceId, points: number): Promise<void> {
    return this.#become(source, state => charged(state, points));
  }

  /**
   * Closes the running pass: from now on it is what judging sees. Re-reads made before it began, or before it read the same
   * object, are forgotten.
   */
  close(source: SourceId, now: Instant): Promise<void> {
    return this.#become(source, state => {
      const { parts = [], tail = [] } = state.running ?? {};
      const all = tail.length > 0 ? [...parts, this.parts.add(source, tail)] : parts;
      return withClosed(state, all, now);
    });
  }

  /** Throws the completed pass away, since it isn't believed; the one before it stays what judging sees. */
  async doubt(source: SourceId, doubted: NonNullable<SourceState['doubted']>, now: Instant): Promise<void> {
    const [first] = doubted.gaps;
    if (first !== undefined) await this.note(source, first, now);
    await this.#become(source, state => withDoubted(state, doubted));
  }

  /** Keeps facts of the pass before as last seen: the new pass lacks their object, and it couldn't be re-checked. */
  carry(
    source: SourceId,
    key: string,
    lastSeen: { readonly facts: readonly unknown[]; readonly seenAt: Instant; readonly gap: Gap },
    now: Instant,
  ): Promise<void> {
    return this.#become(source, state => withCarried(state, key, { ...lastSeen, now }));
  }

  /** Notes why reading stands still; the running pass is kept and goes on later. */
  note(source: SourceId, gap: Gap, now: Instant): Promise<void> {
    return this.#become(source, state => withFailing(state, gap, now));
  }

  /**
   * Gives the running pass up. What it had read is kept, as a partial reading, only where nothing better stands: a closed
   * pass proves more until it is stale.
   */
  async fail<F>(source: Source<F>, gap: Gap, now: Instant): Promise<void> {
    await this.note(source.id, gap, now);
    const { closed, running } = await this.states.of(source.id);
    if (closed !== undefined || running === undefined || running.read === 0)
      return this.#become(source.id, withoutRunning);
    await this.add(source, { facts: [], read: 0, gaps: [gap] });
    await this.close(source.id, now);
    await this.note(source.id, gap, now);
  }

  /** Notes that an object changed: until it is read, by itself or by a later pass, its source is not read completely. */
  expect(source: SourceId, key: string, now: Instant): Promise<void> {
    return this.#become(source, state => expecting(state, key, now));
  }

  /** Keeps what a re-read of one object said. Of one that failed only the reason is kept, where the object changed. */
  patch<F>(source: Source<F>, key: string, said: Reread<F>, now: Instant): Promise<void> {
    if (said === 'gone' || 'facts' in said) this.#hasGained = true;
    return this.#become(source.id, state => patched(state, key, said, now));
  }

  #unsavedOf(source: SourceId, now: SourceState, stored: SourceState): Unsaved {
    const state = fitting(now);
    const named = partsIn(state);
    const before = new Set(partsIn(stored));
    const parts = named.filter(hash => !before.has(hash) || this.parts.isLost(source, hash));
    const over = [...new Set([...stored.loose, ...before])].filter(hash => !named.includes(hash));
    // Beyond what one transaction holds, parts come first, nameless, and what is over waits for the next time.
    const early = parts.slice(0, Math.max(0, parts.length - (HELD_OPERATIONS - 1)));
    const beside = parts.slice(early.length);
    const deleted = over.slice(0, HELD_OPERATIONS - 1 - beside.length);
    const loose = over.slice(deleted.length);
    const left = loose.length === 0 && state.loose.length === 0 ? state : { ...state, loose };
    return {
      source,
      state: left,
      parts,
      groups: [
        ...early.map(hash => [this.parts.writeOf(source, hash)]),
        [
          ...beside.map(hash => this.parts.writeOf(source, hash)),
          { key: stateKey(source), value: packedState(left, sources[source].version) },
          ...deleted.map(hash => partDeletion(source, hash)),
        ],
      ],
    };
  }

  /** What is to be written so that nothing of what was read is lost, source by source. */
  unsaved(): readonly Unsaved[] {
    return this.states.changed().map(({ source, state, stored }) => this.#unsavedOf(source, state, stored));
  }

  /** Notes that it was written. */
  wasSaved(unsaved: readonly Unsaved[]): void {
    for (const { source, state, parts } of unsaved) {
      this.states.put(source, state);
      this.states.wasStored(source, state);
      this.parts.wereWritten(source, parts);
    }
  }
}
