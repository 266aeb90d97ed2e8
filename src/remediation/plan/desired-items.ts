import { type Control } from '../../controls/define-control';
import { type ControlHistory } from '../../posture/compare-findings';
import { approvalsCovering } from '../../settings/approvals-covering';
import { type ListEntry, type Settings } from '../../settings/settings';
import { type ControlId, type Severity, SEVERITIES, maxSeverity } from '../../domain/control-attributes';
import { dayAt } from '../../domain/day';
import { type Instant, instant } from '../../domain/instant';
import {
  type EndReason,
  type TrackedFinding,
  isFiledAutomatically,
  isDrift,
  isOpenFinding,
} from '../../domain/tracked-finding';
import { fingerprint } from './fingerprint';
import { type RepairPlace, type RemediationKey, remediationKeyOf, repairPlaceOf } from './remediation-key';
import { type RemediationRecord } from './remediation-record';

/** A work item that should exist, with its content. */
export interface DesiredItem {
  readonly is: 'desired';
  readonly key: RemediationKey;
  readonly control: Control;
  readonly place: RepairPlace;
  /** Open findings, worst first. */
  readonly trackedFindings: readonly TrackedFinding[];
  /** Findings that it was filed for and that are no longer open. */
  readonly resolvedFindings: readonly TrackedFinding[];
  /** Whether the control has other open findings: in the baseline or in other places. */
  readonly hasOtherOpenFindings: boolean;
  /** When the oldest pending confirmation started. Missing if none is pending. */
  readonly confirmationPendingSince?: Instant;
  readonly severity: Severity;
  /** Account IDs in the order in which the app tries them. */
  readonly assignees: readonly string[];
  /** Changes if findings appear, disappear, or change severity or added reach. A new hash is worth a comment. */
  readonly hash: string;
  /** Changes with everything that the description shows about the findings, such as names and who opened them. */
  readonly textHash: string;
}

/**
 * Why a work item is no longer needed. Its findings are fixed, ended for another reason, or no longer filed.
 * - `narrowed`: the reach that was added after the baseline was removed again.
 * - `plan`: the site's plan makes a fix impossible.
 * - `several`: its findings have different reasons.
 * - `not-known`: nothing is to be filed there, and the app doesn't know all the findings it was filed for. So the work
 *   item doesn't claim that they are fixed.
 */
export type ObsoleteReason =
  'fixed' | 'several' | 'narrowed' | 'plan' | EndReason | 'baseline' | 'control-retired' | 'not-known';

/** A filed work item with nothing left to fix. */
export interface ObsoleteItem {
  readonly is: 'obsolete';
  readonly key: RemediationKey;
  readonly control: ControlId;
  /** Undefined if this version of the app doesn't have the control. */
  readonly definition?: Control;
  readonly place: RepairPlace;
  readonly reason: ObsoleteReason;
  /** The findings it was filed for, as far as they are known. */
  readonly filedFindings: readonly TrackedFinding[];
  /** For findings that a setting ended: the approvals, by finding key. */
  readonly approvals: ReadonlyMap<string, readonly ListEntry[]>;
}

export type PlannedItem = DesiredItem | ObsoleteItem;

export interface PlanningInput {
  readonly controls: readonly Control[];
  readonly histories: ReadonlyMap<ControlId, ControlHistory>;
  readonly settings: Settings;
  readonly records: readonly RemediationRecord[];
  readonly now: Instant;
}

/** Identifies a finding in a record. */
export const findingFingerprint = (tracked: TrackedFinding): string => fingerprint(tracked.finding.key);

/** Whether an admin chose a filing target and a baseline. Before that the app files nothing. */
export const isFilingConfigured = ({ filing, baseline }: Settings): boolean =>
  filing.project !== undefined && filing.issueType !== undefined && baseline !== undefined;

/**
 * Whether a finding belongs in a work item. Findings caused by a rule or a setting don't, because the site didn't get
 * worse. Findings that can't be fixed on the site's plan don't either.
 */
const isFileable = (tracked: TrackedFinding, settings: Settings): boolean =>
  isOpenFinding(tracked) &&
  isFiledAutomatically(tracked) &&
  (settings.baseline?.mode === 'all' || isDrift(tracked)) &&
  tracked.finding.cause === undefined;

/** Open findings since a work item was moved to Done. */
export interface FindingsSinceMove {
  /** Seen open at or after the move. */
  readonly remaining: readonly TrackedFinding[];
  /** Missing from one reading and awaiting confirmation, or not read since the move. */
  readonly pending: readonly TrackedFinding[];
}

export const findingsSinceMove = (
  trackedFindings: readonly TrackedFinding[],
  movedAt: Instant,
): FindingsSinceMove => {
  const remaining = trackedFindings.filter(({ state, lastSeen }) => state === 'open' && lastSeen >= movedAt);
  return {
    remaining,
    // Waiting for a stale finding is pointless: its evidence can't be read.
    pending: trackedFindings.filter(tracked => tracked.state !== 'stale' && !remaining.includes(tracked)),
  };
};

const compareWorstFirst = (one: TrackedFinding, other: TrackedFinding): number =>
  SEVERITIES.indexOf(one.finding.severity) - SEVERITIES.indexOf(other.finding.severity) ||
  one.firstSeen - other.firstSeen ||
  (one.finding.key < other.finding.key ? -1 : 1);

const hashFindings = (trackedFindings: readonly TrackedFinding[]): string =>
  fingerprint(
    trackedFindings
      .map(({ finding, addedReach: added }) => [finding.key, finding.severity, [...added].sort()])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  );

const hashText = (
  control: Control,
  trackedFindings: readonly TrackedFinding[],
  hasOtherOpenFindings: boolean,
): string =>
  fingerprint([
    control.version,
    hasOtherOpenFindings,
    trackedFindings
      .map(
        ({
          finding,
          state,
          openedBy: opened,
          firstSeen,
          lastAbsent: lastClosed,
          lastSeen,
          addedReach: added,
          reopenCount: returned,
        }) => [
          finding.key,
          finding.severity,
          finding.subject.name ?? null,
          finding.args,
          finding.reach?.length ?? null,
          finding.owner ?? null,
          state === 'stale' ? lastSeen : null,
          opened ?? null,
          firstSeen,
          lastClosed ?? null,
          added.length,
          returned,
        ],
      )
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  ]);

/** The hash of everything the description shows: the findings, the due date, and the intended assignee. */
export const hashDescription = (
  { textHash }: Pick<DesiredItem, 'textHash'>,
  {
    due,
    intendedAssignee,
  }: { readonly due?: string | undefined; readonly intendedAssignee?: string | undefined },
): string => fingerprint([textHash, due ?? null, intendedAssignee ?? null]);

/** The hash of everything the final description shows. For findings that are still open it shows no read times. */
export const hashObsoleteDescription = ({ reason, definition, filedFindings }: ObsoleteItem): string =>
  fingerprint([
    reason,
    definition?.version ?? null,
    filedFindings.map(
      ({ finding, state, endReason: ended, openedBy: opened, resolvedBy: closed, lastSeen, readAt }) => [
        finding.key,
        state,
        ended ?? null,
        opened ?? null,
        closed ?? null,
        state === 'resolved' ? [lastSeen, readAt] : null,
      ],
    ),
  ]);

const findCommonOwner = (trackedFindings: readonly TrackedFinding[]): string | undefined => {
  const owners = new Set(trackedFindings.map(({ finding }) => finding.owner));
  const [owner] = owners;
  return owners.size === 1 ? owner : undefined;
};

/**
 * Candidates in this order: the common owner of the objects, if that person can fix them; the control's owner; the
 * default assignee.
 */
function collectAssignees(
  control: Control,
  place: RepairPlace,
  trackedFindings: readonly TrackedFinding[],
  settings: Settings,
): string[] {
  const owner =
    control.fixedBy === 'object-owner' || place !== 'site' ? findCommonOwner(trackedFindings) : undefined;
  const candidates = [owner, settings.owners[control.id], settings.filing.defaultAssignee];
  return [
    ...new Set(candidates.flatMap(account => (account === undefined || account === '' ? [] : [account]))),
  ];
}

/** Start times of the pending confirmations that would open, resolve, or change the reach of a finding. */
const pendingConfirmationTimes = ({
  state,
  since,
  pendingAdditions: growing,
  pendingRemovals: leaving,
}: TrackedFinding): readonly Instant[] => [
  ...(state === 'unconfirmed' || state === 'closing' ? [since] : []),
  ...[growing, leaving].flatMap(members => members?.readAt ?? []),
];

function buildDesiredItems(control: Control, input: PlanningInput): readonly DesiredItem[] {
  const { settings, histories, records } = input;
  const findingsByPlace = new Map<RepairPlace, TrackedFinding[]>();
  const allFindings = histories.get(control.id)?.findings ?? [];
  for (const tracked of allFindings) {
    if (!isFileable(tracked, settings)) continue;
    const place = repairPlaceOf(tracked.finding.subject);
    findingsByPlace.set(place, [...(findingsByPlace.get(place) ?? []), tracked]);
  }
  return [...findingsByPlace].map(([place, openFindings]) => {
    const key = remediationKeyOf(control.id, place);
    const filedBefore = new Set(records.find(record => record.key === key)?.filedFingerprints);
    const trackedFindings = [...openFindings].sort(compareWorstFirst);
    const hasOtherOpenFindings = allFindings.filter(isOpenFinding).length > trackedFindings.length;
    const pendingSince = allFindings
      .filter(tracked => repairPlaceOf(tracked.finding.subject) === place)
      .flatMap(pendingConfirmationTimes);
    return {
      is: 'desired',
      key,
      control,
      place,
      trackedFindings,
      // An unconfirmed finding may still be open: after its history was lost it has to be confirmed again.
      resolvedFindings: allFindings.filter(
        tracked =>
          !isOpenFinding(tracked) &&
          tracked.state !== 'unconfirmed' &&
          filedBefore.has(findingFingerprint(tracked)),
      ),
      hasOtherOpenFindings,
      ...(pendingSince.length === 0 ? {} : { confirmationPendingSince: instant(Math.min(...pendingSince)) }),
      severity: trackedFindings.map(({ finding }) => finding.severity).reduce(maxSeverity),
      assignees: collectAssignees(control, place, trackedFindings, settings),
      hash: hashFindings(trackedFindings),
      textHash: hashText(control, trackedFindings, hasOtherOpenFindings),
    };
  });
}

/** Whether a complete reading is newer than the record. Findings that it lacks no longer exist. */
const hasFullReadSince = ({ control, updatedAt }: RemediationRecord, { histories }: PlanningInput): boolean =>
  (histories.get(control)?.completeReadAt ?? 0) > updatedAt;

/** Whether the app knows the state of every finding that it was filed for. */
function hasEveryFiledFinding(
  filedFindings: readonly TrackedFinding[],
  { filedFingerprints, filedCount }: RemediationRecord,
): boolean {
  const knownFingerprints = new Set(filedFindings.map(findingFingerprint));
  return (
    filedFingerprints.length >= filedCount && filedFingerprints.every(name => knownFingerprints.has(name))
  );
}

/** Why one finding no longer needs a work item. */
export const obsoleteReasonOf = ({
  finding,
  state,
  endReason: ended,
  narrowedAt,
}: TrackedFinding): ObsoleteReason => {
  if (state === 'ended' && ended !== undefined) return ended;
  if (state === 'resolved') return 'fixed';
  if (finding.cause !== undefined) return finding.cause;
  return narrowedAt === undefined ? 'baseline' : 'narrowed';
};

/** @returns undefined while it can't be decided: a finding is unconfirmed, or is open while filing isn't configured. */
function findObsoleteReason(
  filedFindings: readonly TrackedFinding[],
  record: RemediationRecord,
  input: PlanningInput,
): ObsoleteReason | undefined {
  if (filedFindings.some(({ state }) => state === 'unconfirmed')) return undefined;
  if (filedFindings.some(isOpenFinding) && !isFilingConfigured(input.settings)) return undefined;
  if (!filedFindings.some(isOpenFinding) && !hasEveryFiledFinding(filedFindings, record))
    return isFilingConfigured(input.settings) && hasFullReadSince(record, input) ? 'not-known' : undefined;
  const [reason = 'fixed', ...otherReasons] = new Set(filedFindings.map(obsoleteReasonOf));
  return otherReasons.length > 0 ? 'several' : reason;
}

const collectApprovals = (
  filedFindings: readonly TrackedFinding[],
  { settings, now }: PlanningInput,
): ObsoleteItem['approvals'] =>
  new Map(
    filedFindings
      .filter(({ endReason: ended }) => ended === 'setting-changed')
      .map(({ finding }) => [
        finding.key,
        approvalsCovering(settings, finding, dayAt(now, settings.timeZone)),
      ]),
  );

function buildObsoleteItem(record: RemediationRecord, input: PlanningInput): ObsoleteItem | undefined {
  const { key, place } = record;
  const control = input.controls.find(({ id }) => id === record.control);
  const identity = { is: 'obsolete', key, control: record.control, place } as const;
  if (control === undefined)
    return { ...identity, reason: 'control-retired', filedFindings: [], approvals: new Map() };
  const trackedFindings = input.histories.get(control.id)?.findings ?? [];
  const filedFindings = trackedFindings.filter(tracked =>
    record.filedFingerprints.includes(findingFingerprint(tracked)),
  );
  const reason = findObsoleteReason(filedFindings, record, input);
  return (
    reason && {
      ...identity,
      definition: control,
      reason,
      filedFindings,
      approvals: collectApprovals(filedFindings, input),
    }
  );
}

/**
 * Plans the work items: one for each control and repair place with fileable findings, worst first, after those that are
 * obsolete. An item that can't be decided is in neither group, and its work item stays as it is.
 */
export function planItems(input: PlanningInput): readonly PlannedItem[] {
  const desired = isFilingConfigured(input.settings)
    ? input.controls.flatMap(control => buildDesiredItems(control, input))
    : [];
  const keys = new Set(desired.map(({ key }) => key));
  const obsolete = input.records
    // A done record matters only while an earlier work item may reappear.
    .filter(
      ({ key, state, previousIssueIds: previous }) =>
        (state !== 'done' || previous.length > 0) && !keys.has(key),
    )
    .flatMap(record => buildObsoleteItem(record, input) ?? []);
  const bySeverity = [...desired].sort(
    (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  );
  return [...obsolete, ...bySeverity];
}
