import { z } from 'zod';
import { type Control, type AttestationForm } from '../../src/controls/define-control';
import { judgeEvidence, judgeControls, type DetailedJudgment } from '../../src/posture/judge-evidence';
import { defaultSettings, settingsSchema } from '../../src/settings/settings';
import { DAY, type Instant, instant, addDuration } from '../../src/domain/instant';
import { type Reading } from '../../src/domain/reading';
import { type Attestation } from '../../src/domain/attestation';
import {
  at,
  brokenFacts,
  makeControl,
  makeEvidence,
  type Fact,
  intactFacts,
  makeNeed,
  makeReading,
  type ReadingsBySource,
} from './fixtures';

const NOW = at(10);

const judgeControl = (
  control: Control,
  readings: ReadingsBySource,
  attestation?: Attestation,
  now: Instant = NOW,
  ownAccount?: string,
): DetailedJudgment =>
  judgeEvidence(control, makeEvidence(readings), {
    settings: defaultSettings,
    now,
    attestation: () => attestation,
    ...(ownAccount === undefined ? {} : { ownAccount }),
  });

/** A verdict on one line, e.g. `unknown: failed in publicFilters`. */
const verdictLine = ({ verdict, findings }: Pick<DetailedJudgment, 'verdict' | 'findings'>): string => {
  switch (verdict.is) {
    case 'unknown':
      return `unknown: ${verdict.gaps.map(({ why, source }) => (source ? `${why} in ${source}` : why)).join(', ')}`;
    case 'not-met':
      return `not met: ${findings.map(({ code, subject }) => `${code} ${subject.id}`).join(', ')}`;
    case 'not-applicable':
      return `not applicable: ${verdict.why.code}`;
    case 'met':
      return 'met';
  }
};

const intact = intactFacts('1');
const brokenOne = brokenFacts('7');
const readAs = {
  complete: (facts: readonly Fact[]) => makeReading(0, facts),
  partial: (facts: readonly Fact[]) => makeReading(0, facts, { gaps: ['failed'] }),
  stale: (facts: readonly Fact[]) => makeReading(0, facts, { gaps: ['stale'], staleBefore: 5 }),
  denied: () => ({ facts: [], read: 0, gaps: [{ why: 'denied' as const }] }),
} satisfies Record<string, (facts: readonly Fact[]) => Reading<Fact>>;

describe('the verdict by need and reading', () => {
  it.each<['each' | 'complete', keyof typeof readAs, readonly Fact[], string]>([
    ['each', 'complete', intact, 'met'],
    ['each', 'complete', brokenOne, 'not met: broken 7'],
    ['each', 'partial', intact, 'unknown: failed in publicFilters'],
    ['each', 'partial', brokenOne, 'not met: broken 7'],
    ['each', 'stale', intact, 'unknown: stale in publicFilters'],
    ['each', 'stale', brokenOne, 'not met: broken 7'],
    ['each', 'denied', brokenOne, 'unknown: denied in publicFilters'],
    ['complete', 'complete', intact, 'met'],
    ['complete', 'complete', brokenOne, 'not met: broken 7'],
    ['complete', 'partial', intact, 'unknown: failed in publicFilters'],
    ['complete', 'partial', brokenOne, 'unknown: failed in publicFilters'],
    ['complete', 'stale', brokenOne, 'unknown: stale in publicFilters'],
    ['complete', 'denied', brokenOne, 'unknown: denied in publicFilters'],
  ])('%s, %s, %j: %s', (how, state, facts, expected) => {
    const control = makeControl({ needs: { filters: makeNeed(how, 'publicFilters') } });
    expect(verdictLine(judgeControl(control, { publicFilters: readAs[state](facts) }))).toBe(expected);
  });

  it.each<[keyof typeof readAs, string, string]>([
    ['complete', 'high', 'met'],
    ['partial', 'high', 'met'],
    ['denied', 'medium', 'met'],
  ])('a source that only sets the severity, %s: %s where broken, else met', (state, severity, verdict) => {
    const control = makeControl({
      needs: { filters: makeNeed('each', 'publicFilters'), spaces: makeNeed('context', 'spaces') },
      judge: ({ filters = [], spaces }) => ({
        findings: filters
          .filter((each: Fact) => each.broken)
          .map(({ id }: Fact) => ({
            key: `INF-99:broken:filter-${id}:`,
            control: 'INF-99',
            code: 'broken',
            severity: (spaces ?? []).length > 0 ? 'high' : 'medium',
            subject: { kind: 'filter', id },
            args: {},
          })),
      }),
    });
    const spaces = readAs[state](intact);
    expect(
      judgeControl(control, { publicFilters: makeReading(0, brokenOne), spaces }).findings,
    ).toMatchObject([{ severity }]);
    const clean = judgeControl(control, { publicFilters: makeReading(0, intact), spaces });
    expect([verdictLine(clean), clean.gaps, [...clean.blindSources]]).toEqual([verdict, [], []]);
  });

  it('is unknown for a source that was never read', () => {
    const control = makeControl({ needs: { filters: makeNeed('each', 'publicFilters') } });
    expect(verdictLine(judgeControl(control, {}))).toBe('unknown: never-read in publicFilters');
  });

  it('is unknown while one of three sources has a gap, and names each gap once', () => {
    const control = makeControl({
      needs: {
        filters: makeNeed('each', 'publicFilters'),
        dashboards: makeNeed('each', 'publicDashboards'),
        same: makeNeed('complete', 'publicDashboards'),
        spaces: makeNeed('complete', 'spaces'),
      },
    });
    const result = judgeControl(control, {
      publicFilters: makeReading(0, intact),
      publicDashboards: makeReading(0, intact, { gaps: ['failed', 'failed'] }),
      spaces: makeReading(0, intact),
    });
    expect(verdictLine(result)).toBe('unknown: failed in publicDashboards');
    expect([...result.blindSources]).toEqual(['publicDashboards']);
  });

  it('keeps gaps apart that differ in reason, source, or place', () => {
    const control = makeControl({
      needs: { filters: makeNeed('each', 'publicFilters'), dashboards: makeNeed('each', 'publicDashboards') },
    });
    const gaps = [{ why: 'failed' }, { why: 'failed', at: 'filter.search' }, { why: 'denied' }] as const;
    const result = judgeControl(control, {
      publicFilters: { ...makeReading(0, intact), gaps },
      publicDashboards: makeReading(0, intact, { gaps: ['failed'] }),
    });
    expect(result.gaps).toEqual([
      { why: 'failed', source: 'publicFilters' },
      { why: 'failed', at: 'filter.search', source: 'publicFilters' },
      { why: 'denied', source: 'publicFilters' },
      { why: 'failed', source: 'publicDashboards' },
    ]);
  });

  it('is unknown by a gap that the control itself reports, which blinds no source', () => {
    const control = makeControl({
      needs: { filters: makeNeed('each', 'publicFilters') },
      judge: () => ({
        findings: [],
        gaps: [{ why: 'inventory-incomplete' }],
        notes: [{ code: 'count', args: {} }],
      }),
    });
    const result = judgeControl(control, { publicFilters: makeReading(0, intact) });
    expect(verdictLine(result)).toBe('unknown: inventory-incomplete');
    expect([[...result.blindSources], result.notes]).toEqual([[], [{ code: 'count', args: {} }]]);
  });

  it('lists findings by key, whatever order the facts have', () => {
    const control = makeControl({ needs: { filters: makeNeed('each', 'publicFilters') } });
    expect(
      verdictLine(judgeControl(control, { publicFilters: makeReading(0, brokenFacts('3', '1', '2')) })),
    ).toBe('not met: broken 1, broken 2, broken 3');
  });
});

describe('where a control does not apply', () => {
  const control = makeControl({
    needs: { filters: makeNeed('each', 'publicFilters'), spaces: makeNeed('complete', 'spaces') },
    appliesIf: ({ spaces }) => ((spaces ?? []).length > 0 ? true : { code: 'no-spaces' }),
  });

  it('reports that with complete evidence, and judges nothing', () => {
    const result = judgeControl(control, {
      publicFilters: makeReading(0, brokenOne),
      spaces: makeReading(0, []),
    });
    expect(result).toMatchObject({ verdict: { is: 'not-applicable', why: { code: 'no-spaces' } } });
    expect([result.findings, result.notes, result.gaps, [...result.blindSources]]).toEqual([[], [], [], []]);
  });

  it.each<[string, ReadingsBySource, string]>([
    ['has a gap', { spaces: makeReading(0, [], { gaps: ['failed'] }) }, 'unknown: failed in spaces'],
    ['was never read', {}, 'unknown: never-read in spaces'],
  ])('is not asked while a source %s', (_, readings, expected) => {
    expect(verdictLine(judgeControl(control, { publicFilters: makeReading(0, intact), ...readings }))).toBe(
      expected,
    );
  });

  it('is judged where it applies', () => {
    expect(
      verdictLine(
        judgeControl(control, { publicFilters: makeReading(0, brokenOne), spaces: makeReading(0, intact) }),
      ),
    ).toBe('not met: broken 7');
  });
});

describe('the verdict by attestation', () => {
  const form: AttestationForm<unknown> = {
    answersSchema: z.object({ result: z.enum(['effective', 'not effective']) }),
    fields: [{ name: 'result', kind: 'choice', choices: ['effective', 'not effective'] }],
    validMonths: 3,
  };
  const attested = (of: Partial<Attestation> = {}): Attestation => ({
    id: 'a1',
    control: 'INF-99',
    version: 2,
    answers: { result: 'effective' },
    by: 'ana',
    at: at(0),
    validUntil: NOW,
    ...of,
  });
  const judgeAnswer: Control['judge'] = ({ filters = [] }, { attestation }) => {
    const answers = attestation?.answers as { result: string } | undefined;
    return {
      findings: [
        ...filters.filter((each: Fact) => each.broken).map(({ id }: Fact) => ['broken', id] as const),
        ...(answers?.result === 'not effective' ? [['not-effective', 'result'] as const] : []),
      ].map(([code, id]) => ({
        key: `INF-99:${code}:site-${id}:`,
        control: 'INF-99',
        code,
        severity: 'high',
        subject: { kind: 'site', id },
        args: {},
      })),
    };
  };
  const alone = makeControl({
    version: 2,
    weight: 'medium',
    proof: 'attested',
    needs: {},
    attestation: form,
    judge: judgeAnswer,
  });
  const both: Control = { ...alone, proof: 'both', needs: { filters: makeNeed('each', 'publicFilters') } };

  it.each<[string, Attestation | undefined, string]>([
    ['none', undefined, 'unknown: not-attested'],
    ['valid', attested(), 'met'],
    [
      'valid, and says it is not effective',
      attested({ answers: { result: 'not effective' } }),
      'not met: not-effective result',
    ],
    ['at its last moment', attested({ validUntil: NOW }), 'met'],
    ['expired a moment ago: due', attested({ validUntil: addDuration(NOW, -1) }), 'unknown: not-attested'],
    [
      'expired 14 days ago: still due',
      attested({ validUntil: addDuration(NOW, -14 * DAY) }),
      'unknown: not-attested',
    ],
    [
      'expired over 14 days ago',
      attested({ validUntil: addDuration(NOW, -14 * DAY - 1) }),
      'not met: attestation-expired INF-99',
    ],
    ['of an older version of the control, valid', attested({ version: 1 }), 'unknown: not-attested'],
    [
      'of an older version of the control, expired long ago',
      attested({ version: 1, validUntil: addDuration(NOW, -90 * DAY) }),
      'unknown: not-attested',
    ],
    ['of a newer version of the control', attested({ version: 3 }), 'unknown: not-attested'],
    [
      'with answers that the form refuses',
      attested({ answers: { result: 'perhaps' } }),
      'unknown: not-attested',
    ],
  ])('attestation %s', (_, attestation, expected) => {
    expect(verdictLine(judgeControl(alone, {}, attestation))).toBe(expected);
  });

  it.each<[string, Reading<Fact>, Attestation | undefined, string]>([
    ['complete', makeReading(0, intact), attested(), 'met'],
    ['complete', makeReading(0, intact), undefined, 'unknown: not-attested'],
    ['broken', makeReading(0, brokenOne), undefined, 'not met: broken 7'],
    ['partial', makeReading(0, intact, { gaps: ['failed'] }), attested(), 'unknown: failed in publicFilters'],
    [
      'partial',
      makeReading(0, intact, { gaps: ['failed'] }),
      undefined,
      'unknown: failed in publicFilters, not-attested',
    ],
    [
      'partial',
      makeReading(0, brokenOne, { gaps: ['failed'] }),
      attested({ validUntil: addDuration(NOW, -15 * DAY) }),
      'not met: attestation-expired INF-99, broken 7',
    ],
  ])('evidence %s %j, attestation %j', (_, publicFilters, attestation, expected) => {
    expect(verdictLine(judgeControl(both, { publicFilters }, attestation))).toBe(expected);
  });

  it('an expired attestation is a finding of the site, as severe as the control weighs', () => {
    const validUntil = addDuration(NOW, -15 * DAY);
    const [expired] = judgeControl(alone, {}, attested({ validUntil })).findings;
    expect(expired).toEqual({
      key: 'INF-99:attestation-expired:site-INF-99:',
      control: 'INF-99',
      code: 'attestation-expired',
      severity: 'medium',
      subject: { kind: 'site', id: 'INF-99' },
      args: { since: { at: validUntil } },
    });
  });

  it('an attestation counts for nothing in a control without a form', () => {
    const control = makeControl({ needs: { filters: makeNeed('each', 'publicFilters') }, version: 2 });
    const old = attested({ validUntil: addDuration(NOW, -90 * DAY) });
    expect(verdictLine(judgeControl(control, { publicFilters: makeReading(0, intact) }, old))).toBe('met');
  });
});

describe('the context that a control is judged in', () => {
  const contexts: unknown[] = [];
  const control = makeControl({
    needs: {},
    attestation: { answersSchema: z.object({}), fields: [], validMonths: 1 },
    judge: (_, context) => {
      contexts.push(context);
      return { findings: [] };
    },
  });
  const about = (attestation: Partial<Attestation> | undefined, ownAccount?: string): unknown => {
    const settings = settingsSchema.parse({ timeZone: 'Pacific/Auckland' });
    const given: Attestation | undefined = attestation && {
      id: 'a1',
      control: 'INF-99',
      version: 1,
      answers: {},
      by: 'ana',
      at: instant(Date.parse('2026-11-20T23:00:00Z')),
      validUntil: instant(Date.parse('2027-02-20T00:00:00Z')),
      ...attestation,
    };
    judgeEvidence(control, makeEvidence({}), {
      settings,
      now: instant(Date.parse('2026-11-22T12:00:00Z')),
      attestation: id => (id === 'INF-99' ? given : undefined),
      ...(ownAccount === undefined ? {} : { ownAccount }),
    });
    return contexts.at(-1);
  };

  it('has the day and the attestation in the time zone of the site, and what the attestation covers', () => {
    expect(about({ coveredIds: ['1', '2'] }, 'own')).toMatchObject({
      today: '2026-11-23',
      ownAccount: 'own',
      attestation: { answers: {}, attestedOn: '2026-11-21', coveredIds: ['1', '2'] },
    });
  });

  it('has no unknown account, no missing attestation, and no IDs where the attestation covers none', () => {
    const context = about({});
    expect(context).not.toHaveProperty('ownAccount');
    expect(context).toMatchObject({ attestation: { coveredIds: [] } });
    expect(about(undefined)).not.toHaveProperty('attestation');
  });
});

describe('all controls', () => {
  it('are judged in their order, each with its own attestation', () => {
    const one = makeControl({ needs: {}, id: 'INF-98' });
    const other = makeControl({ needs: {}, id: 'INF-97' });
    const context = { settings: defaultSettings, now: NOW, attestation: () => undefined };
    expect(judgeControls([one, other], makeEvidence({}), context).map(({ control }) => control)).toEqual([
      'INF-98',
      'INF-97',
    ]);
  });
});
