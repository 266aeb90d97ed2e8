import { remediationKeyOf, repairPlaceOf } from '../remediation/plan/remediation-key';
import { statusOf } from '../posture/status';
import { type Checklist, type ChecklistEvent, type WorkItem } from '../domain/checklist';
import { HOUR, type Instant } from '../domain/instant';
import { type Attribution, type TrackedFinding, isFiledAutomatically } from '../domain/tracked-finding';
import { hasWorsened, hasImproved } from '../domain/verdict';
import { type JudgedControl } from './judge-site';

/** Events that *What changed* can look back to. */
export const MAX_EVENTS = 60;

/** Events of one kind, control, and group of people within this time merge into one. */
const MERGE_WINDOW = 6 * HOUR;

/** People named in one event. */
const MAX_NAMED = 5;

const actorsOf = (attribution: Attribution | undefined): readonly string[] => {
  if (attribution?.is === 'recorded') return attribution.by === undefined ? [] : [attribution.by];
  if (attribution?.is === 'candidates') return attribution.of.flatMap(({ by }) => by ?? []);
  return [];
};

const attributionFor = (is: ChecklistEvent['is'], tracked: TrackedFinding): Attribution | undefined => {
  if (is === 'resolved' || is === 'ended') return tracked.resolvedBy;
  return is === 'widened' ? tracked.widenedBy : tracked.openedBy;
};

/**
 * Whether the finding was already there when its object was first read: then it is not a change. Findings from an
 * attestation have no object, so this is never true for them.
 */
const wasOpenAtFirstRead = ({
  finding,
  origin,
  lastAbsent: lastClosed,
  reopenCount: returned,
}: TrackedFinding): boolean =>
  finding.subject.source !== undefined && origin === 'site' && lastClosed === undefined && returned === 0;

type FindingEventKind = Exclude<ChecklistEvent['is'], 'status-worsened' | 'status-improved'>;

/** Unconfirmed findings, dropped ones, and findings that were there at the first read are not reported. */
const isReportable = (is: string, tracked: TrackedFinding): is is FindingEventKind =>
  is !== 'detected' && is !== 'dropped' && !(is === 'opened' && wasOpenAtFirstRead(tracked));

interface ReportableEvent {
  readonly is: FindingEventKind;
  readonly tracked: TrackedFinding;
}

const reportableEventsOf = ({ history, findingEvents }: JudgedControl): readonly ReportableEvent[] => {
  const trackedFindings = new Map(history.findings.map(tracked => [tracked.finding.key, tracked]));
  return findingEvents.flatMap(({ key, is }) => {
    const tracked = trackedFindings.get(key);
    return tracked !== undefined && isReportable(is, tracked) ? [{ is, tracked }] : [];
  });
};

/**
 * How many findings of a control opened or widened in this judging because of the site, without those in the baseline.
 */
export const countRegressions = (judged: JudgedControl): number =>
  reportableEventsOf(judged).filter(
    ({ is, tracked }) =>
      is === 'widened' || (is === 'opened' && isFiledAutomatically(tracked) && !tracked.inBaseline),
  ).length;

/** The work items of these findings, one for each place of repair, if filed or queued. */
function workItemsFor(
  { control }: JudgedControl,
  trackedFindings: readonly TrackedFinding[],
  workItems: readonly WorkItem[],
): string[] {
  const filed = new Set(workItems.map(({ key }) => key));
  const keys = trackedFindings
    .filter(
      tracked => isFiledAutomatically(tracked) && (!tracked.inBaseline || tracked.addedReach.length > 0),
    )
    .filter(({ finding }) => finding.cause === undefined)
    .map(({ finding }) => remediationKeyOf(control.id, repairPlaceOf(finding.subject)));
  return [...new Set(keys)].filter(key => filed.has(key)).slice(0, MAX_NAMED);
}

/** One event for each kind of finding event, however many findings it counts. */
function buildFindingEvents(
  judged: JudgedControl,
  workItems: readonly WorkItem[],
  now: Instant,
): readonly ChecklistEvent[] {
  const kinds = new Map<string, ReportableEvent[]>();
  for (const reportable of reportableEventsOf(judged)) {
    const kind = reportable.is === 'ended' ? `ended ${reportable.tracked.endReason}` : reportable.is;
    kinds.set(kind, [...(kinds.get(kind) ?? []), reportable]);
  }
  return [...kinds.values()].flatMap((reportable): ChecklistEvent[] => {
    const [first] = reportable;
    if (first === undefined) return [];
    const { is } = first;
    const trackedFindings = reportable.map(({ tracked }) => tracked);
    const { endReason: ended } = first.tracked;
    return [
      {
        at: now,
        control: judged.control.id,
        is,
        count: trackedFindings.length,
        by: [...new Set(trackedFindings.flatMap(tracked => actorsOf(attributionFor(is, tracked))))]
          .sort()
          .slice(0, MAX_NAMED),
        inBaseline: trackedFindings.every(({ inBaseline }) => inBaseline),
        workItems: workItemsFor(judged, trackedFindings, workItems),
        ...(is === 'ended' && ended !== undefined ? { endReason: ended } : {}),
      },
    ];
  });
}

/**
 * An event for a status change that no finding explains: an attestation expired, or a source can't be read. A return to
 * verified is reported only after a reported decline.
 */
function statusEvents(judged: JudgedControl, before: Checklist, now: Instant): readonly ChecklistEvent[] {
  const { control } = judged;
  const statusBefore = before.rows.find(row => row.control === control.id)?.status;
  const statusAfter = statusOf(control, judged.judged);
  if (statusBefore === undefined || statusBefore === statusAfter) return [];
  const event = {
    at: now,
    control: control.id,
    count: 1,
    by: [],
    inBaseline: false,
    workItems: [],
    statuses: { before: statusBefore, after: statusAfter },
  };
  const hasUnconfirmed = judged.history.findings.some(({ state }) => state === 'unconfirmed');
  const isExplainedByFindings =
    reportableEventsOf(judged).length > 0 || (statusAfter === 'not-met' && hasUnconfirmed);
  if (hasWorsened(statusBefore, statusAfter))
    return isExplainedByFindings ? [] : [{ ...event, is: 'status-worsened' }];
  if (!hasImproved(statusBefore, statusAfter)) return [];
  const last = before.events.find(each => each.control === control.id && each.statuses !== undefined);
  return statusAfter === 'attested' || last?.is === 'status-worsened'
    ? [{ ...event, is: 'status-improved' }]
    : [];
}

const mergeKeyOf = ({
  control,
  is,
  by,
  inBaseline: baseline,
  endReason: ending,
  statuses,
}: ChecklistEvent): string => JSON.stringify([control, is, by, baseline, ending, statuses]);

const mergeEvent = (newEvent: ChecklistEvent, earlier: ChecklistEvent): ChecklistEvent => ({
  ...newEvent,
  firstAt: earlier.firstAt ?? earlier.at,
  count: newEvent.statuses === undefined ? newEvent.count + earlier.count : 1,
  workItems: [...new Set([...newEvent.workItems, ...earlier.workItems])].slice(0, MAX_NAMED),
});

/** Puts new events first and merges each into an earlier one of the same kind. Keeps at most `MAX_EVENTS`. */
export function mergeEvents(
  newEvents: readonly ChecklistEvent[],
  earlierEvents: readonly ChecklistEvent[],
): readonly ChecklistEvent[] {
  const merged = new Set<ChecklistEvent>();
  const leading = newEvents.map(event => {
    const earlier = earlierEvents.find(
      each =>
        !merged.has(each) && event.at - each.at <= MERGE_WINDOW && mergeKeyOf(each) === mergeKeyOf(event),
    );
    if (earlier === undefined) return event;
    merged.add(earlier);
    return mergeEvent(event, earlier);
  });
  return [...leading, ...earlierEvents.filter(event => !merged.has(event))].slice(0, MAX_EVENTS);
}

/** All events of a judging, compared with the previous checklist. */
export const buildChecklistEvents = (
  judged: readonly JudgedControl[],
  before: Checklist | undefined,
  workItems: ReadonlyMap<string, readonly WorkItem[]>,
  now: Instant,
): readonly ChecklistEvent[] =>
  judged.flatMap(each => [
    ...buildFindingEvents(each, workItems.get(each.control.id) ?? [], now),
    ...(before === undefined ? [] : statusEvents(each, before, now)),
  ]);
