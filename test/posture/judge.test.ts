import { z } from 'zod';
import { type Control, type StatementForm } from '../../src/controls/define';
import { judge, judgeAll, type Judged } from '../../src/posture/judge';
import { defaultSettings, settingsSchema } from '../../src/settings/settings';
import { DAY, type Instant, instant, later } from '../../src/terms/instant';
import { type Reading } from '../../src/terms/reading';
import { type Attestation } from '../../src/terms/statement';
import { at, broken, controlWith, evidenceOf, type Fact, fine, need, passAt, type Readings } from './made-up';

const NOW = at(10);

const judged = (
  control: Control,
  readings: Readings,
  attestation?: Attestation,
  now: Instant = NOW,
  ownAccount?: string,
): Judged =>
  judge(control, evidenceOf(readings), {
    settings: defaultSettings,
    now,
    attestation: () => attestation,
    ...(ownAccount === undefined ? {} : { ownAccount }),
  });

/** A verdict on one line, e.g. `unknown: failed in publicFilters`. */
const line = ({ verdict, findings }: Pick<Judged, 'verdict' | 'findings'>): string => {
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

const good = fine('1');
const bad = broken('7');
const readAs = {
  complete: (facts: readonly Fact[]) => passAt(0, facts),
  partial: (facts: readonly Fact[]) => passAt(0, facts, { gaps: ['failed'] }),
  stale: (facts: readonly Fact[]) => passAt(0, facts, { gaps: ['stale'], unseenBefore: 5 }),
  denied: () => ({ facts: [], read: 0, gaps: [{ why: 'denied' as const }] }),
} satisfies Record<string, (facts: readonly Fact[]) => Reading<Fact>>;

describe('the verdict by need and reading', () => {
  it.each<['each' | 'whole', keyof typeof readAs, readonly Fact[], string]>([
    ['each', 'complete', good, 'met'],
    ['each', 'complete', bad, 'not met: broken 7'],
    ['each', 'partial', good, 'unknown: failed in publicFilters'],
    ['each', 'partial', bad, 'not met: broken 7'],
    ['each', 'stale', good, 'unknown: stale in publicFilters'],
    ['each', 'stale', bad, 'not met: broken 7'],
    ['each', 'denied', bad, 'unknown: denied in publicFilters'],
    ['whole', 'complete', good, 'met'],
    ['whole', 'complete', bad, 'not met: broken 7'],
    ['whole', 'partial', good, 'unknown: failed in publicFilters'],
    ['whole', 'partial', bad, 'unknown: failed in publicFilters'],
    ['whole', 'stale', bad, 'unknown: stale in publicFilters'],
    ['whole', 'denied', bad, 'unknown: denied in publicFilters'],
  ])('%s, %s, %j: %s', (how, state, facts, expected) => {
    const control = controlWith({ needs: { filters: need(how, 'publicFilters') } });
    expect(line(judged(control, { publicFilters: readAs[state](facts) }))).toBe(expected);
  });

  it.each<[keyof typeof readAs, string, string]>([
    ['complete', 'high', 'met'],
    ['partial', 'high', 'met'],
    ['denied', 'medium', 'met'],
  ])('a source that only sets the severity, %s: %s where broken, else met', (state, severity, verdict) => {
    const control = controlWith({
      needs: { filters: need('each', 'publicFilters'), spaces: need('colours', 'spaces') },
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
    const spaces = readAs[state](good);
    expect(judged(control, { publicFilters: passAt(0, bad), spaces }).findings).toMatchObject([{ severity }]);
    const clean = judged(control, { publicFilters: passAt(0, good), spaces });
    expect([line(clean), clean.gaps, [...clean.blind]]).toEqual([verdict, [], []]);
  });

  it('is unknown for a source that nobody has read', () => {
    const control = controlWith({ needs: { filters: need('each', 'publicFilters') } });
    expect(line(judged(control, {}))).toBe('unknown: never-read in publicFilters');
  });

  it('is unknown while one of three sources has a gap, and names each gap once', () => {
    const control = controlWith({
      needs: {
        filters: need('each', 'publicFilters'),
        dashboards: need('each', 'publicDashboards'),
        same: need('whole', 'publicDashboards'),
        spaces: need('whole', 'spaces'),
      },
    });
    const result = judged(control, {
      publicFilters: passAt(0, good),
      publicDashboards: passAt(0, good, { gaps: ['failed', 'failed'] }),
      spaces: passAt(0, good),
    });
    expect(line(result)).toBe('unknown: failed in publicDashboards');
    expect([...result.blind]).toEqual(['publicDashboards']);
  });

  it('keeps gaps apart that differ in reason, source, or place', () => {
    const control = controlWith({
      needs: { filters: need('each', 'publicFilters'), dashboards: need('each', 'publicDashboards') },
    });
    const gaps = [{ why: 'failed' }, { why: 'failed', at: 'filter.search' }, { why: 'denied' }] as const;
    const result = judged(control, {
      publicFilters: { ...passAt(0, good), gaps },
      publicDashboards: passAt(0, good, { gaps: ['failed'] }),
    });
    expect(result.gaps).toEqual([
      { why: 'failed', source: 'publicFilters' },
      { why: 'failed', at: 'filter.search', source: 'publicFilters' },
      { why: 'denied', source: 'publicFilters' },
      { why: 'failed', source: 'publicDashboards' },
    ]);
  });

  it('is unknown by a gap that the control itself states, which blinds no source', () => {
    const control = controlWith({
      needs: { filters: need('each', 'publicFilters') },
      judge: () => ({
        findings: [],
        gaps: [{ why: 'inventory-incomplete' }],
        notes: [{ code: 'count', args: {} }],
      }),
    });
    const result = judged(control, { publicFilters: passAt(0, good) });
    expect(line(result)).toBe('unknown: inventory-incomplete');
    expect([[...result.blind], result.notes]).toEqual([[], [{ code: 'count', args: {} }]]);
  });

  it('lists findings by key, whatever order the facts have', () => {
    const control = controlWith({ needs: { filters: need('each', 'publicFilters') } });
    expect(line(judged(control, { publicFilters: passAt(0, broken('3', '1', '2')) }))).toBe(
      'not met: broken 1, broken 2, broken 3',
    );
  });
});

describe('where a control does not apply', () => {
  const control = controlWith({
    needs: { filters: need('each', 'publicFilters'), spaces: need('whole', 'spaces') },
    applies: ({ spaces }) => ((spaces ?? []).length > 0 ? true : { code: 'no-spaces' }),
  });

  it('says so with complete evidence, and judges nothing', () => {
    const result = judged(control, { publicFilters: passAt(0, bad), spaces: passAt(0, []) });
    expect(result).toMatchObject({ verdict: { is: 'not-applicable', why: { code: 'no-spaces' } } });
    expect([result.findings, result.notes, result.gaps, [...result.blind]]).toEqual([[], [], [], []]);
  });

  it.each<[string, Readings, string]>([
    ['has a gap', { spaces: passAt(0, [], { gaps: ['failed'] }) }, 'unknown: failed in spaces'],
    ['was never read', {}, 'unknown: never-read in spaces'],
  ])('is not asked while a source %s', (_, readings, expected) => {
    expect(line(judged(control, { publicFilters: passAt(0, good), ...readings }))).toBe(expected);
  });

  it('is judged where it applies', () => {
    expect(line(judged(control, { publicFilters: passAt(0, bad), spaces: passAt(0, good) }))).toBe(
      'not met: broken 7',
    );
  });
});

describe('the verdict by attestation', () => {
  const form: StatementForm<unknown> = {
    blanks: z.object({ result: z.enum(['effective', 'not effective']) }),
    fields: [{ name: 'result', kind: 'choice', choices: ['effective', 'not effective'] }],
    validMonths: 3,
  };
  const attested = (of: Partial<Attestation> = {}): Attestation => ({
    id: 'a1',
    control: 'INF-99',
    version: 2,
    blanks: { result: 'effective' },
    by: 'ana',
    at: at(0),
    validUntil: NOW,
    ...of,
  });
  const judgeAnswer: Control['judge'] = ({ filters = [] }, { statement }) => {
    const blanks = statement?.blanks as { result: string } | undefined;
    return {
      findings: [
        ...filters.filter((each: Fact) => each.broken).map(({ id }: Fact) => ['broken', id] as const),
        ...(blanks?.result === 'not effective' ? [['not-effective', 'result'] as const] : []),
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
  const alone = controlWith({
    version: 2,
    weight: 'medium',
    proof: 'stated',
    needs: {},
    statement: form,
    judge: judgeAnswer,
  });
  const both: Control = { ...alone, proof: 'both', needs: { filters: need('each', 'publicFilters') } };

  it.each<[string, Attestation | undefined, string]>([
    ['none', undefined, 'unknown: not-attested'],
    ['valid', attested(), 'met'],
    [
      'valid, and says it is not effective',
      attested({ blanks: { result: 'not effective' } }),
      'not met: not-effective result',
    ],
    ['at its last moment', attested({ validUntil: NOW }), 'met'],
    ['expired a moment ago: due', attested({ validUntil: later(NOW, -1) }), 'unknown: not-attested'],
    [
      'expired 14 days ago: still due',
      attested({ validUntil: later(NOW, -14 * DAY) }),
      'unknown: not-attested',
    ],
    [
      'expired over 14 days ago',
      attested({ validUntil: later(NOW, -14 * DAY - 1) }),
      'not met: statement-lapsed INF-99',
    ],
    ['of an older version of the control, valid', attested({ version: 1 }), 'unknown: not-attested'],
    [
      'of an older version of the control, expired long ago',
      attested({ version: 1, validUntil: later(NOW, -90 * DAY) }),
      'unknown: not-attested',
    ],
    ['of a newer version of the control', attested({ version: 3 }), 'unknown: not-attested'],
    [
      'with answers that the form refuses',
      attested({ blanks: { result: 'perhaps' } }),
      'unknown: not-attested',
    ],
  ])('attestation %s', (_, attestation, expected) => {
    expect(line(judged(alone, {}, attestation))).toBe(expected);
  });

  it.each<[string, Reading<Fact>, Attestation | undefined, string]>([
    ['complete', passAt(0, good), attested(), 'met'],
    ['complete', passAt(0, good), undefined, 'unknown: not-attested'],
    ['broken', passAt(0, bad), undefined, 'not met: broken 7'],
    ['partial', passAt(0, good, { gaps: ['failed'] }), attested(), 'unknown: failed in publicFilters'],
    [
      'partial',
      passAt(0, good, { gaps: ['failed'] }),
      undefined,
      'unknown: failed in publicFilters, not-attested',
    ],
    [
      'partial',
      passAt(0, bad, { gaps: ['failed'] }),
      attested({ validUntil: later(NOW, -15 * DAY) }),
      'not met: broken 7, statement-lapsed INF-99',
    ],
  ])('evidence %s %j, attestation %j', (_, publicFilters, attestation, expected) => {
    expect(line(judged(both, { publicFilters }, attestation))).toBe(expected);
  });

  it('an expired attestation is a finding of the site, as severe as the control weighs', () => {
    const validUntil = later(NOW, -15 * DAY);
    const [lapsed] = judged(alone, {}, attested({ validUntil })).findings;
    expect(lapsed).toEqual({
      key: 'INF-99:statement-lapsed:site-INF-99:',
      control: 'INF-99',
      code: 'statement-lapsed',
      severity: 'medium',
      subject: { kind: 'site', id: 'INF-99' },
      args: { since: { at: validUntil } },
    });
  });

  it('an attestation counts for nothing in a control without a form', () => {
    const control = controlWith({ needs: { filters: need('each', 'publicFilters') }, version: 2 });
    const old = attested({ validUntil: later(NOW, -90 * DAY) });
    expect(line(judged(control, { publicFilters: passAt(0, good) }, old))).toBe('met');
  });
});

describe('what a control may know', () => {
  const seen: unknown[] = [];
  const control = controlWith({
    needs: {},
    statement: { blanks: z.object({}), fields: [], validMonths: 1 },
    judge: (_, context) => {
      seen.push(context);
      return { findings: [] };
    },
  });
  const about = (attestation: Partial<Attestation> | undefined, ownAccount?: string): unknown => {
    const settings = settingsSchema.parse({ timeZone: 'Pacific/Auckland' });
    const given: Attestation | undefined = attestation && {
      id: 'a1',
      control: 'INF-99',
      version: 1,
      blanks: {},
      by: 'ana',
      at: instant(Date.parse('2026-11-20T23:00:00Z')),
      validUntil: instant(Date.parse('2027-02-20T00:00:00Z')),
      ...attestation,
    };
    judge(control, evidenceOf({}), {
      settings,
      now: instant(Date.parse('2026-11-22T12:00:00Z')),
      attestation: id => (id === 'INF-99' ? given : undefined),
      ...(ownAccount === undefined ? {} : { ownAccount }),
    });
    return seen.at(-1);
  };

  it('is the day and the attestation in the time zone of the site, and what the attestation is about', () => {
    expect(about({ about: ['1', '2'] }, 'own')).toMatchObject({
      today: '2026-11-23',
      ownAccount: 'own',
      statement: { blanks: {}, day: '2026-11-21', about: ['1', '2'] },
    });
  });

  it('is nothing of an account that is not known, and of an attestation about nothing', () => {
    const context = about({});
    expect(context).not.toHaveProperty('ownAccount');
    expect(context).toMatchObject({ statement: { about: [] } });
    expect(about(undefined)).not.toHaveProperty('statement');
  });
});

describe('all controls', () => {
  it('are judged in their order, each with its own attestation', () => {
    const one = controlWith({ needs: {}, id: 'INF-98' });
    const other = controlWith({ needs: {}, id: 'INF-97' });
    const context = { settings: defaultSettings, now: NOW, attestation: () => undefined };
    expect(judgeAll([one, other], evidenceOf({}), context).map(({ control }) => control)).toEqual([
      'INF-98',
      'INF-97',
    ]);
  });
});
