import fc from 'fast-check';
import { controls } from '../../src/controls';
import { type ControlMemory } from '../../src/posture/compare';
import { type Evidence } from '../../src/posture/judge';
import { scoreOf } from '../../src/posture/score';
import { statusOf } from '../../src/posture/status';
import { defaultSettings } from '../../src/settings/settings';
import { judgeSite, type JudgedControl } from '../../src/sweep/judge-site';
import { type ControlId } from '../../src/terms/control-terms';
import { type Instant, MINUTE, later } from '../../src/terms/instant';
import { type Reading } from '../../src/terms/reading';
import { type Status } from '../../src/terms/verdict';
import { anySite, type WholeSite } from '../controls/any-site';
import { NOW } from '../controls/site';

type Readings = ReadonlyMap<string, Reading<unknown>>;
type Memories = ReadonlyMap<ControlId, ControlMemory>;

const at = (minutes: number): Instant => later(NOW, minutes * MINUTE);

const complete = (site: WholeSite, minute: number): Readings =>
  new Map(
    Object.entries(site).map(([source, facts]) => [
      source,
      { facts, asOf: at(minute), read: facts.length, gaps: [] },
    ]),
  );

const evidenceOf = (readings: Readings, minute: number): Evidence => ({
  reading: <F>({ id }: { readonly id: string }) =>
    (readings.get(id) ?? { facts: [], asOf: at(minute), read: 0, gaps: [] }) as Reading<F>,
});

const judgeAt = (readings: Readings, minute: number, memories: Memories): readonly JudgedControl[] =>
  judgeSite({
    controls,
    evidence: evidenceOf(readings, minute),
    memories,
    settings: defaultSettings,
    judgedSettings: undefined,
    judgedOn: undefined,
    wasFiled: () => false,
    attestations: new Map(),
    ownAccount: 'own',
    changes: [],
    now: at(minute),
  });

const memoriesOf = (judged: readonly JudgedControl[]): Memories =>
  new Map(judged.map(({ control, memory }) => [control.id, memory]));

const statusesOf = (judged: readonly JudgedControl[]): Readonly<Record<string, Status>> =>
  Object.fromEntries(judged.map(({ control, judged: result }) => [control.id, statusOf(control, result)]));

const scoreAfter = (judged: readonly JudgedControl[]) =>
  scoreOf(judged.map(({ control, judged: result }) => ({ control, status: statusOf(control, result) })));

/** The site, judged twice with complete evidence. */
function known(site: WholeSite): readonly JudgedControl[] {
  const once = judgeAt(complete(site, 0), 0, new Map());
  return judgeAt(complete(site, 2), 2, memoriesOf(once));
}

const SOURCES = [
  ...new Set(controls.flatMap(({ needs }) => Object.values(needs).map(({ source }) => source.id))),
];

/** What becomes of a source: it can't be read, only its first facts can, or it is too old. */
const losses = fc.dictionary(
  fc.constantFrom(...SOURCES),
  fc.record({ how: fc.constantFrom('denied', 'partial', 'stale'), kept: fc.nat(3) }),
  { minKeys: 1, maxKeys: 6 },
);

describe('evidence of a site that was judged', () => {
  it('raises neither number of the score by getting less, and turns nothing into met', () => {
    let lowered = 0;
    fc.assert(
      fc.property(anySite, losses, fc.boolean(), (site, lost, twice) => {
        const before = known(site);
        const readings = new Map(
          [...complete(site, 4)].map(([source, reading]) => {
            const loss = lost[source];
            if (loss === undefined) return [source, reading] as const;
            if (loss.how === 'denied')
              return [source, { facts: [], read: 0, gaps: [{ why: 'denied' }] } as const] as const;
            if (loss.how === 'stale')
              return [
                source,
                { ...reading, gaps: [{ why: 'stale' }], unseenBefore: at(5) } as const,
              ] as const;
            const facts = reading.facts.slice(0, loss.kept);
            return [
              source,
              { ...reading, facts, read: facts.length, gaps: [{ why: 'failed' }] } as const,
            ] as const;
          }),
        );
        const once = judgeAt(readings, 6, memoriesOf(before));
        const after = twice ? judgeAt(readings, 8, memoriesOf(once)) : once;
        const [was, is] = [scoreAfter(before), scoreAfter(after)];
        expect(is.assured).toBeLessThanOrEqual(was.assured);
        expect(is.possible).toBeLessThanOrEqual(was.possible);
        const [statuses, now] = [statusesOf(before), statusesOf(after)];
        for (const [id, status] of Object.entries(now))
          if (status === 'proved') expect([id, statuses[id]]).toEqual([id, 'proved']);
        if (is.assured < was.assured) lowered += 1;
      }),
      { numRuns: 100 },
    );
    // Less evidence does lower it: the property is about sites that have something to lose.
    expect(lowered).toBeGreaterThan(0);
  });

  it('gives the same result in whatever order it is listed', () => {
    fc.assert(
      fc.property(anySite, site => {
        const turned = (readings: Readings): Readings =>
          new Map(
            [...readings]
              .map(
                ([source, reading]) => [source, { ...reading, facts: [...reading.facts].reverse() }] as const,
              )
              .reverse(),
          );
        const straight = known(site);
        const once = judgeAt(turned(complete(site, 0)), 0, new Map());
        const reversed = judgeAt(turned(complete(site, 2)), 2, memoriesOf(once));
        expect(statusesOf(reversed)).toEqual(statusesOf(straight));
        expect(scoreAfter(reversed)).toEqual(scoreAfter(straight));
        const openOf = (judged: readonly JudgedControl[]) =>
          judged.flatMap(({ memory }) =>
            memory.lives.map(({ finding, state }) => `${finding.key} ${state}`).sort(),
          );
        expect(openOf(reversed)).toEqual(openOf(straight));
      }),
      { numRuns: 40 },
    );
  });

  it('never turns a not met control of single facts into met by being completed', () => {
    let completed = 0;
    fc.assert(
      fc.property(anySite, fc.constantFrom(...SOURCES), fc.nat(3), (site, source, kept) => {
        const whole = complete(site, 0);
        const reading = whole.get(source);
        fc.pre(reading !== undefined);
        const facts = reading.facts.slice(0, kept);
        const partial = new Map(whole).set(source, { ...reading, facts, gaps: [{ why: 'failed' }] });
        const before = statusesOf(judgeAt(partial, 0, new Map()));
        const after = statusesOf(judgeAt(whole, 0, new Map()));
        const single = controls.filter(({ needs }) =>
          Object.values(needs).every(need => need.source.id !== source || need.how === 'each'),
        );
        for (const { id } of single.filter(control => before[control.id] === 'not-met')) {
          completed += 1;
          expect([id, after[id]]).toEqual([id, 'not-met']);
        }
      }),
      { numRuns: 100 },
    );
    expect(completed).toBeGreaterThan(50);
  });
});
