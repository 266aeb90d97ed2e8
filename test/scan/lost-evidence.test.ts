import fc from 'fast-check';
import { controls } from '../../src/controls';
import { type ControlHistory } from '../../src/posture/compare-findings';
import { type SiteEvidence } from '../../src/posture/judge-evidence';
import { scoreOf } from '../../src/posture/score';
import { statusOf } from '../../src/posture/status';
import { defaultSettings } from '../../src/settings/settings';
import { judgeSite, type JudgedControl } from '../../src/scan/judge-site';
import { type ControlId } from '../../src/domain/control-attributes';
import { type Instant, MINUTE, addDuration } from '../../src/domain/instant';
import { type Reading } from '../../src/domain/reading';
import { type ControlStatus } from '../../src/domain/verdict';
import { arbitrarySite, type CompleteSite } from '../controls/arbitrary-site';
import { NOW } from '../controls/fixtures';

type ReadingsBySource = ReadonlyMap<string, Reading<unknown>>;
type Histories = ReadonlyMap<ControlId, ControlHistory>;

const at = (minutes: number): Instant => addDuration(NOW, minutes * MINUTE);

const completeReadings = (site: CompleteSite, minute: number): ReadingsBySource =>
  new Map(
    Object.entries(site).map(([source, facts]) => [
      source,
      { facts, fullReadAt: at(minute), read: facts.length, gaps: [] },
    ]),
  );

const evidenceOf = (readings: ReadingsBySource, minute: number): SiteEvidence => ({
  reading: <F>({ id }: { readonly id: string }) =>
    (readings.get(id) ?? { facts: [], fullReadAt: at(minute), read: 0, gaps: [] }) as Reading<F>,
});

const judgeAt = (
  readings: ReadingsBySource,
  minute: number,
  histories: Histories,
): readonly JudgedControl[] =>
  judgeSite({
    controls,
    evidence: evidenceOf(readings, minute),
    histories,
    settings: defaultSettings,
    judgedSettings: undefined,
    judgedOn: undefined,
    wasFiled: () => false,
    attestations: new Map(),
    ownAccount: 'own',
    changes: [],
    now: at(minute),
  });

const historiesOf = (judged: readonly JudgedControl[]): Histories =>
  new Map(judged.map(({ control, history }) => [control.id, history]));

const statusesOf = (judged: readonly JudgedControl[]): Readonly<Record<string, ControlStatus>> =>
  Object.fromEntries(judged.map(({ control, judged: result }) => [control.id, statusOf(control, result)]));

const scoreAfter = (judged: readonly JudgedControl[]) =>
  scoreOf(judged.map(({ control, judged: result }) => ({ control, status: statusOf(control, result) })));

/** The site, judged twice with complete evidence. */
function judgedTwice(site: CompleteSite): readonly JudgedControl[] {
  const once = judgeAt(completeReadings(site, 0), 0, new Map());
  return judgeAt(completeReadings(site, 2), 2, historiesOf(once));
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

describe('evidence of a judged site', () => {
  it('raises no score and makes nothing met by getting less', () => {
    let lowered = 0;
    fc.assert(
      fc.property(arbitrarySite, losses, fc.boolean(), (site, lost, twice) => {
        const before = judgedTwice(site);
        const readings = new Map(
          [...completeReadings(site, 4)].map(([source, reading]) => {
            const loss = lost[source];
            if (loss === undefined) return [source, reading] as const;
            if (loss.how === 'denied')
              return [source, { facts: [], read: 0, gaps: [{ why: 'denied' }] } as const] as const;
            if (loss.how === 'stale')
              return [source, { ...reading, gaps: [{ why: 'stale' }], staleBefore: at(5) } as const] as const;
            const facts = reading.facts.slice(0, loss.kept);
            return [
              source,
              { ...reading, facts, read: facts.length, gaps: [{ why: 'failed' }] } as const,
            ] as const;
          }),
        );
        const once = judgeAt(readings, 6, historiesOf(before));
        const after = twice ? judgeAt(readings, 8, historiesOf(once)) : once;
        const [was, is] = [scoreAfter(before), scoreAfter(after)];
        expect(is.assured).toBeLessThanOrEqual(was.assured);
        expect(is.possible).toBeLessThanOrEqual(was.possible);
        const [statuses, now] = [statusesOf(before), statusesOf(after)];
        for (const [id, status] of Object.entries(now))
          if (status === 'verified') expect([id, statuses[id]]).toEqual([id, 'verified']);
        if (is.assured < was.assured) lowered += 1;
      }),
      { numRuns: 100 },
    );
    // Less evidence does lower it: the property is about sites that have something to lose.
    expect(lowered).toBeGreaterThan(0);
  });

  it('gives the same result in any order', () => {
    fc.assert(
      fc.property(arbitrarySite, site => {
        const turned = (readings: ReadingsBySource): ReadingsBySource =>
          new Map(
            [...readings]
              .map(
                ([source, reading]) => [source, { ...reading, facts: [...reading.facts].reverse() }] as const,
              )
              .reverse(),
          );
        const straight = judgedTwice(site);
        const once = judgeAt(turned(completeReadings(site, 0)), 0, new Map());
        const reversed = judgeAt(turned(completeReadings(site, 2)), 2, historiesOf(once));
        expect(statusesOf(reversed)).toEqual(statusesOf(straight));
        expect(scoreAfter(reversed)).toEqual(scoreAfter(straight));
        const openOf = (judged: readonly JudgedControl[]) =>
          judged.flatMap(({ history }) =>
            history.findings.map(({ finding, state }) => `${finding.key} ${state}`).sort(),
          );
        expect(openOf(reversed)).toEqual(openOf(straight));
      }),
      { numRuns: 40 },
    );
  });

  it('never makes a control of single facts met by being completed', () => {
    let completed = 0;
    fc.assert(
      fc.property(arbitrarySite, fc.constantFrom(...SOURCES), fc.nat(3), (site, source, kept) => {
        const whole = completeReadings(site, 0);
        const reading = whole.get(source);
        fc.pre(reading !== undefined);
        const facts = reading.facts.slice(0, kept);
        const partial = new Map(whole).set(source, { ...reading, facts, gaps: [{ why: 'failed' }] });
        const before = statusesOf(judgeAt(partial, 0, new Map()));
        const after = statusesOf(judgeAt(whole, 0, new Map()));
        const single = controls.filter(({ needs }) =>
          Object.values(needs).every(need => need.source.id !== source || need.kind === 'each'),
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
