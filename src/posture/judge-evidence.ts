import {
  type Control,
  type FactsFor,
  type ControlJudgeContext,
  isJudgedNeed,
  type Needs,
  needsCompleteReading,
  type ObjectGap,
} from '../controls/define-control';
import { type Source } from '../evidence/source';
import { type Settings } from '../settings/settings';
import { dayAt } from '../domain/day';
import { type Finding } from '../domain/finding';
import { DAY, type Instant, addDuration } from '../domain/instant';
import { type Reading } from '../domain/reading';
import { type SourceId } from '../domain/source-id';
import { type Attestation } from '../domain/attestation';
import { type Judgment, type SourcedGap, type Verdict } from '../domain/verdict';

/** The evidence of a site, with gaps for missing rights and stale readings already added. */
export interface SiteEvidence {
  reading<F>(source: Source<F>): Reading<F>;
}

export interface JudgingInputs {
  readonly settings: Settings;
  readonly now: Instant;
  readonly ownAccount?: string;
  /** The latest attestation of a control, valid or expired. */
  attestation(control: string): Attestation | undefined;
}

/** A judgment plus the sources and single objects with gaps, as `compareFindings` needs them. */
export interface DetailedJudgment extends Judgment {
  readonly blindSources: ReadonlySet<SourceId>;
  /** Objects with gaps, by `sourceObjectKey`. */
  readonly blindObjects: ReadonlySet<string>;
  /** Keys of findings that exist but have no effect on the site's plan. They were not fixed. */
  readonly latentKeys: ReadonlySet<string>;
}

export const sourceObjectKey = (source: SourceId, object: string): string => `${source} ${object}`;

const isObjectGap = (gap: SourcedGap | ObjectGap): gap is ObjectGap => 'object' in gap;

/** The gap without its object: the page names the object from the stored facts. */
const toSourcedGap = ({ why, at, source }: SourcedGap): SourcedGap => ({
  why,
  ...(at === undefined ? {} : { at }),
  ...(source === undefined ? {} : { source }),
});

/** How long an expired attestation is due before the control is not met. */
const EXPIRY_GRACE_PERIOD = 14 * DAY;

/** The finding for an attestation that expired over 14 days ago. Its text is in `posture.json`. */
const buildExpiredFinding = (control: Control, attestation: Attestation): Finding => ({
  key: `${control.id}:attestation-expired:site-${control.id}:`,
  control: control.id,
  code: 'attestation-expired',
  severity: control.weight,
  subject: { kind: 'site', id: control.id },
  args: { since: { at: attestation.validUntil } },
});

type AttestationState = 'none' | 'valid' | 'due' | 'expired';

const attestationStateOf = (
  control: Control,
  attestation: Attestation | undefined,
  now: Instant,
): AttestationState => {
  if (attestation === undefined || attestation.version !== control.version) return 'none';
  if (now <= attestation.validUntil) return 'valid';
  return now <= addDuration(attestation.validUntil, EXPIRY_GRACE_PERIOD) ? 'due' : 'expired';
};

const isCompleteReading = (reading: Reading<unknown>): boolean => reading.gaps.length === 0;

const collectFacts = (needs: Needs, evidence: SiteEvidence): FactsFor<Needs> =>
  Object.fromEntries(
    Object.entries(needs).map(([name, need]) => {
      const reading = evidence.reading(need.source);
      return [name, needsCompleteReading(need) && !isCompleteReading(reading) ? undefined : reading.facts];
    }),
  );

const collectNeedGaps = (needs: Needs, evidence: SiteEvidence): readonly SourcedGap[] =>
  Object.values(needs)
    .filter(isJudgedNeed)
    .flatMap(({ source }) => evidence.reading(source).gaps.map(gap => ({ ...gap, source: source.id })));

const verdictOf = (findings: readonly Finding[], gaps: readonly SourcedGap[]): Verdict => {
  if (findings.length > 0) return { is: 'not-met' };
  const [first, ...others] = gaps;
  return first === undefined ? { is: 'met' } : { is: 'unknown', gaps: [first, ...others] };
};

const compareByKey = (one: Finding, other: Finding): number =>
  one.key < other.key ? -1 : one.key > other.key ? 1 : 0;

const isSameGap = (one: SourcedGap, other: SourcedGap): boolean =>
  one.why === other.why && one.source === other.source && one.at === other.at;

const uniqueGaps = (gaps: readonly SourcedGap[]): readonly SourcedGap[] =>
  gaps.filter((gap, index) => gaps.findIndex(other => isSameGap(gap, other)) === index);

/**
 * Judges one control. Removing evidence never makes it met. A finding that one fact proves is reported even if other
 * evidence could not be read.
 */
export function judgeEvidence(
  control: Control,
  evidence: SiteEvidence,
  context: JudgingInputs,
): DetailedJudgment {
  const gapsOfNeeds = collectNeedGaps(control.needs, evidence);
  const attestation = context.attestation(control.id);
  const attestationState = control.attestation
    ? attestationStateOf(control, attestation, context.now)
    : undefined;
  const parsedAnswers = control.attestation?.answersSchema.safeParse(attestation?.answers);

  const { timeZone } = context.settings;
  const judgeContext: ControlJudgeContext<unknown> = {
    settings: context.settings,
    now: context.now,
    today: dayAt(context.now, timeZone),
    ...(context.ownAccount === undefined ? {} : { ownAccount: context.ownAccount }),
    ...(attestationState === 'valid' && parsedAnswers?.success && attestation
      ? {
          attestation: {
            answers: parsedAnswers.data,
            attestedOn: dayAt(attestation.at, timeZone),
            coveredIds: attestation.coveredIds ?? [],
          },
        }
      : {}),
  };
  const facts = collectFacts(control.needs, evidence);

  if (gapsOfNeeds.length === 0) {
    const applicability = control.appliesIf?.(facts, judgeContext) ?? true;
    if (applicability !== true) {
      const verdict: Verdict = { is: 'not-applicable', why: applicability };
      return {
        control: control.id,
        verdict,
        findings: [],
        notes: [],
        gaps: [],
        blindSources: new Set(),
        blindObjects: new Set<string>(),
        latentKeys: new Set(),
      };
    }
  }

  const result = control.judge(facts, judgeContext);
  const ownGaps = result.gaps ?? [];
  // A gap that the control reports for a whole source makes that source blind. Gaps of single objects (`never-read`, or
  // with an `object`) affect only these objects.
  const blindingGaps = ownGaps.filter(each => each.why !== 'never-read' && !isObjectGap(each));
  const blindSources = new Set([...gapsOfNeeds, ...blindingGaps].flatMap(({ source }) => source ?? []));
  const findings = [
    ...result.findings,
    ...(attestationState === 'expired' && attestation ? [buildExpiredFinding(control, attestation)] : []),
  ].sort(compareByKey);
  const attestationGaps: readonly SourcedGap[] =
    attestationState !== undefined && judgeContext.attestation === undefined ? [{ why: 'not-attested' }] : [];
  const gaps = uniqueGaps([...gapsOfNeeds, ...ownGaps.map(toSourcedGap), ...attestationGaps]);
  return {
    control: control.id,
    verdict: verdictOf(findings, gaps),
    findings,
    notes: result.notes ?? [],
    gaps,
    blindSources,
    blindObjects: new Set(
      ownGaps.filter(isObjectGap).map(({ source, object }) => sourceObjectKey(source, object)),
    ),
    latentKeys: new Set((result.latent ?? []).map(({ key }) => key)),
  };
}

export const judgeControls = (
  controls: readonly Control[],
  evidence: SiteEvidence,
  context: JudgingInputs,
): readonly DetailedJudgment[] => controls.map(control => judgeEvidence(control, evidence, context));
