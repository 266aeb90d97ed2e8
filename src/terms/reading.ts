import { type Gap } from './gap';
import { type Instant } from './instant';

/**
 * What a source said. No gaps: complete. Gaps and facts: partial. Gaps and no facts: absent.
 * `asOf` is when the pass began; undefined where nothing was ever read. `read` of `of` are the rows that Jira gave; `of`
 * is missing where Jira tells no total.
 */
export interface Reading<F> {
  readonly facts: readonly F[];
  readonly asOf?: Instant;
  readonly read: number;
  readonly of?: number;
  readonly gaps: readonly Gap[];
  /** When a single object was read, where that was after the pass. Keys are the source's own. */
  readonly rereadAt?: ReadonlyMap<string, Instant>;
  /** Single objects that a re-read found deleted. */
  readonly deleted?: ReadonlySet<string>;
  /** What was last read before this moment can't be read now, and stands as last seen. Missing where all can be. */
  readonly unseenBefore?: Instant;
}

export type ReadingState = 'complete' | 'partial' | 'absent';

export const stateOf = (reading: Reading<unknown>): ReadingState =>
  reading.gaps.length === 0
    ? 'complete'
    : reading.facts.length > 0 || reading.read > 0
      ? 'partial'
      : 'absent';

export const neverRead: Reading<never> = { facts: [], read: 0, gaps: [{ why: 'never-read' }] };
