import { z } from 'zod';
import { type Control, defineControl, each } from '../../src/controls/define-control';
import { createFindingBuilder } from '../../src/controls/finding-builder';
import { defineSource } from '../../src/evidence/source';
import { compareFindings, type ControlHistory, emptyHistory } from '../../src/posture/compare-findings';
import { type SiteEvidence, judgeEvidence } from '../../src/posture/judge-evidence';
import { defaultSettings, activeIds, type Settings, settingsSchema } from '../../src/settings/settings';
import { type Gap } from '../../src/domain/gap';
import { type Instant, MINUTE, instant, addDuration } from '../../src/domain/instant';
import { type Reading } from '../../src/domain/reading';

const start = instant(1_760_000_000_000);
const at = (minutes: number): Instant => addDuration(start, minutes * MINUTE);

const openFactSchema = z.object({ id: z.string() });
type OpenFact = z.infer<typeof openFactSchema>;

const source = defineSource<OpenFact>({
  id: 'publicFilters',
  version: 1,
  operations: [],
  right: 'none',
  freshness: { full: 36, withFeed: 168 },
  fact: openFactSchema,
  keyOf: ({ id }) => id,
  async *pages() {
    throw new Error('this test reads nothing');
  },
  recheck: async () => 'gone',
  touchedBy: () => 'none',
});

const finding = createFindingBuilder('INF-03');

/** `7?` is object 7, read with something in it that the app doesn't know. */
const isUnclear = (id: string): boolean => id.endsWith('?');

const control = (version = 1): Control =>
  defineControl({
    id: 'INF-03',
    version,
    area: 'information',
    weight: 'high',
    review: 'month',
    proof: 'read',
    fixedBy: 'object-owner',
    codes: { findings: ['filter-public'] },
    needs: { filters: each(source) },
    judge: ({ filters }, { settings, today }) => ({
      findings: filters
        .filter(({ id }) => !isUnclear(id) && !activeIds(settings.approvedFilters, today).has(id))
        .map(({ id }) => finding('filter-public', { kind: 'filter', id, source: 'publicFilters' }, 'medium')),
      gaps: filters
        .filter(({ id }) => isUnclear(id))
        .map(({ id }) => ({ why: 'schema', source: 'publicFilters', object: id.replace('?', '') })),
    }),
  });

const reading = (
  ids: readonly string[],
  minute: number,
  {
    gaps = [],
    recheck = {},
    deleted = [],
  }: { gaps?: readonly Gap[]; recheck?: Record<string, number>; deleted?: string[] } = {},
): Reading<OpenFact> => ({
  facts: ids.map(id => ({ id })),
  fullReadAt: at(minute),
  read: ids.length,
  gaps,
  recheckedAt: new Map(Object.entries(recheck).map(([id, when]) => [id, at(when)])),
  deleted: new Set(deleted),
});

const evidenceOf = (onlyReading: Reading<OpenFact>): SiteEvidence => ({
  reading: () => onlyReading as never,
});

interface JudgingStep {
  readonly reading: Reading<OpenFact>;
  readonly minute: number;
  readonly settings?: Settings;
  readonly before?: Settings;
  readonly version?: number;
  /** What is there, and has no effect on the site's plan. */
  readonly latent?: readonly string[];
}

/** Judges one reading after another; each judging starts with the history of the one before. */
function judgeSteps(judgingSteps: readonly JudgingStep[]): ControlHistory {
  return judgingSteps.reduce<ControlHistory>(
    (
      history,
      { reading: currentReading, minute, settings = defaultSettings, before, version = 1, latent = [] },
    ) => {
      const evidence = evidenceOf(currentReading);
      const context = { settings, now: at(minute), attestation: () => undefined };
      const judgment = judgeEvidence(control(version), evidence, context);
      const judged = {
        ...judgment,
        latentKeys: new Set(latent.map(id => `INF-03:filter-public:filter-${id}:`)),
      };
      const judgedBefore =
        before && judgeEvidence(control(version), evidence, { ...context, settings: before });
      return compareFindings({
        control: control(version),
        history,
        judgment: judged,
        evidence,
        now: at(minute),
        joinsBaseline: () => false,
        ...(judgedBefore ? { withPreviousSettings: judgedBefore } : {}),
      }).history;
    },
    emptyHistory(control()),
  );
}

const statesBySubject = ({ findings: trackedFindings }: ControlHistory): Record<string, string> =>
  Object.fromEntries(
    trackedFindings.map(({ finding: { subject }, state, endReason }) => [subject.id, endReason ?? state]),
  );

const approving = (id: string): Settings => settingsSchema.parse({ approvedFilters: [{ id }] });

describe('comparing findings with the history', () => {
  it('opens a finding when a re-check of its object confirms it', () => {
    expect(
      statesBySubject(
        judgeSteps([
          { reading: reading(['7'], 0), minute: 0 },
          { reading: reading(['7'], 0, { recheck: { 7: 2 } }), minute: 2 },
        ]),
      ),
    ).toEqual({ 7: 'open' });
  });

  it('forgets a resolved finding after 400 days, and reports it as new if it returns', () => {
    const year = 400 * 24 * 60;
    const closed: readonly JudgingStep[] = [
      { reading: reading(['7'], 0), minute: 0 },
      { reading: reading(['7'], 2), minute: 2 },
      { reading: reading([], 2, { recheck: { 7: 4 } }), minute: 4 },
      { reading: reading([], 2, { recheck: { 7: 6 } }), minute: 6 },
    ];
    expect(statesBySubject(judgeSteps([...closed, { reading: reading([], year), minute: year }]))).toEqual({
      7: 'resolved',
    });
    const late = year + 10;
    const forgotten = [...closed, { reading: reading([], late), minute: late }];
    expect(judgeSteps(forgotten).findings).toEqual([]);
    const back = judgeSteps([...forgotten, { reading: reading(['7'], late + 2), minute: late + 2 }]);
    expect(back.findings).toMatchObject([{ state: 'unconfirmed', inBaseline: false, lastAbsent: at(late) }]);
  });

  it('keeps a finding open, as stale, when its source can no longer be read', () => {
    const denied = reading([], 3, { gaps: [{ why: 'denied' }] });
    expect(
      statesBySubject(
        judgeSteps([
          { reading: reading(['7'], 0), minute: 0 },
          { reading: reading(['7'], 2), minute: 2 },
          { reading: denied, minute: 3 },
        ]),
      ),
    ).toEqual({ 7: 'stale' });
  });

  it('marks a finding stale when it was last read before the rights were lost, until its object is re-checked', () => {
    const lost = { gaps: [{ why: 'denied' as const }], staleBefore: at(10) };
    const judgingSteps: readonly JudgingStep[] = [
      { reading: reading(['7'], 0), minute: 0 },
      { reading: reading(['7'], 2), minute: 2 },
      { reading: { ...reading(['7'], 2), ...lost }, minute: 10 },
    ];
    expect(statesBySubject(judgeSteps(judgingSteps))).toEqual({ 7: 'stale' });
    const again = { ...reading(['7'], 2, { recheck: { 7: 12 } }), ...lost };
    expect(statesBySubject(judgeSteps([...judgingSteps, { reading: again, minute: 12 }]))).toEqual({
      7: 'open',
    });
  });

  it('resolves a finding on re-checks of its object though the list was only partly read', () => {
    const gaps: Gap[] = [{ why: 'failed' }];
    expect(
      statesBySubject(
        judgeSteps([
          { reading: reading(['7'], 0, { gaps }), minute: 0 },
          { reading: reading(['7'], 0, { gaps, recheck: { 7: 2 } }), minute: 2 },
          { reading: reading([], 0, { gaps, recheck: { 7: 4 } }), minute: 4 },
          { reading: reading([], 0, { gaps, recheck: { 7: 6 } }), minute: 6 },
        ]),
      ),
    ).toEqual({ 7: 'resolved' });
  });

  it('never resolves a finding that could be in an unknown part of its object, and resolves others', () => {
    const before: readonly JudgingStep[] = [
      { reading: reading(['7', '8'], 0), minute: 0 },
      { reading: reading(['7', '8'], 2), minute: 2 },
      { reading: reading(['7?'], 4), minute: 4 },
      { reading: reading(['7?'], 4, { recheck: { 7: 6, 8: 6 } }), minute: 6 },
      { reading: reading(['7?'], 8), minute: 8 },
    ];
    expect(statesBySubject(judgeSteps(before))).toEqual({ 7: 'stale', 8: 'resolved' });
    const known: readonly JudgingStep[] = [
      { reading: reading([], 8, { recheck: { 7: 10 } }), minute: 10 },
      { reading: reading([], 8, { recheck: { 7: 12 } }), minute: 12 },
    ];
    expect(statesBySubject(judgeSteps([...before, ...known]))).toEqual({ 7: 'resolved', 8: 'resolved' });
  });

  it('never resolves a finding on lists without it, however many, until its object is re-checked', () => {
    const lists: readonly JudgingStep[] = [
      { reading: reading(['7'], 0), minute: 0 },
      { reading: reading(['7'], 2), minute: 2 },
      ...[60, 120, 180, 1_560].map(minute => ({ reading: reading([], minute), minute })),
    ];
    expect(statesBySubject(judgeSteps(lists))).toEqual({ 7: 'closing' });
    const there = reading(['7'], 1_560, { recheck: { 7: 1_562 } });
    expect(statesBySubject(judgeSteps([...lists, { reading: there, minute: 1_562 }]))).toEqual({ 7: 'open' });
    const emptyReading = reading([], 1_560, { recheck: { 7: 1_562 } });
    expect(statesBySubject(judgeSteps([...lists, { reading: emptyReading, minute: 1_562 }]))).toEqual({
      7: 'resolved',
    });
  });

  it('doesn’t drop an unconfirmed finding because of a list', () => {
    const once: JudgingStep = { reading: reading(['7'], 0), minute: 0 };
    expect(statesBySubject(judgeSteps([once, { reading: reading([], 60), minute: 60 }]))).toEqual({
      7: 'unconfirmed',
    });
    const emptyReading = reading([], 60, { recheck: { 7: 62 } });
    expect(judgeSteps([once, { reading: emptyReading, minute: 62 }]).findings).toEqual([]);
  });

  it('distinguishes a deleted object from a fixed one', () => {
    expect(
      statesBySubject(
        judgeSteps([
          { reading: reading(['7'], 0), minute: 0 },
          { reading: reading(['7'], 2), minute: 2 },
          { reading: reading([], 2, { recheck: { 7: 4 }, deleted: ['7'] }), minute: 4 },
          { reading: reading([], 2, { recheck: { 7: 6 }, deleted: ['7'] }), minute: 6 },
        ]),
      ),
    ).toEqual({ 7: 'object-deleted' });
  });

  it('ends a finding that a setting approved, and records a setting as the origin of a finding it caused', () => {
    const approved = judgeSteps([
      { reading: reading(['7'], 0), minute: 0 },
      { reading: reading(['7'], 2), minute: 2 },
      { reading: reading(['7'], 2), minute: 3, settings: approving('7'), before: defaultSettings },
    ]);
    expect(statesBySubject(approved)).toEqual({ 7: 'setting-changed' });
    const withdrawn = judgeSteps([
      { reading: reading(['7'], 0), minute: 0, settings: approving('7') },
      { reading: reading(['7'], 0), minute: 3, before: approving('7') },
    ]);
    expect(withdrawn.findings[0]).toMatchObject({ state: 'unconfirmed', origin: 'setting' });
  });

  it('ends a finding that no longer has an effect on the plan, without resolving it', () => {
    const downgraded = judgeSteps([
      { reading: reading(['7'], 0), minute: 0 },
      { reading: reading(['7'], 2), minute: 2 },
      { reading: reading([], 4), minute: 4, latent: ['7'] },
      { reading: reading([], 6), minute: 6, latent: ['7'] },
    ]);
    expect(statesBySubject(downgraded)).toEqual({ 7: 'plan-changed' });
  });

  it('does not attribute to the site what a new version of the control finds', () => {
    const judgingSteps: JudgingStep[] = [
      { reading: reading([], 0), minute: 0 },
      { reading: reading(['7'], 2), minute: 2, version: 2 },
    ];
    expect(judgeSteps(judgingSteps).findings[0]).toMatchObject({ origin: 'rule', controlVersion: 2 });
  });

  it('records when the finding was last known to be absent', () => {
    const history = judgeSteps([
      { reading: reading([], 0), minute: 1 },
      { reading: reading(['7'], 60), minute: 61 },
    ]);
    expect(history.findings[0]).toMatchObject({ lastAbsent: at(0), firstSeen: at(60) });
  });
});
