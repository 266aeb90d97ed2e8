import { type Gap } from './gap';
import { type Instant } from './instant';

/**
 * The evidence of one source. Without gaps it is complete; with gaps and facts partial; with gaps and no facts absent.
 * `fullReadAt` is when the pass began; undefined if there was none. `read` and `of` count the rows that Jira returned;
 * `of` is missing if Jira gives no total.
 */
export interface Reading<F> {
  readonly facts: readonly F[];
  readonly fullReadAt?: Instant;
  readonly read: number;
  readonly of?: number;
  readonly gaps: readonly Gap[];
  /** When single objects were re-checked after the pass, by the source's own keys. */
  readonly recheckedAt?: ReadonlyMap<string, Instant>;
  /** Objects that a re-check found deleted, by the source's own keys. */
  readonly deleted?: ReadonlySet<string>;
  /** Evidence read before this time can't be read now and is shown as last seen. Missing if everything can be read. */
  readonly staleBefore?: Instant;
}

export type ReadingState = 'complete' | 'partial' | 'absent';

export const readingStateOf = (reading: Reading<unknown>): ReadingState =>
  reading.gaps.length === 0
    ? 'complete'
    : reading.facts.length > 0 || reading.read > 0
      ? 'partial'
      : 'absent';

export const neverReadReading: Reading<never> = { facts: [], read: 0, gaps: [{ why: 'never-read' }] };
