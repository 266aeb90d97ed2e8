import { type Control, isJudgedNeed } from '../controls/define-control';
import { ownSchemeOf } from '../evidence/sources/own-schemes';
import { RECHECK_COUNTS_BEFORE_PASS, type Source } from '../evidence/source';
import { findPlausibilityFailure } from '../domain/plausibility-failure';
import { type Finding, type FindingSubject } from '../domain/finding';
import { DAY, type Instant, instant, addDuration } from '../domain/instant';
import { type EndReason, type TrackedFinding } from '../domain/tracked-finding';
import { type Reading } from '../domain/reading';
import { type SiteEvidence, type DetailedJudgment, sourceObjectKey } from './judge-evidence';
import { type NewFindingContext, type Observation, type FindingEvent, transition } from './finding-state';

/** The stored history of one control between judgings. */
export interface ControlHistory {
  /** The version of the control that judged last. */
  readonly version: number;
  /** The oldest read time in the last judging without blind sources. */
  readonly completeReadAt?: Instant;
  /**
   * Sources not judged since a new version of the control or the source, although an earlier version had judged
   * everything.
   */
  readonly unjudgedSources?: readonly string[];
  readonly sourceVersions?: Readonly<Record<string, number>>;
  readonly findings: readonly TrackedFinding[];
}

export const emptyHistory = (control: Control): ControlHistory => ({
  version: control.version,
  findings: [],
});

interface ComparisonInput {
  readonly control: Control;
  readonly history: ControlHistory;
  readonly judgment: DetailedJudgment;
  /** The same evidence judged with the previous settings; missing if they are unchanged. */
  readonly withPreviousSettings?: DetailedJudgment;
  /** The same evidence judged as if settings entries that expired since the last judging were still valid. */
  readonly withExpiredApprovals?: DetailedJudgment;
  /** Whether a finding joins the baseline if it first appears before everything was read once. */
  readonly joinsBaseline: (key: string) => boolean;
  readonly evidence: SiteEvidence;
  readonly now: Instant;
}

interface SourceReading {
  readonly id: string;
  readonly source: Source<unknown>;
  readonly reading: Reading<unknown>;
}

const collectReadings = (control: Control, evidence: SiteEvidence): readonly SourceReading[] =>
  Object.values(control.needs)
    .filter(isJudgedNeed)
    .map(({ source }: { source: Source<unknown> }) => ({
      id: source.id,
      source,
      reading: evidence.reading(source),
    }));

/**
 * Whether everything that a control depends on was read once: before that, no finding is known to be new. Always true
 * for controls that need only attestations.
 */
export const wasReadCompletely = ({ needs }: Control, history: ControlHistory | undefined): boolean =>
  history?.completeReadAt !== undefined || !Object.values(needs).some(isJudgedNeed);

const recheckKeyOf = (subject: FindingSubject): string => subject.recheckKey ?? subject.id;

const isBlindObject = (
  blindObjects: DetailedJudgment['blindObjects'],
  source: FindingSubject['source'],
  object: string,
): boolean => source !== undefined && blindObjects.has(sourceObjectKey(source, object));

/**
 * Whether parts of the finding are unknown: its object, or a member of its reach. If the app doesn't know what opens a
 * member, the object may still open it.
 */
const isInUnknown = (
  blindObjects: DetailedJudgment['blindObjects'],
  subject: FindingSubject,
  { reach = [], reachSource }: Pick<Finding, 'reach' | 'reachSource'>,
): boolean =>
  isBlindObject(blindObjects, subject.source, recheckKeyOf(subject)) ||
  (subject.space !== undefined && isBlindObject(blindObjects, subject.source, ownSchemeOf(subject.space))) ||
  (reachSource !== undefined && reach.some(member => isBlindObject(blindObjects, reachSource, member)));

interface ReadTimes {
  readonly readAt: Instant;
  readonly newestReadAt: Instant;
  readonly rechecked: boolean;
  readonly stale: boolean;
  readonly deleted: boolean;
  /** When all objects of the finding were re-checked; undefined if some of them were only looked up in lists. */
  recheckedAt(): Instant | undefined;
  memberReadAt(member: string): Instant;
  couldSeeMember(member: string): boolean;
}

/** Whether a re-check counts in addition to a pass: it was made after the pass or shortly before it. */
const countsAsRecheck = (at: Instant | undefined, fullReadAt: Instant | undefined): boolean =>
  at !== undefined && (fullReadAt === undefined || at > addDuration(fullReadAt, -RECHECK_COUNTS_BEFORE_PASS));

/** Whether at least one member that lists omit was re-checked in every list that omits it. */
function wereMissingMembersRechecked(members: readonly string[], lists: readonly SourceReading[]): boolean {
  const checkedLists = lists.map(({ source, reading: { facts, recheckedAt, fullReadAt } }) => {
    const named = new Set(facts.map(fact => source.keyOf(fact)));
    return {
      named,
      isKnown: (key: string) => named.has(key) || countsAsRecheck(recheckedAt?.get(key), fullReadAt),
    };
  });
  const missing = members.filter(key => checkedLists.some(({ named }) => !named.has(key)));
  return missing.length === 0 || missing.some(key => checkedLists.every(({ isKnown }) => isKnown(key)));
}

/** The read times of the subject, and of the newest evidence that the control depends on. */
function resolveReadTimes(
  subject: FindingSubject,
  { reach = [], reachSource, reachList }: Pick<Finding, 'reach' | 'reachSource' | 'reachList'>,
  { control, evidence, now, judgment: { blindSources, blindObjects } }: ComparisonInput,
): ReadTimes {
  const sourceReadings = collectReadings(control, evidence);
  const ownReading = sourceReadings.find(({ id }) => id === subject.source)?.reading;
  const ownRecheckedAt =
    subject.confirmBy === 'pass' ? undefined : ownReading?.recheckedAt?.get(recheckKeyOf(subject));
  const fullReadTimes = sourceReadings.flatMap(({ reading }) => reading.fullReadAt ?? []);
  const ownReadAt =
    ownRecheckedAt ??
    ownReading?.fullReadAt ??
    (fullReadTimes.length > 0 ? instant(Math.min(...fullReadTimes)) : now);
  const confirmWithReadAt = sourceReadings.find(({ id }) => id === subject.confirmWith)?.reading.fullReadAt;
  const readAt = instant(Math.min(ownReadAt, confirmWithReadAt ?? ownReadAt));
  const memberReading = sourceReadings.find(({ id }) => id === reachSource)?.reading;
  const memberReadAt = (member: string): Instant =>
    memberReading === undefined
      ? readAt
      : (memberReading.recheckedAt?.get(member) ?? memberReading.fullReadAt ?? readAt);
  const isMemberRechecked = (member: string): boolean =>
    (memberReading?.recheckedAt?.get(member) ?? 0) > (memberReading?.fullReadAt ?? 0);
  const isOwnRechecked =
    ownRecheckedAt !== undefined &&
    (ownReading?.fullReadAt === undefined || ownRecheckedAt > ownReading.fullReadAt);
  // A new pass re-checks a count. A finding without a source is re-checked by any new reading.
  const isRechecked =
    subject.source === undefined ||
    subject.confirmBy === 'pass' ||
    countsAsRecheck(ownRecheckedAt, ownReading?.fullReadAt);
  const lists = sourceReadings.filter(({ id }) => id === reachSource || id === reachList);
  return {
    readAt,
    recheckedAt: () => (isRechecked && wereMissingMembersRechecked(reach, lists) ? readAt : undefined),
    couldSeeMember: member =>
      [...blindSources].every(source => source === reachSource && isMemberRechecked(member)) &&
      !isBlindObject(blindObjects, reachSource ?? subject.source, member),
    newestReadAt: instant(Math.max(readAt, ...fullReadTimes, ...reach.map(memberReadAt))),
    memberReadAt,
    rechecked: isOwnRechecked,
    stale: ownReading?.staleBefore !== undefined && readAt < ownReading.staleBefore,
    // An object that is looked up inside another one disappears with it, but was not deleted itself.
    deleted: subject.recheckKey === undefined && ownReading?.deleted?.has(subject.id) === true,
  };
}

/**
 * Whether the control can judge a source that has gaps: only if it needs `each` fact. Other needs get no facts then,
 * not even from a re-check.
 */
const canJudgePartialReading = ({ needs }: Control, source: string): boolean =>
  Object.values(needs).some(need => need.source.id === source && need.kind === 'each');

/** Whether a source's list is implausible and a re-check would read the same list. */
const isImplausibleList = ({ needs }: Control, gaps: DetailedJudgment['gaps'], source: string): boolean =>
  Object.values(needs).some(
    need => need.source.id === source && need.source.plausibility?.rechecksSingly === false,
  ) && gaps.some(gap => gap.source === source && findPlausibilityFailure(gap) !== undefined);

/**
 * Whether the evidence could show the finding. A source with a gap is blind, with one exception: it is the finding's
 * own source, the object was re-checked, and no part of the finding is unknown. The exception doesn't apply if a
 * re-check reads the same implausible list. A finding from an attestation is only observable in a valid attestation.
 */
const isObservable = (
  { judgment: { blindSources, blindObjects, gaps }, control }: ComparisonInput,
  finding: Finding,
  { rechecked, deleted, stale }: Pick<ReadTimes, 'rechecked' | 'deleted' | 'stale'>,
): boolean => {
  const { subject } = finding;
  const isRechecked = (rechecked || deleted) && !stale;
  return (
    [...blindSources].every(
      source =>
        isRechecked &&
        source === subject.source &&
        canJudgePartialReading(control, source) &&
        !isImplausibleList(control, gaps, source),
    ) &&
    ((deleted && !stale) || !isInUnknown(blindObjects, subject, finding)) &&
    (subject.source !== undefined || !gaps.some(({ why }) => why === 'not-attested'))
  );
};

function observeFinding(
  tracked: TrackedFinding | undefined,
  finding: Finding | undefined,
  comparison: ComparisonInput,
): Observation {
  const { judgment, withPreviousSettings, control, history } = comparison;
  const known = finding ?? tracked?.finding;
  if (known === undefined) return { is: 'blind' };
  const times = resolveReadTimes(known.subject, known, comparison);
  if (finding !== undefined) {
    const { readAt, newestReadAt, stale, memberReadAt, couldSeeMember } = times;
    return { is: 'seen', finding, readAt, newestReadAt, stale, memberReadAt, couldSeeMember };
  }
  const buildEnded = (why: EndReason): Observation => ({
    is: 'ended',
    endReason: why,
    newestReadAt: times.newestReadAt,
  });
  if (judgment.verdict.is === 'not-applicable') return buildEnded('not-applicable');
  if (withPreviousSettings?.findings.some(({ key }) => key === tracked?.finding.key))
    return buildEnded('setting-changed');
  if (tracked !== undefined && judgment.latentKeys.has(tracked.finding.key))
    return buildEnded('plan-changed');
  if (!isObservable(comparison, known, times)) return { is: 'blind' };
  // A closing finding was already missing under the previous version's rule, so it is being fixed.
  if (history.version !== control.version && tracked?.state !== 'closing') return buildEnded('rule-changed');
  const { newestReadAt, deleted } = times;
  const recheckedAt = times.recheckedAt();
  return recheckedAt === undefined
    ? { is: 'missing', readAt: times.readAt, newestReadAt, deleted, onlyLists: true }
    : { is: 'missing', readAt: recheckedAt, newestReadAt, deleted };
}

/**
 * Resolved and ended findings are deleted after this time: their history and work items matter for a year. If one
 * returns later, the last complete reading without it still shows that it is new.
 */
const FORGET_AFTER = 400 * DAY;

const isForgotten = ({ state, since }: TrackedFinding, now: Instant): boolean =>
  (state === 'resolved' || state === 'ended') && since < addDuration(now, -FORGET_AFTER);

const includesFinding = ({ findings }: DetailedJudgment, { key }: Finding): boolean =>
  findings.some(each => each.key === key);

/**
 * Sources that this version of the control and the source has not judged, before and after this judging. The version
 * caused the first findings in such a source, not necessarily a change of the site.
 */
interface Unjudged {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function unjudgedIn({ control, history, evidence }: ComparisonInput): Unjudged {
  const read = collectReadings(control, evidence);
  const hasNewVersion = ({ id, source }: SourceReading): boolean =>
    history.version !== control.version || history.sourceVersions?.[id] !== source.version;
  const anew = wasReadCompletely(control, history) ? read.filter(hasNewVersion).map(({ id }) => id) : [];
  const before = [...new Set([...(history.unjudgedSources ?? []), ...anew])];
  const judgedNothing = (name: string): boolean =>
    read.some(
      ({ id, reading }) =>
        id === name &&
        (reading.fullReadAt === undefined ||
          (reading.gaps.length > 0 && !canJudgePartialReading(control, name))),
    );
  return { before, after: before.filter(judgedNothing) };
}

/**
 * Whether a new version may have caused what these sources show. Judging one source for the first time can also turn
 * objects of another source into findings.
 */
const isBroughtByVersion = ({ before, after }: Unjudged, shownBy: readonly (string | undefined)[]): boolean =>
  after.length < before.length || before.some(source => shownBy.includes(source));

const originOf = (
  finding: Finding | undefined,
  { withPreviousSettings, withExpiredApprovals, history, control }: ComparisonInput,
  unjudged: Unjudged,
): NewFindingContext['origin'] => {
  if (finding === undefined) return 'site';
  if (history.version !== control.version) return 'rule';
  if (isBroughtByVersion(unjudged, [finding.subject.source])) return 'rule';
  if (withPreviousSettings !== undefined && !includesFinding(withPreviousSettings, finding)) return 'setting';
  if (withExpiredApprovals !== undefined && !includesFinding(withExpiredApprovals, finding)) return 'expiry';
  return 'site';
};

/** Whether a finding awaits a re-check of its own objects. A count awaits its next pass. */
const isAwaitingRecheck = (
  tracked: TrackedFinding | undefined,
  { onlyLists }: Extract<Observation, { is: 'missing' }>,
): boolean =>
  (tracked?.state === 'unconfirmed' || tracked?.state === 'closing') &&
  tracked.finding.subject.source !== undefined &&
  (onlyLists === true || tracked.finding.subject.confirmBy === 'pass');

/**
 * Applies one transition to each finding of a control.
 * @returns the new history and the events. Without new evidence, the history has the same content.
 */
export function compareFindings(comparison: ComparisonInput): {
  history: ControlHistory;
  events: readonly FindingEvent[];
  /** A finding is missing only from lists. It counts until its own objects are re-checked. */
  needsRecheck: boolean;
} {
  const { control, history, judgment, evidence, now, joinsBaseline } = comparison;
  const trackedByKey = new Map(history.findings.map(tracked => [tracked.finding.key, tracked]));
  const findingsByKey = new Map(judgment.findings.map(finding => [finding.key, finding]));
  const events: FindingEvent[] = [];
  const nextFindings: TrackedFinding[] = [];
  let needsRecheck = false;
  const wasReadBefore = wasReadCompletely(control, history);
  const isSameRule = history.version === control.version;
  const unjudgedSources = unjudgedIn(comparison);
  for (const key of new Set([...trackedByKey.keys(), ...findingsByKey.keys()])) {
    const tracked = trackedByKey.get(key);
    const finding = findingsByKey.get(key);
    const origin = originOf(finding, comparison, unjudgedSources);
    const { subject, reachSource, reachList } = finding ?? tracked?.finding ?? {};
    const newFindingContext: NewFindingContext = {
      origin,
      controlVersion: control.version,
      inBaseline: !wasReadBefore && joinsBaseline(key),
      // A new version that adds members to a reach causes no drift.
      wasReadBefore:
        wasReadBefore &&
        isSameRule &&
        !isBroughtByVersion(unjudgedSources, [subject?.source, reachSource, reachList]),
      // A reading without the finding proves that it was closed only if the same rules applied then.
      ...(history.completeReadAt === undefined || origin !== 'site'
        ? {}
        : { lastAbsent: history.completeReadAt }),
    };
    const observation = observeFinding(tracked, finding, comparison);
    const result = transition(tracked, observation, now, newFindingContext);
    needsRecheck ||= observation.is === 'missing' && isAwaitingRecheck(result.tracked, observation);
    if (result.tracked !== undefined && !isForgotten(result.tracked, now)) nextFindings.push(result.tracked);
    if (result.event !== undefined) events.push({ key, is: result.event });
  }
  const fullReadTimes = collectReadings(control, evidence).flatMap(({ reading }) => reading.fullReadAt ?? []);
  const completeReadAt =
    judgment.blindSources.size === 0 && fullReadTimes.length > 0
      ? instant(Math.min(...fullReadTimes))
      : history.completeReadAt;
  return {
    history: {
      version: control.version,
      ...(completeReadAt === undefined ? {} : { completeReadAt }),
      ...(unjudgedSources.after.length === 0 ? {} : { unjudgedSources: unjudgedSources.after }),
      sourceVersions: Object.fromEntries(
        collectReadings(control, evidence).map(({ id, source }) => [id, source.version]),
      ),
      findings: nextFindings,
    },
    events,
    needsRecheck,
  };
}
