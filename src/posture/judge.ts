import {
  type Control,
  type FactsFor,
  type JudgeContext,
  judgesBy,
  type Needs,
  needsAll,
  type ObjectGap,
} from '../controls/define';
import { type Source } from '../evidence/source';
import { type Settings } from '../settings/settings';
import { dayAt } from '../terms/day';
import { type Finding } from '../terms/finding';
import { DAY, type Instant, later } from '../terms/instant';
import { type Reading } from '../terms/reading';
import { type SourceId } from '../terms/source-id';
import { type Attestation } from '../terms/statement';
import { type Judgement, type SourcedGap, type Verdict } from '../terms/verdict';

/** Everything that is known of a site: what each source said, rights and age already taken into account. */
export interface Evidence {
  reading<F>(source: Source<F>): Reading<F>;
}

export interface JudgingContext {
  readonly settings: Settings;
  readonly now: Instant;
  readonly ownAccount?: string;
  /** The latest attestation of a control, valid or not. */
  attestation(control: string): Attestation | undefined;
}

/** A judgement with what the life of findings needs: the sources with gaps, and the single objects with gaps. */
export interface Judged extends Judgement {
  readonly blind: ReadonlySet<SourceId>;
  /** Objects by `objectKey`. */
  readonly blindObjects: ReadonlySet<string>;
  /** Keys of what is there and has no effect on the site's plan: it wasn't fixed. */
  readonly latent: ReadonlySet<string>;
}

export const objectKey = (source: SourceId, object: string): string => `${source} ${object}`;

const isOfObject = (gap: SourcedGap | ObjectGap): gap is ObjectGap => 'object' in gap;

/** The gap as it is shown: an object is named by what is kept of it, not by a gap. */
const shown = ({ why, at, source }: SourcedGap): SourcedGap => ({
  why,
  ...(at === undefined ? {} : { at }),
  ...(source === undefined ? {} : { source }),
});

/** For how long a lapsed statement is due before the control is not met. */
const GRACE = 14 * DAY;

/** The finding of a control whose statement lapsed over 14 days ago. Its words stand in `posture.json`. */
const lapsed = (control: Control, attestation: Attestation): Finding => ({
  key: `${control.id}:statement-lapsed:site-${control.id}:`,
  control: control.id,
  code: 'statement-lapsed',
  severity: control.weight,
  subject: { kind: 'site', id: control.id },
  args: { since: { at: attestation.validUntil } },
});

type StatementState = 'none' | 'valid' | 'due' | 'lapsed';

const statementState = (
  control: Control,
  attestation: Attestation | undefined,
  now: Instant,
): StatementState => {
  if (attestation === undefined || attestation.version !== control.version) return 'none';
  if (now <= attestation.validUntil) return 'valid';
  return now <= later(attestation.validUntil, GRACE) ? 'due' : 'lapsed';
};

const isClosed = (reading: Reading<unknown>): boolean => reading.gaps.length === 0;

const factsFor = (needs: Needs, evidence: Evidence): FactsFor<Needs> =>
  Object.fromEntries(
    Object.entries(needs).map(([name, need]) => {
      const reading = evidence.reading(need.source);
      return [name, needsAll(need) && !isClosed(reading) ? undefined : reading.facts];
    }),
  );

const needGaps = (needs: Needs, evidence: Evidence): readonly SourcedGap[] =>
  Object.values(needs)
    .filter(judgesBy)
    .flatMap(({ source }) => evidence.reading(source).gaps.map(gap => ({ ...gap, source: source.id })));

const verdictOf = (findings: readonly Finding[], gaps: readonly SourcedGap[]): Verdict => {
  if (findings.length > 0) return { is: 'not-met' };
  const [first, ...others] = gaps;
  return first === undefined ? { is: 'met' } : { is: 'unknown', gaps: [first, ...others] };
};

const byKey = (one: Finding, other: Finding): number =>
  one.key < other.key ? -1 : one.key > other.key ? 1 : 0;

const samePlace = (one: SourcedGap, other: SourcedGap): boolean =>
  one.why === other.why && one.source === other.source && one.at === other.at;

const unique = (gaps: readonly SourcedGap[]): readonly SourcedGap[] =>
  gaps.filter((gap, index) => gaps.findIndex(other => samePlace(gap, other)) === index);

/**
 * Judges one control. Sound both ways: removing evidence never makes it met, and a finding that one fact proves is
 * never withheld because something else could not be read.
 */
export function judge(control: Control, evidence: Evidence, context: JudgingContext): Judged {
  const fromNeeds = needGaps(control.needs, evidence);
  const attestation = context.attestation(control.id);
  const state = control.statement ? statementState(control, attestation, context.now) : undefined;
  const stated = control.statement?.blanks.safeParse(attestation?.blanks);

  const { timeZone } = context.settings;
  const judgeContext: JudgeContext<unknown> = {
    settings: context.settings,
    now: context.now,
    today: dayAt(context.now, timeZone),
    ...(context.ownAccount === undefined ? {} : { ownAccount: context.ownAccount }),
    ...(state === 'valid' && stated?.success && attestation
      ? {
          statement: {
            blanks: stated.data,
            day: dayAt(attestation.at, timeZone),
            about: attestation.about ?? [],
          },
        }
      : {}),
  };
  const facts = factsFor(control.needs, evidence);

  if (fromNeeds.length === 0) {
    const applies = control.applies(facts, judgeContext);
    if (applies !== true) {
      const verdict: Verdict = { is: 'not-applicable', why: applies };
      return {
        control: control.id,
        verdict,
        findings: [],
        notes: [],
        gaps: [],
        blind: new Set(),
        blindObjects: new Set<string>(),
        latent: new Set(),
      };
    }
  }

  const said = control.judge(facts, judgeContext);
  const own = said.gaps ?? [];
  // What was read, and doesn't say what this control asks, shows no finding either. Single objects that were never read
  // (`never-read`), or that aren't known completely, say so of themselves alone.
  const unsaid = own.filter(each => each.why !== 'never-read' && !isOfObject(each));
  const blind = new Set([...fromNeeds, ...unsaid].flatMap(({ source }) => source ?? []));
  const findings = [
    ...said.findings,
    ...(state === 'lapsed' && attestation ? [lapsed(control, attestation)] : []),
  ].sort(byKey);
  const unstated: readonly SourcedGap[] =
    state !== undefined && judgeContext.statement === undefined ? [{ why: 'not-attested' }] : [];
  const gaps = unique([...fromNeeds, ...own.map(shown), ...unstated]);
  return {
    control: control.id,
    verdict: verdictOf(findings, gaps),
    findings,
    notes: said.notes ?? [],
    gaps,
    blind,
    blindObjects: new Set(own.filter(isOfObject).map(({ source, object }) => objectKey(source, object))),
    latent: new Set((said.latent ?? []).map(({ key }) => key)),
  };
}

/** All controls, in their order. */
export const judgeAll = (
  controls: readonly Control[],
  evidence: Evidence,
  context: JudgingContext,
): readonly Judged[] => controls.map(control => judge(control, evidence, context));
