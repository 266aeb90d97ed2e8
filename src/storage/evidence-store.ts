import { distinctGaps } from '../evidence/read-pass';
import { type CompletedPass, type LastPass, type ShrunkenPass } from '../evidence/plausibility';
import { type PassCursor, gap, type Source } from '../evidence/source';
import { type Gap, type GapReason } from '../domain/gap';
import { type Instant, instant, discardFutureInstant } from '../domain/instant';
import { type Reading, neverReadReading } from '../domain/reading';
import { type SourceId } from '../domain/source-id';
import { FactParts } from './fact-parts';
import { stillMissed } from './rechecks';
import { type StoredPass, type SourceState } from './source-state';
import { SourceStates } from './source-states';

/** With more re-checked objects than this, a new pass is due: their facts share one storage value. */
const MAX_RECHECKS = 500;

/** Reasons for a gap that a new pass may well remove. */
const TEMPORARY_GAP_REASONS: readonly GapReason[] = [
  'denied',
  'not-ready',
  'rate-limited',
  'over-budget',
  'failed',
  'moved',
  'never-read',
  'changed',
];

export interface RunningPass {
  readonly startedAt: Instant;
  readonly cursor?: PassCursor;
  readonly read: number;
  readonly of?: number;
  readonly gaps: readonly Gap[];
  readonly attempt: number;
}

/** The age of a source's last completed pass, and whether another reason than age makes a new one due. */
export interface PassAge {
  readonly startedAt: Instant | undefined;
  /** API points that the last completed pass cost. */
  readonly points: number;
  /** A pass is running, the last one failed, or it omitted objects that may be readable now. */
  readonly isUnfinished: boolean;
  readonly blind: boolean;
}

const isTemporaryGap = ({ why }: Gap): boolean => TEMPORARY_GAP_REASONS.includes(why);
const isNeverRead = ({ why }: Gap): boolean => why === 'never-read';

/** The stored facts that still match the source's schema. Others are left out. */
const parseFacts =
  <F>(source: Source<F>) =>
  (value: unknown): F[] => {
    const parsed = source.fact.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  };

/** The row count of a pass, including missed objects that were read since. */
const countRows = (completed: StoredPass, rechecks: SourceState['rechecks']): number =>
  completed.read + Object.keys(completed.missed).length - stillMissed(completed, rechecks).length;

/**
 * The stored evidence of the site. Judging sees the last completed pass with later re-checks, and never a running pass.
 * Use one instance per slice or page request, since it caches what it loads.
 */
export class EvidenceStore {
  protected readonly states = new SourceStates();
  protected readonly parts = new FactParts();
  /** Readings by the state they were built from: a replaced state gets a new reading. */
  readonly #readings = new Map<SourceState, Promise<Reading<unknown>>>();

  /** Loads the states of many sources in few calls. */
  async loadStates(sources: readonly SourceId[]): Promise<void> {
    await this.states.load(sources);
  }

  /** The reading that judging uses: the completed pass with later re-checks applied. */
  async reading<F>(source: Source<F>): Promise<Reading<F>> {
    const state = await this.states.stateOf(source.id);
    const readingPromise = this.#readings.get(state) ?? this.#buildReading(source, state);
    this.#readings.set(state, readingPromise);
    // The state belongs to one source, and its facts were checked against that source's schema.
    return (await readingPromise) as Reading<F>;
  }

  async #buildReading<F>(source: Source<F>, state: SourceState): Promise<Reading<F>> {
    const { completed, rechecks, unreadObjects, failure, rejected } = state;
    const fact = parseFacts(source);
    const recheckEntries = Object.entries(rechecks);
    const recheckedFacts = recheckEntries.flatMap(([, { facts }]) => facts.flatMap(fact));
    const recheckedAt = new Map(recheckEntries.map(([key, { at }]) => [key, instant(at)]));
    const deleted = new Set(recheckEntries.flatMap(([key, patch]) => (patch.deleted ? [key] : [])));
    if (completed === undefined) {
      return {
        ...neverReadReading,
        facts: recheckedFacts,
        gaps: [failure?.gap ?? { why: 'never-read' }],
        recheckedAt,
        deleted,
      };
    }
    const stored = await this.parts.read(source.id, completed.parts);
    const read = (stored ?? []).flatMap(fact);
    const missed = stillMissed(completed, rechecks);
    // Facts that don't match the schema come from an older version: the pass then counts as not read.
    const hasLostParts = stored === undefined || read.length < stored.length;
    return {
      facts: [...read.filter(each => !recheckedAt.has(source.keyOf(each))), ...recheckedFacts],
      fullReadAt: instant(completed.startedAt),
      read: countRows(completed, rechecks),
      ...(completed.of === undefined ? {} : { of: completed.of }),
      gaps: distinctGaps([
        ...completed.gaps,
        ...(rejected?.gaps ?? []),
        ...(completed.blind ? [gap('denied', source.right)] : []),
        ...missed.map(([, gap]) => gap),
        ...Object.values(unreadObjects).map(({ gap }) => gap),
        ...(hasLostParts ? [{ why: 'never-read' } as const] : []),
      ]),
      recheckedAt,
      deleted,
    };
  }

  /** The running pass after its last page, before it is completed. */
  async candidatePass<F>(
    source: Source<F>,
  ): Promise<(CompletedPass<F> & { isComplete: boolean }) | undefined> {
    const { running } = await this.states.stateOf(source.id);
    if (running === undefined) return undefined;
    const stored = (await this.parts.read(source.id, running.parts)) ?? [];
    return {
      facts: [...stored, ...running.tail].flatMap(parseFacts(source)),
      read: running.read,
      startedAt: instant(running.startedAt),
      signals: running.signals ?? [],
      isComplete:
        running.gaps.length === 0 && running.blind !== true && Object.keys(running.missed).length === 0,
    };
  }

  /**
   * The last accepted pass with later re-checks applied; undefined if there is none or it was read without the right.
   */
  async lastPass<F>(source: Source<F>): Promise<(LastPass<F> & { startedAt: Instant }) | undefined> {
    const { completed } = await this.states.stateOf(source.id);
    if (completed === undefined || completed.blind) return undefined;
    const { facts } = await this.reading(source);
    return { facts, read: completed.read, startedAt: instant(completed.startedAt) };
  }

  /** The last pass, if it was rejected because it had shrunk. Ignored if its time is in the future. */
  async shrunkenPass(source: SourceId, now: Instant): Promise<ShrunkenPass | undefined> {
    const shrunken = (await this.states.stateOf(source)).rejected?.shrunken;
    return discardFutureInstant(now, shrunken?.startedAt) === undefined ? undefined : shrunken;
  }

  /** When the last completed pass of a source began; undefined if there is none. */
  async lastFullReadAt(source: SourceId): Promise<Instant | undefined> {
    const { completed } = await this.states.stateOf(source);
    return completed && instant(completed.startedAt);
  }

  async passAgeOf(source: Source<unknown>): Promise<PassAge> {
    const { completed, running, failure, rechecks, rejected } = await this.states.stateOf(source.id);
    const { gaps } = await this.reading(source);
    const isIncomplete =
      completed !== undefined && [...completed.gaps, ...gaps.filter(isNeverRead)].some(isTemporaryGap);
    return {
      startedAt: completed && instant(completed.startedAt),
      points: completed?.points ?? 0,
      blind: completed?.blind === true,
      isUnfinished:
        running !== undefined ||
        failure !== undefined ||
        rejected !== undefined ||
        isIncomplete ||
        Object.keys(rechecks).length > MAX_RECHECKS,
    };
  }

  /** The objects that the completed pass could not read or that changed since, and that no read has covered yet. */
  async missedKeys(source: SourceId): Promise<readonly string[]> {
    const { completed, rechecks, unreadObjects } = await this.states.stateOf(source);
    if (completed === undefined) return [];
    return [
      ...new Set([...Object.keys(unreadObjects), ...stillMissed(completed, rechecks).map(([key]) => key)]),
    ];
  }

  /** Row count and total of the last completed pass; undefined if there is none. Cheaper than building the reading. */
  async rowCounts(source: SourceId): Promise<{ readonly read: number; readonly of?: number } | undefined> {
    const { completed, rechecks } = await this.states.stateOf(source);
    if (completed === undefined) return undefined;
    return {
      read: countRows(completed, rechecks),
      ...(completed.of === undefined ? {} : { of: completed.of }),
    };
  }

  /** Why the source currently can't be read, and since when. */
  async failureOf(source: SourceId): Promise<{ gap: Gap; since: Instant } | undefined> {
    const { failure } = await this.states.stateOf(source);
    return failure && { gap: failure.gap, since: instant(failure.since) };
  }

  async runningPass(source: SourceId): Promise<RunningPass | undefined> {
    const { running } = await this.states.stateOf(source);
    if (running === undefined) return undefined;
    const { startedAt, cursor, read, of, gaps, attempt } = running;
    return {
      startedAt: instant(startedAt),
      read,
      gaps,
      attempt,
      ...(cursor === undefined ? {} : { cursor }),
      ...(of === undefined ? {} : { of }),
    };
  }
}
