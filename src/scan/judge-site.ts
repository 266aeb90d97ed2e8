import { type Control } from '../controls/define-control';
import { type Change } from '../evidence/change';
import { type Source } from '../evidence/source';
import { attributionOf } from '../posture/attribution';
import { type ControlHistory, compareFindings, emptyHistory } from '../posture/compare-findings';
import { type SiteEvidence, type DetailedJudgment, judgeEvidence } from '../posture/judge-evidence';
import { CONFIRMATION_DELAY, type FindingEvent } from '../posture/finding-state';
import { type Settings, withEntriesExtended } from '../settings/settings';
import { type ControlId } from '../domain/control-attributes';
import { type Day, dayAt } from '../domain/day';
import { type Instant, instant, addDuration } from '../domain/instant';
import { type TrackedFinding } from '../domain/tracked-finding';
import { type SourceId } from '../domain/source-id';
import { type Attestation } from '../domain/attestation';

/** The input of judging a site. `histories` and `judgedSettings` come from the previous judging. */
export interface SiteToJudge {
  readonly controls: readonly Control[];
  readonly evidence: SiteEvidence;
  readonly histories: ReadonlyMap<ControlId, ControlHistory>;
  readonly settings: Settings;
  readonly judgedSettings: Settings | undefined;
  /** The day of the previous judging, in the site's time zone. */
  readonly judgedOn: Day | undefined;
  /** Whether a work item was filed for a finding, by its key. */
  wasFiled(key: string): boolean;
  readonly attestations: ReadonlyMap<string, Attestation>;
  readonly ownAccount: string | undefined;
  readonly changes: readonly Change[];
  readonly now: Instant;
}

export interface JudgedControl {
  readonly control: Control;
  readonly judged: DetailedJudgment;
  readonly history: ControlHistory;
  readonly findingEvents: readonly FindingEvent[];
}

/**
 * Adds who opened, widened, or resolved the finding. Audit records can arrive after a finding is first seen, so a
 * `bounded` attribution is computed again on confirmation. A finding that no change of the site caused has no actor.
 */
function withAttribution(
  tracked: TrackedFinding,
  {
    step: event,
    before,
    changes,
  }: { step: FindingEvent['is'] | undefined; before: TrackedFinding | undefined; changes: readonly Change[] },
): TrackedFinding {
  const { subject } = tracked.finding;
  switch (event) {
    case 'detected':
    case 'opened':
    case 'seen-again': {
      if (tracked.origin !== 'site' || (tracked.openedBy !== undefined && tracked.openedBy.is !== 'bounded'))
        return tracked;
      const bounds = {
        before: tracked.firstSeen,
        ...(tracked.lastAbsent === undefined ? {} : { after: tracked.lastAbsent }),
      };
      return { ...tracked, openedBy: attributionOf([subject], bounds, changes) };
    }
    case 'widened': {
      const knownMembers = new Set(before?.addedReach);
      const spaces = tracked.addedReach
        .filter(id => !knownMembers.has(id))
        .map(id => ({ kind: 'space', id }) as const);
      const bounds = { before: tracked.readAt, ...(before === undefined ? {} : { after: before.readAt }) };
      return { ...tracked, widenedBy: attributionOf([subject, ...spaces], bounds, changes) };
    }
    case 'resolved':
    case 'ended':
      return {
        ...tracked,
        resolvedBy: attributionOf([subject], { after: tracked.lastSeen, before: tracked.readAt }, changes),
      };
    default:
      return tracked;
  }
}

/**
 * A control with an open finding stays not met when its source can't be read: missing evidence is no improvement. The
 * same applies when lists no longer contain the finding, until its own objects are re-checked.
 */
const keepLastSeenVerdict = (
  judged: DetailedJudgment,
  trackedFindings: readonly TrackedFinding[],
  missingFromLists: boolean,
): DetailedJudgment =>
  ((judged.verdict.is === 'unknown' || judged.verdict.is === 'met') && missingFromLists) ||
  (judged.verdict.is === 'unknown' &&
    trackedFindings.some(({ state }) => state === 'stale' || state === 'unconfirmed'))
    ? { ...judged, verdict: { is: 'not-met' } }
    : judged;

function judgeControl(control: Control, site: SiteToJudge): JudgedControl {
  const { evidence, settings, judgedSettings, judgedOn, attestations, ownAccount, now, changes } = site;
  const context = {
    settings,
    now,
    attestation: (id: string) => attestations.get(id),
    ...(ownAccount === undefined ? {} : { ownAccount }),
  };
  const judged = judgeEvidence(control, evidence, context);
  const history = site.histories.get(control.id) ?? emptyHistory(control);
  const judgedWith = (other: Settings): DetailedJudgment =>
    judgeEvidence(control, evidence, { ...context, settings: other });
  const today = dayAt(now, settings.timeZone);
  const isNewDay = judgedOn !== undefined && judgedOn < today;
  const comparison = compareFindings({
    control,
    history,
    judgment: judged,
    evidence,
    now,
    ...(judgedSettings === undefined ? {} : { withPreviousSettings: judgedWith(judgedSettings) }),
    ...(isNewDay ? { withExpiredApprovals: judgedWith(withEntriesExtended(settings, judgedOn, today)) } : {}),
    joinsBaseline: key => settings.baseline?.mode === 'drift' && !site.wasFiled(key),
  });
  const eventByKey = new Map(comparison.events.map(({ key, is }) => [key, is]));
  const previousByKey = new Map(history.findings.map(tracked => [tracked.finding.key, tracked]));
  const trackedFindings = comparison.history.findings.map(tracked => {
    const { key } = tracked.finding;
    return withAttribution(tracked, { step: eventByKey.get(key), before: previousByKey.get(key), changes });
  });
  return {
    control,
    judged: keepLastSeenVerdict(judged, trackedFindings, comparison.needsRecheck),
    history: { ...comparison.history, findings: trackedFindings },
    findingEvents: comparison.events,
  };
}

/**
 * Judges every control and applies one transition to each finding. Pure: judging the same site again causes no
 * transition.
 */
export const judgeSite = (site: SiteToJudge): readonly JudgedControl[] =>
  site.controls.map(control => judgeControl(control, site));

/**
 * A confirmation to read, and the earliest time at which it counts. Without a key it needs a pass of the whole source.
 */
export interface Confirmation {
  readonly source: SourceId;
  readonly key?: string;
  readonly at: Instant;
}

const needsConfirmation = (tracked: TrackedFinding): boolean =>
  tracked.state === 'unconfirmed' ||
  tracked.state === 'closing' ||
  tracked.pendingAdditions !== undefined ||
  tracked.pendingRemovals !== undefined;

/** With more added or removed members than this, one new pass confirms all of them. */
const MAX_SINGLE_MEMBERS = 25;

/**
 * When a finding is missing, the members of its reach that some list omits are re-checked in each of these lists. Only
 * re-checks can confirm that the finding is resolved.
 */
function missingMemberConfirmations(
  control: Control,
  { finding: { reach = [], reachSource, reachList } }: TrackedFinding,
  at: Instant,
  evidence: SiteEvidence,
): readonly Confirmation[] {
  const lists = Object.values(control.needs)
    .map((need): Source<unknown> => need.source)
    .filter(({ id }) => id === reachSource || id === reachList)
    .map(source => ({
      source: source.id,
      named: new Set(evidence.reading(source).facts.map(fact => source.keyOf(fact))),
    }));
  return reach
    .filter(key => lists.some(({ named: listedKeys }) => !listedKeys.has(key)))
    .slice(0, MAX_SINGLE_MEMBERS)
    .flatMap(key => lists.map(({ source }) => ({ source, key, at })));
}

/**
 * The added and removed members of the reach; if there are none, one member, to show that the finding still has reach.
 */
function reachConfirmations(
  { pendingAdditions: growing, pendingRemovals: leaving, finding }: TrackedFinding,
  at: Instant,
): readonly Confirmation[] {
  const { reach = [], reachSource } = finding;
  if (reachSource === undefined) return [];
  const changedMembers = [...(growing?.members ?? []), ...(leaving?.members ?? [])];
  if (changedMembers.length > MAX_SINGLE_MEMBERS) return [{ source: reachSource, at }];
  const members = changedMembers.length > 0 ? changedMembers : reach.slice(0, 1);
  return members.map(key => ({ source: reachSource, key, at }));
}

/** The confirmations that would confirm one finding or its absence. */
function confirmationsFor(
  control: Control,
  tracked: TrackedFinding,
  evidence: SiteEvidence,
): readonly Confirmation[] {
  const { pendingAdditions: growing, pendingRemovals: leaving, state } = tracked;
  const memberReadTimes = [growing, leaving].flatMap(members => members?.readAt ?? []);
  const at = addDuration(
    memberReadTimes.length > 0 ? instant(Math.max(...memberReadTimes)) : tracked.readAt,
    CONFIRMATION_DELAY,
  );
  const { source, id, recheckKey, confirmBy, confirmWith } = tracked.finding.subject;
  if (source === undefined) return Object.values(control.needs).map(need => ({ source: need.source.id, at }));
  if (confirmBy === 'pass') return [{ source, at }];
  return [
    { source, key: recheckKey ?? id, at },
    ...(confirmWith === undefined ? [] : [{ source: confirmWith, at }]),
    ...(state === 'closing' || state === 'unconfirmed'
      ? missingMemberConfirmations(control, tracked, at, evidence)
      : []),
    ...reachConfirmations(tracked, at),
  ];
}

/** A stable key of a confirmation, whatever its time. */
export const confirmationKeyOf = ({ source, key }: Pick<Confirmation, 'source' | 'key'>): string =>
  `${source} ${key ?? ''}`;

/** All pending confirmations, each once, at the latest time that any finding requires. */
export function pendingConfirmations(
  judged: readonly JudgedControl[],
  evidence: SiteEvidence,
): readonly Confirmation[] {
  const confirmations = new Map<string, Confirmation>();
  for (const { control, history } of judged) {
    for (const read of history.findings
      .filter(needsConfirmation)
      .flatMap(tracked => confirmationsFor(control, tracked, evidence))) {
      const known = confirmations.get(confirmationKeyOf(read));
      if (known === undefined || known.at < read.at) confirmations.set(confirmationKeyOf(read), read);
    }
  }
  return [...confirmations.values()];
}
