import { distinctGaps } from '../evidence/read-pass';
import { type Cursor, gap, type Page, type Reread, type Source } from '../evidence/source';
import { type Gap, type GapReason } from '../terms/gap';
import { type Instant, instant } from '../terms/instant';
import { type Reading, neverRead } from '../terms/reading';
import { type SourceId } from '../terms/source-id';
import { missing, outliving, overtaken, without } from './rereads';
import {
  type Pass,
  type SourceState,
  cursorOf,
  noState,
  packedPart,
  packedState,
  storedPart,
  storedState,
} from './source-state';
import { canonical, deleteValue, digest, readValue, readValues, writeValue } from './values';

/** A part is closed at the first fact whose name falls right after `SOFT` bytes, at the latest at `HARD`, before packing. */
const SOFT = 32_000;
const HARD = 128_000;

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

const stateKey = (source: SourceId): string => `source:${source}`;
const partKey = (source: SourceId, hash: string): string => `facts:${source}:${hash}`;

const isPassing = ({ why }: Gap): boolean => PASSING.includes(why);
const isNeverRead = ({ why }: Gap): boolean => why === 'never-read';

/** The rows of a pass, with the single objects that it missed and that were read since. */
const readIn = (closed: Pass, patches: SourceState['patches']): number =>
  closed.read + Object.keys(closed.missed).length - missing(closed, patches).length;

/**
 * Everything that was read of the site. Judging sees the last closed pass with the re-reads since; a running pass is
 * invisible. One object serves one slice: it keeps what it has loaded, and writes a part only when its content is new.
 */
export class EvidenceStore {
  readonly #states = new Map<SourceId, SourceState>();
  readonly #stored = new Map<SourceId, string>();
  /** The states that stand in storage as they are: a checkpoint need not compare them. */
  readonly #saved = new Map<SourceId, SourceState>();
  readonly #facts = new Map<string, readonly unknown[]>();
  /** Readings made of a state that still stands. */
  readonly #readings = new Map<SourceState, Promise<Reading<unknown>>>();

  async #state(source: SourceId): Promise<SourceState> {
    const known = this.#states.get(source);
    if (known !== undefined) return known;
    return this.#know(source, await readValue(stateKey(source), storedState));
  }

  #know(source: SourceId, stored: SourceState | undefined): SourceState {
    const state = stored ?? noState;
    this.#states.set(source, state);
    this.#stored.set(source, canonical(state));
    this.#saved.set(source, state);
    return state;
  }

  /** Loads the states of many sources in few calls. */
  async load(sources: readonly SourceId[]): Promise<void> {
    const wanted = sources.filter(source => !this.#states.has(source));
    const found = await readValues(wanted.map(stateKey), storedState);
    for (const source of wanted) this.#know(source, found.get(stateKey(source)));
  }

  /** The facts of a pass. @returns undefined where a part of it is not there, or can't be read any more. */
  async #factsOf(source: SourceId, { parts }: Pass): Promise<readonly unknown[] | undefined> {
    const keys = parts.map(hash => partKey(source, hash));
    const wanted = keys.filter(key => !this.#facts.has(key));
    for (const [key, { facts }] of await readValues(wanted, storedPart)) this.#facts.set(key, facts);
    return keys.every(key => this.#facts.has(key))
      ? keys.flatMap(key => this.#facts.get(key) ?? [])
      : undefined;
  }

  /** What judging sees of a source: the closed pass, patched with what was read again. */
  async reading<F>(source: Source<F>): Promise<Reading<F>> {
    const state = await this.#state(source.id);
    const made = this.#readings.get(state) ?? this.#read(source, state);
    this.#readings.set(state, made);
    // A state belongs to one source, and its facts were checked against that source's own schema.
    return (await made) as Reading<F>;
  }

  async #read<F>(source: Source<F>, { closed, patches, unread, failing }: SourceState): Promise<Reading<F>> {
    const fact = (value: unknown): F[] => {
      const parsed = source.fact.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    };
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
    const stored = await this.#factsOf(source.id, closed);
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
        ...(closed.blind ? [gap('denied', source.right)] : []),
        ...missed.map(([, gap]) => gap),
        ...Object.values(unread).map(({ gap }) => gap),
        ...(isLost ? [{ why: 'never-read' } as const] : []),
      ]),
      rereadAt,
      deleted,
    };
  }

  /** When the last closed pass of a source began; undefined where there is none. */
  async closedAsOf(source: SourceId): Promise<Instant | undefined> {
    const { closed } = await this.#state(source);
    return closed && instant(closed.asOf);
  }

  async ageOf(source: Source<unknown>): Promise<PassAge> {
    const { closed, running, failing, patches } = await this.#state(source.id);
    const { gaps } = await this.reading(source);
    const isShort = closed !== undefined && [...closed.gaps, ...gaps.filter(isNeverRead)].some(isPassing);
    return {
      asOf: closed && instant(closed.asOf),
      points: closed?.points ?? 0,
      blind: closed?.blind === true,
      unfinished:
        running !== undefined ||
        failing !== undefined ||
        isShort ||
        Object.keys(patches).length > MOST_PATCHES,
    };
  }

  /** The single objects that the closed pass could not read, or that changed since, and that nothing has read since. */
  async missed(source: SourceId): Promise<readonly string[]> {
    const { closed, patches, unread } = await this.#state(source);
    if (closed === undefined) return [];
    return [...new Set([...Object.keys(unread), ...missing(closed, patches).map(([key]) => key)])];
  }

  /** How many rows the last closed pass read, and of how many; undefined where there is none. Cheaper than a reading. */
  async counted(source: SourceId): Promise<{ readonly read: number; readonly of?: number } | undefined> {
    const { closed, patches } = await this.#state(source);
    if (closed === undefined) return undefined;
    return { read: readIn(closed, patches), ...(closed.of === undefined ? {} : { of: closed.of }) };
  }

  /** Why reading a source fails at present, and since when. */
  async failing(source: SourceId): Promise<{ gap: Gap; since: Instant } | undefined> {
    const { failing } = await this.#state(source);
    return failing && { gap: failing.gap, since: instant(failing.since) };
  }

  async running(source: SourceId): Promise<RunningPass | undefined> {
    const { running } = await this.#state(source);
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

  /** From here on the running pass is read without its source's right; it stays blind when the right is back. */
  async blind(source: SourceId): Promise<void> {
    const state = await this.#state(source);
    if (state.running === undefined) return;
    this.#states.set(source, { ...state, running: { ...state.running, blind: true } });
  }

  /** Begins a pass; one that was running is thrown away. */
  async begin(source: SourceId, now: Instant, attempt: number): Promise<void> {
    const state = await this.#state(source);
    this.#states.set(source, {
      ...state,
      running: { asOf: now, read: 0, gaps: [], missed: {}, parts: [], points: 0, tail: [], attempt },
    });
  }

  /** Adds a page to the running pass. Parts that are full are written at once, if their content is new. */
  async add<F>(source: Source<F>, page: Page<F>): Promise<void> {
    const state = await this.#state(source.id);
    if (state.running === undefined) throw new Error(`no pass of ${source.id} is running`);
    const { cursor: _passed, ...running } = state.running;
    const parts = [...running.parts];
    let tail: unknown[] = [...running.tail];
    let size = Buffer.byteLength(JSON.stringify(tail));
    for (const fact of page.facts) {
      tail.push(fact);
      size += Buffer.byteLength(JSON.stringify(fact)) + 1;
      // Cut by the fact's own name, so that a fact more or less shifts the parts after it only up to the next cut.
      const cuts = digest(source.keyOf(fact)).endsWith('0');
      if (size >= HARD || (size >= SOFT && cuts)) {
        parts.push(await this.#writePart(source.id, tail, state));
        tail = [];
        size = 2;
      }
    }
    const of = page.of ?? running.of;
    const missed = page.missed ?? [];
    const named = [...page.facts.map(fact => source.keyOf(fact)), ...missed.map(({ key }) => key)];
    this.#states.set(source.id, {
      ...state,
      patches: overtaken(state.patches, named),
      unread: overtaken(state.unread, named),
      running: {
        ...running,
        read: running.read + page.read,
        ...(of === undefined ? {} : { of }),
        gaps: [...distinctGaps([...running.gaps, ...(page.gaps ?? [])])],
        missed: {
          ...running.missed,
          ...Object.fromEntries(missed.map(({ key, gap }) => [key, gap])),
        },
        parts,
        tail,
        ...(page.next === undefined ? {} : { cursor: cursorOf(page.next) }),
      },
    });
  }

  /** @returns the hash by which the part is found. */
  async #writePart(source: SourceId, facts: readonly unknown[], state: SourceState): Promise<string> {
    const hash = digest(facts).slice(0, 16);
    const key = partKey(source, hash);
    const known = [...(state.closed?.parts ?? []), ...(state.running?.parts ?? [])].includes(hash);
    if (!known) await writeValue(key, packedPart(facts));
    this.#facts.set(key, [...facts]);
    return hash;
  }

  /** Counts what reading has cost to the running pass. */
  async charge(source: SourceId, points: number): Promise<void> {
    const state = await this.#state(source);
    if (state.running === undefined || points === 0) return;
    const running = { ...state.running, points: state.running.points + points };
    this.#states.set(source, { ...state, running });
  }

  /**
   * Closes the running pass: from now on it is what judging sees. Re-reads made before it began, or before it read the same
   * object, are forgotten.
   */
  async close(source: SourceId, now: Instant): Promise<void> {
    const state = await this.#state(source);
    if (state.running === undefined) return;
    const { tail, cursor: _done, attempt: _attempts, ...pass } = state.running;
    const parts = tail.length > 0 ? [...pass.parts, await this.#writePart(source, tail, state)] : pass.parts;
    const replaced = (state.closed?.parts ?? []).filter(hash => !parts.includes(hash));
    this.#states.set(source, {
      closed: { ...pass, parts, closedAt: now },
      patches: outliving(state.patches, pass.asOf),
      unread: outliving(state.unread, pass.asOf),
    });
    await this.save(source);
    // Only after the new state is stored: a crash in between leaves parts that nobody names, never a name without its part.
    for (const hash of replaced) await deleteValue(partKey(source, hash));
  }

  /** Notes why reading stands still; the running pass is kept and goes on later. */
  async note(source: SourceId, gap: Gap, now: Instant): Promise<void> {
    const state = await this.#state(source);
    const since = state.failing?.gap.why === gap.why ? state.failing.since : now;
    this.#states.set(source, { ...state, failing: { gap, since } });
  }

  /**
   * Gives the running pass up. What it had read is kept, as a partial reading, only where nothing better stands: a closed
   * pass proves more until it is stale.
   */
  async fail<F>(source: Source<F>, gap: Gap, now: Instant): Promise<void> {
    await this.note(source.id, gap, now);
    const state = await this.#state(source.id);
    const worthKeeping = state.closed === undefined && state.running !== undefined && state.running.read > 0;
    if (worthKeeping) {
      await this.add(source, { facts: [], read: 0, gaps: [gap] });
      await this.close(source.id, now);
      await this.note(source.id, gap, now);
      return;
    }
    const { running: _given, ...rest } = state;
    this.#states.set(source.id, rest);
  }

  /** Notes that an object changed: until it is read, by itself or by a later pass, its source is not read completely. */
  async expect(source: SourceId, key: string, now: Instant): Promise<void> {
    const state = await this.#state(source);
    const unread = { ...state.unread, [key]: { at: now, gap: { why: 'stale' as const } } };
    this.#states.set(source, { ...state, unread });
  }

  /** Keeps what a re-read of one object said. Of one that failed only the reason is kept, where the object changed. */
  async patch<F>(source: Source<F>, key: string, said: Reread<F>, now: Instant): Promise<void> {
    const state = await this.#state(source.id);
    if (said !== 'gone' && 'gap' in said) {
      const known = state.unread[key];
      if (known === undefined) return;
      // What is hidden from the app is nothing that asking again would show; whether anything is, passes say.
      const unread =
        said.gap.why === 'hidden'
          ? without(state.unread, key)
          : { ...state.unread, [key]: { ...known, gap: said.gap } };
      this.#states.set(source.id, { ...state, unread });
      return;
    }
    const facts = said === 'gone' ? [] : [...said.facts];
    this.#states.set(source.id, {
      ...state,
      patches: { ...state.patches, [key]: { at: now, facts, deleted: said === 'gone' } },
      unread: without(state.unread, key),
    });
  }

  /** Writes the state of a source if it changed. */
  async save(source: SourceId): Promise<void> {
    const state = this.#states.get(source);
    if (state === undefined || this.#saved.get(source) === state) return;
    const text = canonical(state);
    if (this.#stored.get(source) !== text) await writeValue(stateKey(source), packedState(state));
    this.#stored.set(source, text);
    this.#saved.set(source, state);
  }

  async saveAll(): Promise<void> {
    for (const source of this.#states.keys()) await this.save(source);
  }
}
