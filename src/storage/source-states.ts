import { type z } from 'zod';
import { sources } from '../evidence/sources';
import { type SourceId } from '../terms/source-id';
import { type SourceState, noState, storedState } from './source-state';
import { canonical, readValue, readValues } from './values';

export const stateKey = (source: SourceId): string => `source:${source}`;

/**
 * The states of sources: as they are by now, and as they stand in storage. What an older version of a source read is as good as
 * never read, and the next write deletes it.
 */
export class SourceStates {
  readonly #now = new Map<SourceId, SourceState>();
  readonly #stored = new Map<SourceId, { readonly state: SourceState; readonly text: string }>();

  async of(source: SourceId): Promise<SourceState> {
    return this.#now.get(source) ?? this.#know(source, await readValue(stateKey(source), storedState));
  }

  #know(source: SourceId, stored: z.infer<typeof storedState> | undefined): SourceState {
    const { version, ...known } = stored ?? { ...noState, version: sources[source].version };
    const state = version === sources[source].version ? known : noState;
    this.#now.set(source, state);
    this.wasStored(source, known);
    return state;
  }

  /** Loads the states of many sources in few calls. */
  async load(sources: readonly SourceId[]): Promise<void> {
    const wanted = sources.filter(source => !this.#now.has(source));
    const found = await readValues(wanted.map(stateKey), storedState);
    for (const source of wanted) this.#know(source, found.get(stateKey(source)));
  }

  put(source: SourceId, state: SourceState): void {
    this.#now.set(source, state);
  }

  wasStored(source: SourceId, state: SourceState): void {
    this.#stored.set(source, { state, text: canonical(state) });
  }

  /** Those that are not in storage as they are by now, each with what is there. */
  changed(): readonly {
    readonly source: SourceId;
    readonly state: SourceState;
    readonly stored: SourceState;
  }[] {
    return [...this.#now].flatMap(([source, state]) => {
      const stored = this.#stored.get(source);
      if (stored?.state === state || stored?.text === canonical(state)) return [];
      return [{ source, state, stored: stored?.state ?? noState }];
    });
  }
}
