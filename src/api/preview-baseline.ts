import { type ControlHistory } from '../posture/compare-findings';
import { type Settings } from '../settings/settings';
import { applyBaseline } from '../scan/apply-baseline';
import { type TrackedFinding } from '../domain/tracked-finding';

/** The confirmation is only a minute away and most likely succeeds. */
const withConfirmation = (tracked: TrackedFinding): TrackedFinding =>
  tracked.state === 'unconfirmed' ? { ...tracked, state: 'open' } : tracked;

/**
 * The control history as it would be after taking a baseline now, with all unconfirmed findings confirmed. Used to
 * preview filing.
 */
export function previewBaseline(
  history: ControlHistory,
  mode: NonNullable<Settings['baseline']>['mode'],
): ControlHistory {
  const baselined = applyBaseline(history, mode);
  return { ...baselined, findings: baselined.findings.map(withConfirmation) };
}

/** The number of findings awaiting confirmation. */
export const countUnconfirmed = (histories: Iterable<ControlHistory>): number =>
  [...histories].reduce(
    (sum, { findings: trackedFindings }) =>
      sum + trackedFindings.filter(({ state }) => state === 'unconfirmed').length,
    0,
  );
