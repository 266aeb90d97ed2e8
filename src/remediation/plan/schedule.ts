import { type Severity, SEVERITIES } from '../../domain/control-attributes';
import { dayAt } from '../../domain/day';
import { type Instant } from '../../domain/instant';
import { dueDay } from './due-day';
import { type RemediationRecord } from './remediation-record';
import { type DesiredItem, findingFingerprint } from './desired-items';

/** `timeZone` is an IANA name. */
interface SiteClock {
  readonly now: Instant;
  readonly timeZone: string;
}

const isMoreSevere = (one: Severity, other: Severity): boolean =>
  SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other);

/** Whether the severity rose or the work item reopened. Then the priority may have to follow. */
export const needsScheduling = (
  { severity }: DesiredItem,
  { scheduledSeverity }: RemediationRecord,
): boolean => scheduledSeverity === undefined || isMoreSevere(severity, scheduledSeverity);

/** Whether an open finding was never announced. If the record doesn't have all fingerprints, compares the numbers. */
const hasNewFindings = (
  { trackedFindings }: DesiredItem,
  { filedFingerprints, filedCount }: RemediationRecord,
): boolean =>
  filedFingerprints.length < filedCount
    ? trackedFindings.length > filedCount
    : trackedFindings.some(tracked => !filedFingerprints.includes(findingFingerprint(tracked)));

/**
 * Replaces a due date in the past if the work item reopened or has new findings. Otherwise a higher severity can only
 * bring the date forward.
 * @returns an ISO day, or undefined if the due date stays.
 */
function planDueDay(
  item: DesiredItem,
  record: RemediationRecord,
  { now, timeZone }: SiteClock,
): string | undefined {
  const { due, scheduledSeverity } = record;
  if (due === undefined) return undefined;
  const newDueDay = dueDay(now, item.severity, timeZone);
  if (due < dayAt(now, timeZone) && (scheduledSeverity === undefined || hasNewFindings(item, record)))
    return newDueDay;
  return needsScheduling(item, record) && newDueDay < due ? newDueDay : undefined;
}

/**
 * @returns undefined if nothing changes. Without `due` only the priority may change. A due date that a person chose
 * stays.
 * @param issue the due date in Jira, an ISO day.
 */
export function planSchedule(
  item: DesiredItem,
  record: RemediationRecord,
  issue: { readonly due?: string },
  clock: SiteClock,
): { readonly due?: string } | undefined {
  const due = issue.due === record.due ? planDueDay(item, record, clock) : undefined;
  if (due !== undefined) return { due };
  return needsScheduling(item, record) ? {} : undefined;
}
