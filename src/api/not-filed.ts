import { type Settings } from '../settings/settings';
import { type TrackedFinding, isFiledAutomatically, isDrift } from '../domain/tracked-finding';
import { NOT_FILED_REASONS, type NotFiledCount, type NotFiledReason } from './contract/control';

/** The most important reason why a finding isn't filed; undefined if it will be. */
function notFiledReasonOf(
  tracked: TrackedFinding,
  { filing, baseline }: Settings,
): NotFiledReason | undefined {
  if (tracked.finding.cause !== undefined) return tracked.finding.cause;
  if (filing.project === undefined || filing.issueType === undefined) return 'no-filing-space';
  if (baseline === undefined) return 'no-baseline';
  if (!isFiledAutomatically(tracked)) return tracked.origin === 'rule' ? 'rule' : 'setting';
  if (tracked.state === 'unconfirmed')
    return tracked.inBaseline && baseline.mode === 'drift' ? 'in-baseline' : 'unconfirmed';
  return baseline.mode === 'all' || isDrift(tracked) ? undefined : 'in-baseline';
}

/** Counts findings that aren't in a work item, by reason. Pure. */
export function countNotFiled(
  trackedFindings: readonly TrackedFinding[],
  settings: Settings,
): NotFiledCount[] {
  const counts = new Map<NotFiledReason, number>();
  for (const tracked of trackedFindings) {
    const why = notFiledReasonOf(tracked, settings);
    if (why !== undefined) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return NOT_FILED_REASONS.flatMap(why => {
    const count = counts.get(why) ?? 0;
    return count === 0 ? [] : [{ why, count }];
  });
}
