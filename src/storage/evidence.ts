import { distinctGaps } from '../evidence/read-pass';
import { type CompletedPass, type LastPass, type ShrunkenPass } from '../evidence/plausibility';
import { type Cursor, gap, type Source } from '../evidence/source';
import { type Gap, type GapReason } from '../terms/gap';
import { type Instant, instant, notLaterThan } from '../terms/instant';
import { type Reading, neverRead } from '../terms/reading';
import { type SourceId } from '../terms/source-id';
import { FactParts } from './fact-parts';
import { missing } from './rereads';
import { type Pass, type SourceState } from './source-state';
import { SourceStates } from './source-states';

/** More single objects read again than this, and a new pass is due: their facts stand in one value. */
const MOST_PATCHES = 500;

/** Why a closed pass is not whole, where reading it again may well make it so. */
const PASSING: readonly GapReason[] = [
  'denied',
  'not-ready',
  'rate-limited',
  'over-budget',
  'failed',
  'moved',
  'never-read',
  'changed',
];

/** What a running pass has gathered so far. */
export interface RunningPass {
  readonly asOf: Instant;
  readonly cursor?: Cursor;
  readonly read: number;
  readonly of?: number;
  readonly gaps: readonly Gap[];
  readonly attempt: number;
}

/** How old the last closed pass of a source is, and whether reading it again is due for another reason than its age. */
export interface PassAge {
  readonly asOf: Instant | undefined;
  /** What the last closed pass cost. */
  readonly points: number;
  /** A pass is under way, the last one failed, or it left something out that may be readable now. */
  readonly unfinished: boolean;
  /** It was read without the source's right. */
  readonly blind: boolean;
}

const isPassing = ({ why }: Gap): boolean => PASSING.includes(why);
const isNeverRead = ({ why }: Gap): boolean => why === 'never-read';

/** The facts of a source among what was stored. What no longer has the source's shape is left out. */
const factsIn =
  <F>(source: Source<F>) =>
  (value: unknown): F[] => {
    const parsed = source.fact.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  };

/** The rows of a pass, with the single objects that it missed and that were read since. */
const readIn = (closed: Pass, patches: SourceState['patches']): number =>
  closed.read + Object.keys(closed.missed).length - missing(closed, patches).length;

/**
 * Everything that was read of the site. Judging sees the last closed pass with the re-reads since; a running pass is
 * invisible. One object serves one slice, or one page: it keeps what it has loaded.
 */
export class EvidenceStore {
  protected readonly states = new SourceStates();
  protected readonly parts = new FactParts();
  /** Readings made of a state that still stands. */
  readonly #readings = new Map<SourceState, Promise<Reading<unknown>>>();

  /** Loads the states of many sources in few calls. */
  async load(sources: readonly SourceId[]): Promise<void> {
    await this.states.load(sources);
  }

  /** What judging sees of a source: the closed pass, patched with what was read again. */
  async reading<F>(source: Source<F>): Promise<Reading<F>> {
    const state = await this.states.of(source.id);
    const made = this.#readings.get(state) ?? this.#read(source, state);
    this.#readings.set(state, made);
    // A state belongs to one source, and its facts were checked against that source's own schema.
    return (await made) as Reading<F>;
  }

  async #read<F>(source: Source<F>, state: SourceState): Promise<Reading<F>> {
    const { closed, patches, unread, failing, doubted } = state;
    const fact = factsIn(source);
    const again = Object.entries(patches);
    const patched = again.flatMap(([, { facts }]) => facts.flatMap(fact));
    const rereadAt = new Map(again.map(([key, { at }]) => [key, instant(at)]));
    const deleted = new Set(again.flatMap(([key, patch]) => (patch.deleted ? [key] : [])));
    if (closed === undefined) {
      return {
        ...neverRead,
        facts: patched,
        gaps: [failing?.gap ?? { why: 'never-read' }],
        rereadAt,
        deleted,
      };
    }
    const stored = await this.parts.read(source.id, closed.parts);
    const read = (stored ?? []).flatMap(fact);
    const missed = missing(closed, patches);
    // What no longer has the source's shape was written by an older version: the pass is as good as not read.
    const isLost = stored === undefined || read.length < stored.length;
    return {
      facts: [...read.filter(each => !rereadAt.has(source.keyOf(each))), ...patched],
      asOf: instant(closed.asOf),
      read: readIn(closed, patches),
      ...(closed.of === undefined ? {} : { of: closed.of }),
      gaps: distinctGaps([
        ...closed.gaps,
        ...(doubted?.gaps ?? []),
        ...(closed.blind ? [gap('denied', source.right)] : []),
        ...missed.map(([, gap]) => gap),
        ...Object.values(unread).map(({ gap }) => gap),
        ...(isLost ? [{ why: 'never-read' } as const] : []),
      ]),
      rereadAt,
      deleted,
    };
  }

  /** The running pass, once it has come to its last page. */
  async completed<F>(source: Source<F>): Promise<(CompletedPass<F> & { whole: boolean }) | undefined> {
    const { running } = await this.states.of(source.id);
    if (running === undefined) return undefined;
    const stored = (await this.parts.read(source.id, running.parts)) ?? [];
    return {
      facts: [...stored, ...running.tail].flatMap(factsIn(source)),
      read: running.read,
      asOf: instant(running.asOf),
      marks: running.marks ?? [],
      whole: running.gaps.length === 0 && running.blind !== true && Object.keys(running.missed).length === 0,
    };
  }

  /** The last pass that was believed, with what was re-checked since; undefined where there is none that saw everything. */
  async lastPass<F>(source: Source<F>): Promise<(LastPass<F> & { asOf: Instant }) | undefined> {
    const { closed } = await this.states.of(source.id);
    if (closed === undefined || closed.blind) return undefined;
    const { facts } = await this.reading(source);
    return { facts, read: closed.read, asOf: instant(closed.asOf) };
  }

  /** The last pass where it wasn't believed because it had shrunk; one from a later time confirms none. */
  async shrunkenPass(source: SourceId, now: Instant): Promise<ShrunkenPass | undefined> {
    const shrunken = (await this.states.of(source)).doubted?.shrunken;
    return notLaterThan(now, shrunken?.asOf) === undefined ? undefined : shrunken;
  }

  /** When the last closed pass of a source began; undefined where there is none. */
  async closedAsOf(source: SourceId): Promise<Instant | undefined> {
    const { closed } = await this.states.of(source);
    return closed && instant(closed.asOf);
  }

  async ageOf(source: Source<unknown>): Promise<PassAge> {
    const { closed, running, failing, patches, doubted } = await this.states.of(source.id);
    const { gaps } = await this.reading(source);
    const isShort = closed !== undefined && [...closed.gaps, ...gaps.filter(isNeverRead)].some(isPassing);
    return {
      asOf: closed && instant(closed.asOf),
      points: closed?.points ?? 0,
      blind: closed?.blind === true,
      unfinished:
        running !== undefined ||
        failing !== undefined ||
        doubted !== undefined ||
        isShort ||
        Object.keys(patches).length > MOST_PATCHES,
    };
  }

  /** The single objects that the closed pass could not read, or that changed since, and that nothing has read since. */
  async missed(source: SourceId): Promise<readonly string[]> {
    const { closed, patches, unread } = await this.states.of(source);
    if (closed === undefined) return [];
    return [...new Set([...Object.keys(unread), ...missing(closed, patches).map(([key]) => key)])];
  }

  /** How many rows the last closed pass read, and of how many; undefined where there is none. Cheaper than a reading. */
  async counted(source: SourceId): Promise<{ readonly read: number; readonly of?: number } | undefined> {
    const { closed, patches } = await this.states.of(source);
    if (closed === undefined) return undefined;
    return { read: readIn(closed, patches), ...(closed.of === undefined ? {} : { of: closed.of }) };
  }

  /** Why reading a source fails at present, and since when. */
  async failing(source: SourceId): Promise<{ gap: Gap; since: Instant } | undefined> {
    const { failing } = await this.states.of(source);
    return failing && { gap: failing.gap, since: instant(failing.since) };
  }

  async running(source: SourceId): Promise<RunningPass | undefined> {
    const { running } = await this.states.of(source);
    if (running === undefined) return undefined;
    const { asOf, cursor, read, of, gaps, attempt } = running;
    return {
      asOf: instant(asOf),
      read,
      gaps,
      attempt,
      ...(cursor === undefined ? {} : { cursor }),
      ...(of === undefined ? {} : { of }),
    };
  }
}
