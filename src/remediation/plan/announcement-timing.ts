import { type Instant, instant, addDuration } from '../../domain/instant';
import { type RemediationRecord } from './remediation-record';
import { CONFIRMATION_TIMEOUT, PARTIAL_CONFIRMATION_TIMEOUT, ANNOUNCEMENT_DELAY } from './timeouts';
import { type PlannedItem, type DesiredItem, findingFingerprint, findingsSinceMove } from './desired-items';

/**
 * When a change has to be announced although a confirmation is pending. People often change several objects in a row,
 * so the app waits a short time and posts one comment. The oldest change or pending confirmation starts the delay.
 * @returns undefined if no confirmation is pending: then there is no delay.
 */
function announcementTime(
  { confirmationPendingSince, trackedFindings, resolvedFindings }: DesiredItem,
  { filedFingerprints }: RemediationRecord,
): Instant | undefined {
  if (confirmationPendingSince === undefined) return undefined;
  const newFindings = trackedFindings.filter(
    tracked => !filedFingerprints.includes(findingFingerprint(tracked)),
  );
  return addDuration(
    instant(
      Math.min(confirmationPendingSince, ...[...newFindings, ...resolvedFindings].map(({ since }) => since)),
    ),
    ANNOUNCEMENT_DELAY,
  );
}

export const isAnnouncementDelayed = (item: DesiredItem, record: RemediationRecord, now: Instant): boolean =>
  now < (announcementTime(item, record) ?? now);

/** When a delayed announcement is due, even if confirmations are still pending. Undefined if none is delayed. */
export function announcementDelayedUntil(
  item: PlannedItem,
  record: RemediationRecord | undefined,
  now: Instant,
): Instant | undefined {
  if (item.is !== 'desired' || record === undefined || record.hash === item.hash) return undefined;
  const at = announcementTime(item, record);
  return at !== undefined && at > now ? at : undefined;
}

/**
 * Why a work item in Done has to reopen; undefined while that isn't known. Only evidence read after the move counts.
 */
export function findReopenReason(
  item: DesiredItem,
  { categorySince }: { readonly categorySince: Instant },
  now: Instant,
): 'remains' | 'unconfirmed' | undefined {
  const { remaining, pending } = findingsSinceMove(item.trackedFindings, categorySince);
  const isWithin = (timeout: number): boolean => now < addDuration(categorySince, timeout);
  if (remaining.length > 0)
    return pending.length > 0 && isWithin(PARTIAL_CONFIRMATION_TIMEOUT) ? undefined : 'remains';
  return isWithin(CONFIRMATION_TIMEOUT) ? undefined : 'unconfirmed';
}
