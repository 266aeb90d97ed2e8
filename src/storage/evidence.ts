import { z } from 'zod';
import { type Cursor, type Reread, type Source } from '../evidence/source';
import { GAP_REASONS, type Gap } from '../terms/gap';
import { type Instant, instant } from '../terms/instant';
import { type Reading, neverRead } from '../terms/reading';
import { type SourceId } from '../terms/source-id';
import { canonical, deleteValue, digest, readValue, readValues, writeValue } from './values';

/** A part is closed at the first fact whose name falls right after `SOFT` bytes, at the latest at `HARD`. */
const SOFT = 16_000;
const HARD = 64_000;

const gapShape = z.object({ why: z.enum(GAP_REASONS), at: z.string().exactOptional() });
const partShape = z.object({ key: z.string(), facts: z.number() });
const cursorShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

const passShape = z.object({
  asOf: z.number(),
  read: z.number(),
  of: z.number().exactOptional(),
  gaps: z.array(gapShape),
  parts: z.array(partShape),
});

const stateShape = z.object({
  closed: passShape.extend({ closedAt: z.number() }).optional(),
  running: passShape
    .extend({
      cursor: cursorShape.optional(),
      /** Facts that no part holds yet. */
      tail: z.array(z.unknown()),
      attempt: z.number(),
    })
    .exactOptional(),
  /** Single objects read since the closed pass, or while one runs. */
  patches: z.record(
    z.string(),
    z.object({ at: z.number(), facts: z.array(z.unknown()), deleted: z.boolean() }),
  ),
  /** Why the last attempt came to nothing, and since when. */
  failing: z.object({ gap: gapShape, since: z.number() }).optional(),
});
type State = z.infer<typeof stateShape>;
type Pass = z.infer<typeof passShape>;

/** What a running pass has gathered so far. */
export interface RunningPass {
  readonly asOf: Instant;
  readonly cursor?: Cursor;
  readonly read: number;
  readonly of?: number;
  readonly gaps: readonly Gap[];
  readonly attempt: number;
}

const stateKey = (source: SourceId): string => `source:${source}`;

/**
 * Everything that was read of the site. Judging sees the last closed pass with the re-reads since; a running pass is
 * invisible. One object serves one slice: it keeps what it has loaded, and writes a part only when its content is new.
 */
export class EvidenceStore {
  readonly #states = new Map<SourceId, State>();
  readonly #stored = new Map<SourceId, string>();
  readonly #facts = new Map<string, readonly unknown[]>();
  /** Readings made of a state that still stands. */
  readonly #readings = new Map<State, Promise<Reading<unknown>>>();

  async #state(source: SourceId): Promise<State> {
    const known = this.#states.get(source);
    if (known !== undefined) return known;
    return this.#know(source, await readValue(stateKey(source), stateShape));
  }

  #know(source: SourceId, stored: State | undefined): State {
    const state = stored ?? { patches: {} };
    this.#states.set(source, state);
    this.#stored.set(source, canonical(state));
    return state;
  }

  /** Loads the states of many sources in few calls. */
  async load(sources: readonly SourceId[]): Promise<void> {
    const wanted = sources.filter(source => !this.#states.has(source));
    const found = await readValues(wanted.map(stateKey), stateShape);
    for (const source of wanted) this.#know(source, found.get(stateKey(source)));
  }

  async #factsOf(parts: Pass['parts']): Promise<readonly unknown[]> {
    const wanted = parts.map(({ key }) => key).filter(key => !this.#facts.has(key));
    const found = await readValues(wanted, z.object({ facts: z.array(z.unknown()) }));
    for (const key of wanted) this.#facts.set(key, found.get(key)?.facts ?? []);
    return parts.flatMap(({ key }) => this.#facts.get(key) ?? []);
  }

  /** What judging sees of a source: the closed pass, patched with what was read again. */
  async reading<F>(source: Source<F>): Promise<Reading<F>> {
    const state = await this.#state(source.id);
    const made = this.#readings.get(state) ?? this.#read(source, state);
    this.#readings.set(state, made);
    // A state belongs to one source, and its facts were checked against that source's own schema.
    return (await made) as Reading<F>;
  }

  async #read<F>(source: Source<F>, { closed, patches, failing }: State): Promise<Reading<F>> {
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
    const stored = await this.#factsOf(closed.parts);
    const kept = stored.flatMap(fact).filter(each => !rereadAt.has(source.keyOf(each)));
    // Facts that no longer have the source's shape were written by an older version: the pass is as good as not read.
    const dropped = stored.flatMap(fact).length < stored.length;
    return {
      facts: [...kept, ...patched],
      asOf: instant(closed.asOf),
      read: closed.read,
      ...(closed.of === undefined ? {} : { of: closed.of }),
      gaps: dropped ? [...closed.gaps, { why: 'never-read' }] : closed.gaps,
      rereadAt,
      deleted,
    };
  }

  /** When the last closed pass of a source began; undefined where there is none. */
  async closedAsOf(source: SourceId): Promise<Instant | undefined> {
    const { closed } = await this.#state(source);
    return closed && instant(closed.asOf);
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

  /** Begins a pass; one that was running is thrown away. */
  async begin(source: SourceId, now: Instant, attempt: number): Promise<void> {
    const state = await this.#state(source);
    this.#states.set(source, {
      ...state,
      running: { asOf: now, read: 0, gaps: [], parts: [], tail: [], attempt },
    });
  }

  /** Adds a page to the running pass. Parts that are full are written at once, if their content is new. */
  async add<F>(
    source: Source<F>,
    page: { facts: readonly F[]; read: number; of?: number; gaps?: readonly Gap[]; next?: Cursor },
  ): Promise<void> {
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
    this.#states.set(source.id, {
      ...state,
      running: {
        ...running,
        read: running.read + page.read,
        ...(of === undefined ? {} : { of }),
        gaps: [...running.gaps, ...(page.gaps ?? [])],
        parts,
        tail,
        ...(page.next === undefined ? {} : { cursor: cursorShape.parse(page.next) }),
      },
    });
  }

  async #writePart(
    source: SourceId,
    facts: readonly unknown[],
    state: State,
  ): Promise<Pass['parts'][number]> {
    const key = `facts:${source}:${digest(facts).slice(0, 16)}`;
    const known = [...(state.closed?.parts ?? []), ...(state.running?.parts ?? [])].some(
      part => part.key === key,
    );
    if (!known) await writeValue(key, { facts });
    this.#facts.set(key, [...facts]);
    return { key, facts: facts.length };
  }

  /** Closes the running pass: from now on it is what judging sees. Re-reads made before it began are forgotten. */
  async close(source: SourceId, now: Instant): Promise<void> {
    const state = await this.#state(source);
    if (state.running === undefined) return;
    const { tail, cursor: _done, attempt: _attempts, ...pass } = state.running;
    const parts = tail.length > 0 ? [...pass.parts, await this.#writePart(source, tail, state)] : pass.parts;
    const replaced = (state.closed?.parts ?? []).filter(old => !parts.some(({ key }) => key === old.key));
    const patches = Object.fromEntries(Object.entries(state.patches).filter(([, { at }]) => at >= pass.asOf));
    this.#states.set(source, { closed: { ...pass, parts, closedAt: now }, patches });
    await this.save(source);
    // Only after the new state is stored: a crash in between leaves parts that nobody names, never a name without its part.
    for (const { key } of replaced) await deleteValue(key);
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

  /** Keeps what a re-read of one object said. A gap keeps nothing. */
  async patch<F>(source: Source<F>, key: string, said: Reread<F>, now: Instant): Promise<void> {
    if (said !== 'gone' && 'gap' in said) return;
    const state = await this.#state(source.id);
    const facts = said === 'gone' ? [] : [...said.facts];
    this.#states.set(source.id, {
      ...state,
      patches: { ...state.patches, [key]: { at: now, facts, deleted: said === 'gone' } },
    });
  }

  /** Writes the state of a source if it changed. */
  async save(source: SourceId): Promise<void> {
    const state = this.#states.get(source);
    if (state === undefined) return;
    const text = canonical(state);
    if (this.#stored.get(source) === text) return;
    await writeValue(stateKey(source), state);
    this.#stored.set(source, text);
  }

  async saveAll(): Promise<void> {
    for (const source of this.#states.keys()) await this.save(source);
  }
}
