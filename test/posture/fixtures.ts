import { z } from 'zod';
import { type Control, type Need, type Needs } from '../../src/controls/define-control';
import { defineSource, type Source } from '../../src/evidence/source';
import { type ControlHistory, compareFindings, emptyHistory } from '../../src/posture/compare-findings';
import { type SiteEvidence, judgeEvidence, type DetailedJudgment } from '../../src/posture/judge-evidence';
import { type FindingEvent } from '../../src/posture/finding-state';
import { defaultSettings, type Settings } from '../../src/settings/settings';
import { type Severity } from '../../src/domain/control-attributes';
import { type Finding } from '../../src/domain/finding';
import { type Gap } from '../../src/domain/gap';
import { type Instant, MINUTE, instant, addDuration } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { type Reading, neverReadReading } from '../../src/domain/reading';
import { type SourceId } from '../../src/domain/source-id';
import { type Attestation } from '../../src/domain/attestation';

/*
 * Controls and sources that no site has: small enough that a test can cover every combination.
 */

export const START = instant(1_760_000_000_000);
export const at = (minutes: number): Instant => addDuration(START, minutes * MINUTE);

/** An object that breaks the control, or one that doesn't. */
export const factSchema = z.object({ id: z.string(), broken: z.boolean() });
export type Fact = z.infer<typeof factSchema>;

export const makeSource = (id: SourceId, version = 1): Source<Fact> =>
  defineSource<Fact>({
    id,
    version,
    operations: [],
    right: 'none',
    freshness: { full: 36, withFeed: 168 },
    fact: factSchema,
    keyOf: ({ id: key }) => key,
    async *pages() {
      throw new Error('tests of the judging read nothing');
    },
    recheck: async () => 'gone',
    touchedBy: () => 'none',
  });

export const makeFinding = (
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

export const makeControl = (of: Partial<Control> & { readonly needs: Needs }): Control => ({
  id: 'INF-99',
  version: 1,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'read',
  fixedBy: 'object-owner',
  codes: { findings: ['broken'] },
  judge: facts => ({
    findings: Object.entries(of.needs).flatMap(([name, { source }]) =>
      (facts[name] ?? [])
        .filter((each: Fact) => each.broken)
        .map(({ id }: Fact) => makeFinding(source.id, id)),
    ),
  }),
  ...of,
});

export const makeNeed = (how: Need<Fact>['kind'], id: SourceId, version = 1): Need<Fact> => ({
  kind: how,
  source: makeSource(id, version),
});

export const brokenFacts = (...ids: readonly string[]): readonly Fact[] =>
  ids.map(id => ({ id, broken: true }));
export const intactFacts = (...ids: readonly string[]): readonly Fact[] =>
  ids.map(id => ({ id, broken: false }));

interface ReadingOptions {
  readonly gaps?: readonly Gap['why'][];
  /** The minute of each object's re-check. */
  readonly recheck?: Readonly<Record<string, number>>;
  readonly deleted?: readonly string[];
  /** The minute before which nothing can be read now. */
  readonly staleBefore?: number;
}

/** A pass that began in this minute, and the re-checks since. */
export const makeReading = (
  minute: number,
  facts: readonly Fact[],
  { gaps = [], recheck = {}, deleted = [], staleBefore }: ReadingOptions = {},
): Reading<Fact> => ({
  facts,
  fullReadAt: at(minute),
  read: facts.length,
  gaps: gaps.map(why => ({ why })),
  recheckedAt: new Map(Object.entries(recheck).map(([id, when]) => [id, at(when)])),
  deleted: new Set(deleted),
  ...(staleBefore === undefined ? {} : { staleBefore: at(staleBefore) }),
});

export type ReadingsBySource = { readonly [K in SourceId]?: Reading<Fact> };

/** Sources that aren't listed were never read. */
export const makeEvidence = (readings: ReadingsBySource): SiteEvidence => ({
  reading: <F>({ id }: Source<F>) => (readings[id] ?? neverReadReading) as Reading<unknown> as Reading<F>,
});

export interface JudgingStep {
  readonly minute: number;
  readonly readings: ReadingsBySource;
  readonly control?: Control;
  readonly settings?: Settings;
  /** The settings of the judging before, where they were others. */
  readonly settingsBefore?: Settings;
  /** The settings with the approvals that expired since the judging before. */
  readonly withExpiredApprovals?: Settings;
  readonly attestation?: Attestation;
  readonly beforeBaseline?: boolean;
}

export interface JudgingResult {
  readonly history: ControlHistory;
  readonly judged: DetailedJudgment;
  readonly events: readonly FindingEvent[];
}

/** Judges one moment after another; each passes its history to the next. */
export function judgeSteps(
  control: Control,
  judgingSteps: readonly JudgingStep[],
  from?: ControlHistory,
): JudgingResult {
  let result: JudgingResult | undefined;
  for (const judgingStep of judgingSteps) {
    const {
      minute,
      readings,
      attestation,
      settingsBefore: before,
      withExpiredApprovals,
      settings = defaultSettings,
    } = judgingStep;
    const judgedControl = judgingStep.control ?? control;
    const evidence = makeEvidence(readings);
    const context = { settings, now: at(minute), attestation: () => attestation };
    const judged = judgeEvidence(judgedControl, evidence, context);
    const judgedWith = (other: Settings): DetailedJudgment =>
      judgeEvidence(judgedControl, evidence, { ...context, settings: other });
    const comparison = compareFindings({
      control: judgedControl,
      history: result?.history ?? from ?? emptyHistory(judgedControl),
      judgment: judged,
      evidence,
      now: at(minute),
      joinsBaseline: () => judgingStep.beforeBaseline ?? false,
      ...(before === undefined ? {} : { withPreviousSettings: judgedWith(before) }),
      ...(withExpiredApprovals === undefined
        ? {}
        : { withExpiredApprovals: judgedWith(withExpiredApprovals) }),
    });
    result = { ...comparison, judged };
  }
  if (result === undefined) throw new Error('nothing was judged');
  return result;
}

/** Each finding's state, or why it ended, by its object. */
export const statesBySubject = ({
  history: { findings: trackedFindings },
}: JudgingResult): Readonly<Record<string, string>> =>
  Object.fromEntries(
    trackedFindings.map(({ finding: { subject }, state, endReason }) => [subject.id, endReason ?? state]),
  );

export const onlyFinding = ({ history: { findings: trackedFindings } }: JudgingResult): TrackedFinding => {
  const [tracked, another] = trackedFindings;
  if (tracked === undefined || another !== undefined)
    throw new Error(`${trackedFindings.length} findings are known`);
  return tracked;
};
