import fc from 'fast-check';
import { judgeEvidence } from '../../src/posture/judge-evidence';
import { defaultSettings } from '../../src/settings/settings';
import { neverReadReading, type Reading } from '../../src/domain/reading';
import { type SourceId } from '../../src/domain/source-id';
import {
  at,
  brokenFacts,
  makeControl,
  makeEvidence,
  type Fact,
  makeFinding,
  intactFacts,
  judgeSteps,
  makeNeed,
  makeReading,
  type ReadingsBySource,
} from './fixtures';

describe('whatever is read, and in whatever order', () => {
  const SOURCES = ['publicFilters', 'publicDashboards', 'spaces'] as const satisfies readonly SourceId[];
  interface Change {
    readonly source: (typeof SOURCES)[number];
    readonly does: 'pass' | 'partial' | 'recheck' | 'deny' | 'age' | 'delete';
    readonly breaks: boolean;
    readonly after: number;
  }
  const change: fc.Arbitrary<Change> = fc.record({
    source: fc.constantFrom(...SOURCES),
    does: fc.constantFrom('pass', 'partial', 'recheck', 'deny', 'age', 'delete'),
    breaks: fc.boolean(),
    after: fc.constantFrom(0.5, 2),
  });
  const KEY = '7';
  /** The reading after one more change. A re-check replaces the object's facts, as the store does. */
  const changed = (reading: Reading<Fact>, { does: kind, breaks }: Change, minute: number): Reading<Fact> => {
    const facts = breaks ? brokenFacts(KEY) : intactFacts(KEY);
    const { deleted: _deleted, ...kept } = reading;
    switch (kind) {
      case 'pass':
        return makeReading(minute, facts);
      case 'partial':
        return makeReading(minute, breaks ? facts : [], { gaps: ['failed'] });
      case 'recheck':
        return { ...kept, facts, recheckedAt: new Map([[KEY, at(minute)]]) };
      case 'delete':
        return { ...kept, facts: [], recheckedAt: new Map([[KEY, at(minute)]]), deleted: new Set([KEY]) };
      case 'deny':
        return { ...reading, gaps: [{ why: 'denied' }], staleBefore: at(minute) };
      case 'age':
        return { ...reading, gaps: [{ why: 'stale' }], staleBefore: at(minute) };
    }
  };

  /** Filter, dashboard and space 7 each break it on their own. */
  const control = makeControl({
    needs: {
      filters: makeNeed('each', 'publicFilters'),
      dashboards: makeNeed('each', 'publicDashboards'),
      spaces: makeNeed('complete', 'spaces'),
    },
    judge: facts => ({
      findings: (
        [
          ['publicFilters', facts['filters']],
          ['publicDashboards', facts['dashboards']],
          ['spaces', facts['spaces']],
        ] as const
      ).flatMap(([source, all = []]) =>
        all
          .filter((each: Fact) => each.broken)
          .map(({ id }: Fact) => makeFinding(source, id, { key: `INF-99:broken:${source}-${id}:` })),
      ),
    }),
  });

  /** The readings after each change. */
  const histories = (
    changes: readonly Change[],
  ): readonly { minute: number; readings: ReadingsBySource }[] => {
    let readings: Record<string, Reading<Fact>> = Object.fromEntries(
      SOURCES.map(source => [source, makeReading(0, brokenFacts(KEY))]),
    );
    let minute = 4;
    return [
      { minute: 0, readings },
      {
        minute: 2,
        readings: Object.fromEntries(SOURCES.map(source => [source, makeReading(2, brokenFacts(KEY))])),
      },
      ...changes.map(each => {
        minute += each.after;
        readings = {
          ...readings,
          [each.source]: changed(readings[each.source] ?? neverReadReading, each, minute),
        };
        return { minute, readings };
      }),
    ];
  };

  /** A source with a gap is blind, unless it is the finding's own, and a newer re-check read the object itself. */
  const isBlindFor = (own: string, source: string, reading: Reading<Fact>): boolean => {
    if (reading.gaps.length === 0) return false;
    if (source !== own) return true;
    const recheck = reading.recheckedAt?.get(KEY);
    if (recheck === undefined || recheck <= (reading.fullReadAt ?? 0)) return true;
    return reading.staleBefore !== undefined && recheck < reading.staleBefore;
  };

  /** Every list comes without what was broken, and a re-check agrees: the properties are about histories that resolve findings, too. */
  const allFixed: Change[] = (['pass', 'recheck'] as const).flatMap(kind =>
    SOURCES.map(source => ({ source, does: kind, breaks: false, after: 2 })),
  );

  it('a finding never closes or resolves while any source that judges it is blind', () => {
    let resolved = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 14 }), changes => {
        let history: Parameters<typeof judgeSteps>[2];
        for (const { minute, readings } of histories(changes)) {
          const before = new Map(history?.findings.map(tracked => [tracked.finding.key, tracked.state]));
          ({ history } = judgeSteps(control, [{ minute, readings }], history));
          for (const { finding, state, endReason } of history.findings) {
            const was = before.get(finding.key);
            const isFixed = state === 'closing' || state === 'resolved' || endReason === 'object-deleted';
            if (!isFixed || was === state || was === undefined) continue;
            const own = finding.subject.source ?? '';
            const blind = SOURCES.filter(source =>
              isBlindFor(own, source, readings[source] ?? neverReadReading),
            );
            expect([finding.key, state, blind]).toEqual([finding.key, state, []]);
            if (state === 'resolved') resolved += 1;
          }
        }
      }),
      { numRuns: 200, examples: [[allFixed]] },
    );
    expect(resolved).toBeGreaterThanOrEqual(SOURCES.length);
  });

  it('a control is never met while any source that judges it has a gap', () => {
    let mets = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 14 }), changes => {
        for (const { minute, readings } of histories(changes)) {
          const { verdict } = judgeEvidence(control, makeEvidence(readings), {
            settings: defaultSettings,
            now: at(minute),
            attestation: () => undefined,
          });
          if (verdict.is !== 'met') continue;
          mets += 1;
          expect(SOURCES.flatMap(source => readings[source]?.gaps ?? [])).toEqual([]);
        }
      }),
      { numRuns: 200, examples: [[allFixed]] },
    );
    expect(mets).toBeGreaterThan(0);
  });
});
