import { type z } from 'zod';
import { sources } from '../evidence/sources';
import { type SourceId } from '../domain/source-id';
import { type SourceState, emptySourceState, storedSourceStateSchema } from './source-state';
import { canonicalJson, readValue, readValues } from './values';

export const sourceStateKey = (source: SourceId): string => `source:${source}`;

/**
 * The current and the stored states of sources. Evidence of an older source version counts as never read, and the next
 * write deletes it.
 */
export class SourceStates {
  readonly #current = new Map<SourceId, SourceState>();
  readonly #stored = new Map<SourceId, { readonly state: SourceState; readonly text: string }>();

  async stateOf(source: SourceId): Promise<SourceState> {
    return (
      this.#current.get(source) ??
      this.#remember(source, await readValue(sourceStateKey(source), storedSourceStateSchema))
    );
  }

  #remember(source: SourceId, stored: z.infer<typeof storedSourceStateSchema> | undefined): SourceState {
    const { version, ...known } = stored ?? { ...emptySourceState, version: sources[source].version };
    const state = version === sources[source].version ? known : emptySourceState;
    this.#current.set(source, state);
    this.markStored(source, known);
    return state;
  }

  /** Loads the states of many sources in few calls. */
  async load(sources: readonly SourceId[]): Promise<void> {
    const missingSources = sources.filter(source => !this.#current.has(source));
    const storedStates = await readValues(missingSources.map(sourceStateKey), storedSourceStateSchema);
    for (const source of missingSources) this.#remember(source, storedStates.get(sourceStateKey(source)));
  }

  setState(source: SourceId, state: SourceState): void {
    this.#current.set(source, state);
  }

  markStored(source: SourceId, state: SourceState): void {
    this.#stored.set(source, { state, text: canonicalJson(state) });
  }

  /** States that differ from storage, each with the stored one. */
  unsavedStates(): readonly {
    readonly source: SourceId;
    readonly state: SourceState;
    readonly stored: SourceState;
  }[] {
    return [...this.#current].flatMap(([source, state]) => {
      const stored = this.#stored.get(source);
      if (stored?.state === state || stored?.text === canonicalJson(state)) return [];
      return [{ source, state, stored: stored?.state ?? emptySourceState }];
    });
  }
}
