import { type SourcePage, type RecheckResult, type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { type Gap } from '../domain/gap';
import { type Instant } from '../domain/instant';
import { type SourceId } from '../domain/source-id';
import { EvidenceStore } from './evidence-store';
import { cutIntoParts, buildPartDeletion } from './fact-parts';
import { MAX_LOCKED_OPERATIONS } from './lock';
import {
  withNewPass,
  withBlindPass,
  withChargedPoints,
  withCarriedOver,
  withCompletedPass,
  withRejectedPass,
  withFailure,
  withPassPage,
  withoutRunningPass,
} from './pass-state';
import { withChangedObject, trimSingleObjects, withRecheck } from './rechecks';
import { type SourceState, packSourceState, partHashesIn } from './source-state';
import { sourceStateKey } from './source-states';
import { type StorageWrite } from './transaction';

/**
 * The pending writes of a source. Its state and parts are written together, so that no stored part is unreferenced and
 * no referenced part is missing.
 */
interface UnsavedSource {
  readonly source: SourceId;
  /** The state after the write. */
  readonly state: SourceState;
  readonly parts: readonly string[];
  readonly writeGroups: readonly (readonly StorageWrite[])[];
}

/**
 * The evidence that the lock holder reads and changes. Only collects changes: the caller writes what `collectUnsaved`
 * returns.
 */
export class EvidenceWriter extends EvidenceStore {
  #hasReceivedData = false;

  /** Whether Jira returned a page or a requested object since this instance was created. */
  get hasReceivedData(): boolean {
    return this.#hasReceivedData;
  }

  async #updateState(source: SourceId, next: (state: SourceState) => SourceState): Promise<void> {
    this.states.setState(source, next(await this.states.stateOf(source)));
  }

  /** Marks the running pass as read without its source's right. The mark stays even if the right comes back. */
  markBlind(source: SourceId): Promise<void> {
    return this.#updateState(source, withBlindPass);
  }

  /** Begins a pass and discards a running one. */
  beginPass(source: SourceId, now: Instant, attempt: number): Promise<void> {
    return this.#updateState(source, state => withNewPass(state, now, attempt));
  }

  async addPage<F>(source: Source<F>, page: SourcePage<F>): Promise<void> {
    if (page.read > 0 || (page.gaps ?? []).length === 0) this.#hasReceivedData = true;
    const state = await this.states.stateOf(source.id);
    const { fullParts, tail } = cutIntoParts(source, state.running?.tail ?? [], page.facts);
    const parts = fullParts.map(facts => this.parts.add(source.id, facts));
    this.states.setState(
      source.id,
      withPassPage(
        state,
        page,
        { parts, tail },
        page.facts.map(fact => source.keyOf(fact)),
      ),
    );
  }

  /** Adds API points to the cost of the running pass. */
  chargePoints(source: SourceId, points: number): Promise<void> {
    return this.#updateState(source, state => withChargedPoints(state, points));
  }

  /**
   * Completes the running pass, so that judging uses it. Removes re-checks made before the pass began or before it read
   * the same object.
   */
  completePass(source: SourceId, now: Instant): Promise<void> {
    return this.#updateState(source, state => {
      const { parts = [], tail = [] } = state.running ?? {};
      const all = tail.length > 0 ? [...parts, this.parts.add(source, tail)] : parts;
      return withCompletedPass(state, all, now);
    });
  }

  /** Discards a finished but implausible pass. Judging keeps using the previous one. */
  async rejectPass(
    source: SourceId,
    rejected: NonNullable<SourceState['rejected']>,
    now: Instant,
  ): Promise<void> {
    const [first] = rejected.gaps;
    if (first !== undefined) await this.recordFailure(source, first, now);
    await this.#updateState(source, state => withRejectedPass(state, rejected));
  }

  /** Keeps an object's facts as last seen: the new pass lacks the object, and it could not be re-checked. */
  carryOver(
    source: SourceId,
    key: string,
    lastSeen: { readonly facts: readonly unknown[]; readonly seenAt: Instant; readonly gap: Gap },
    now: Instant,
  ): Promise<void> {
    return this.#updateState(source, state => withCarriedOver(state, key, { ...lastSeen, now }));
  }

  /** Records why reading failed. The running pass is kept and continues later. */
  recordFailure(source: SourceId, gap: Gap, now: Instant): Promise<void> {
    return this.#updateState(source, state => withFailure(state, gap, now));
  }

  /**
   * Abandons the running pass. Its evidence is kept as a partial reading only if there is no completed pass, because a
   * completed pass is better evidence until it is stale.
   */
  async abandonPass<F>(source: Source<F>, gap: Gap, now: Instant): Promise<void> {
    await this.recordFailure(source.id, gap, now);
    const { completed, running } = await this.states.stateOf(source.id);
    if (completed !== undefined || running === undefined || running.read === 0)
      return this.#updateState(source.id, withoutRunningPass);
    await this.addPage(source, { facts: [], read: 0, gaps: [gap] });
    await this.completePass(source.id, now);
    await this.recordFailure(source.id, gap, now);
  }

  /** Marks an object as changed. Its source is incomplete until a re-check or a later pass reads the object. */
  markChanged(source: SourceId, key: string, now: Instant): Promise<void> {
    return this.#updateState(source, state => withChangedObject(state, key, now));
  }

  /**
   * Stores the result of a re-check. Of a failed one, stores only the reason, and only if the object is marked as
   * changed.
   */
  applyRecheck<F>(source: Source<F>, key: string, result: RecheckResult<F>, now: Instant): Promise<void> {
    if (result === 'gone' || 'facts' in result) this.#hasReceivedData = true;
    return this.#updateState(source.id, state => withRecheck(state, key, result, now));
  }

  #buildUnsaved(source: SourceId, now: SourceState, stored: SourceState): UnsavedSource {
    const state = trimSingleObjects(now);
    const partHashes = partHashesIn(state);
    const before = new Set(partHashesIn(stored));
    const parts = partHashes.filter(hash => !before.has(hash) || this.parts.isMissing(source, hash));
    const obsoleteParts = [...new Set([...stored.loose, ...before])].filter(
      hash => !partHashes.includes(hash),
    );
    // If one transaction is too small, new parts are written first, unreferenced, and some deletions wait for the next
    // write.
    const preliminaryParts = parts.slice(0, Math.max(0, parts.length - (MAX_LOCKED_OPERATIONS - 1)));
    const remainingParts = parts.slice(preliminaryParts.length);
    const deletedParts = obsoleteParts.slice(0, MAX_LOCKED_OPERATIONS - 1 - remainingParts.length);
    const loose = obsoleteParts.slice(deletedParts.length);
    const nextState = loose.length === 0 && state.loose.length === 0 ? state : { ...state, loose };
    return {
      source,
      state: nextState,
      parts,
      writeGroups: [
        ...preliminaryParts.map(hash => [this.parts.buildPartWrite(source, hash)]),
        [
          ...remainingParts.map(hash => this.parts.buildPartWrite(source, hash)),
          { key: sourceStateKey(source), value: packSourceState(nextState, sources[source].version) },
          ...deletedParts.map(hash => buildPartDeletion(source, hash)),
        ],
      ],
    };
  }

  /** The writes that save all unsaved evidence, by source. */
  collectUnsaved(): readonly UnsavedSource[] {
    return this.states
      .unsavedStates()
      .map(({ source, state, stored }) => this.#buildUnsaved(source, state, stored));
  }

  /** Call this after the writes succeeded. */
  markSaved(unsaved: readonly UnsavedSource[]): void {
    for (const { source, state, parts } of unsaved) {
      this.states.setState(source, state);
      this.states.markStored(source, state);
      this.parts.markWritten(source, parts);
    }
  }
}
