import { z } from 'zod';
import { type Control, type Need, type Needs } from '../../src/controls/define';
import { defineSource, type Source } from '../../src/evidence/source';
import { type ControlMemory, compare, noMemory } from '../../src/posture/compare';
import { type Evidence, judge, type Judged } from '../../src/posture/judge';
import { type Step } from '../../src/posture/life';
import { defaultSettings, type Settings } from '../../src/settings/settings';
import { type Severity } from '../../src/terms/control-terms';
import { type Finding } from '../../src/terms/finding';
import { type Gap } from '../../src/terms/gap';
import { type Instant, MINUTE, instant, later } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type Reading, neverRead } from '../../src/terms/reading';
import { type SourceId } from '../../src/terms/source-id';
import { type Attestation } from '../../src/terms/statement';

/*
 * Controls and sources that no site has: small enough that a test can state every combination.
 */

export const START = instant(1_760_000_000_000);
export const at = (minutes: number): Instant => later(START, minutes * MINUTE);

/** An object that breaks the control, or one that doesn't. */
export const fact = z.object({ id: z.string(), broken: z.boolean() });
export type Fact = z.infer<typeof fact>;

export const sourceOf = (id: SourceId, version = 1): Source<Fact> =>
  defineSource<Fact>({
    id,
    version,
    operations: [],
    right: 'none',
    freshness: { full: 36, withFeed: 168 },
    fact,
    keyOf: ({ id: key }) => key,
    async *pages() {
      throw new Error('tests of the judging read nothing');
    },
    reread: async () => 'gone',
    touchedBy: () => 'none',
  });

export const findingIn = (
  source: SourceId | undefined,
  id: string,
  of: Partial<Finding> = {},
  severity: Severity = 'high',
): Finding => ({
  key: `INF-99:broken:filter-${id}:`,
  control: 'INF-99',
  code: 'broken',
  severity,
  subject: { kind: 'filter', id, ...(source === undefined ? {} : { source }) },
  args: {},
  ...of,
});

export const controlWith = (of: Partial<Control> & { readonly needs: Needs }): Control => ({
  id: 'INF-99',
  version: 1,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'read',
  fixer: 'object-owner',
  codes: { findings: ['broken'] },
  applies: () => true,
  judge: facts => ({
    findings: Object.entries(of.needs).flatMap(([name, { source }]) =>
      (facts[name] ?? []).filter((each: Fact) => each.broken).map(({ id }: Fact) => findingIn(source.id, id)),
    ),
  }),
  ...of,
});

export const need = (how: Need<Fact>['how'], id: SourceId, version = 1): Need<Fact> => ({
  how,
  source: sourceOf(id, version),
});

export const broken = (...ids: readonly string[]): readonly Fact[] => ids.map(id => ({ id, broken: true }));
export const fine = (...ids: readonly string[]): readonly Fact[] => ids.map(id => ({ id, broken: false }));

interface Read {
  readonly gaps?: readonly Gap['why'][];
  /** The minute of each object's re-check. */
  readonly recheck?: Readonly<Record<string, number>>;
  readonly deleted?: readonly string[];
  /** The minute before which nothing can be read now. */
  readonly unseenBefore?: number;
}

/** A pass that began in this minute, and the re-checks since. */
export const passAt = (
  minute: number,
  facts: readonly Fact[],
  { gaps = [], recheck = {}, deleted = [], unseenBefore }: Read = {},
): Reading<Fact> => ({
  facts,
  asOf: at(minute),
  read: facts.length,
  gaps: gaps.map(why => ({ why })),
  rereadAt: new Map(Object.entries(recheck).map(([id, when]) => [id, at(when)])),
  deleted: new Set(deleted),
  ...(unseenBefore === undefined ? {} : { unseenBefore: at(unseenBefore) }),
});

export type Readings = { readonly [K in SourceId]?: Reading<Fact> };

/** What isn't named was never read. */
export const evidenceOf = (readings: Readings): Evidence => ({
  reading: <F>({ id }: Source<F>) => (readings[id] ?? neverRead) as Reading<unknown> as Reading<F>,
});

export interface Moment {
  readonly minute: number;
  readonly readings: Readings;
  readonly control?: Control;
  readonly settings?: Settings;
  /** The settings of the judging before, where they were others. */
  readonly before?: Settings;
  readonly stillHeld?: Settings;
  readonly attestation?: Attestation;
  readonly beforeBaseline?: boolean;
}

export interface Result {
  readonly memory: ControlMemory;
  readonly judged: Judged;
  readonly steps: readonly Step[];
}

/** Judges one moment after another; each leaves its memory to the next. */
export function judgeThrough(control: Control, moments: readonly Moment[], from?: ControlMemory): Result {
  let result: Result | undefined;
  for (const moment of moments) {
    const { minute, readings, attestation, before, stillHeld, settings = defaultSettings } = moment;
    const judging = moment.control ?? control;
    const evidence = evidenceOf(readings);
    const context = { settings, now: at(minute), attestation: () => attestation };
    const judged = judge(judging, evidence, context);
    const judgedWith = (other: Settings): Judged => judge(judging, evidence, { ...context, settings: other });
    const compared = compare({
      control: judging,
      memory: result?.memory ?? from ?? noMemory(judging),
      judged,
      evidence,
      now: at(minute),
      beforeBaseline: () => moment.beforeBaseline ?? false,
      ...(before === undefined ? {} : { before: judgedWith(before) }),
      ...(stillHeld === undefined ? {} : { stillHeld: judgedWith(stillHeld) }),
    });
    result = { ...compared, judged };
  }
  if (result === undefined) throw new Error('nothing was judged');
  return result;
}

/** Each finding's state, or why it ended, by its object. */
export const statesIn = ({ memory: { lives } }: Result): Readonly<Record<string, string>> =>
  Object.fromEntries(lives.map(({ finding: { subject }, state, ended }) => [subject.id, ended ?? state]));

export const onlyLife = ({ memory: { lives } }: Result): Life => {
  const [life, another] = lives;
  if (life === undefined || another !== undefined) throw new Error(`${lives.length} findings are known`);
  return life;
};
