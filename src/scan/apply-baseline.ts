import { type ControlHistory } from '../posture/compare-findings';
import { type Settings } from '../settings/settings';
import { type TrackedFinding, isOpenFinding } from '../domain/tracked-finding';

type BaselineMode = NonNullable<Settings['baseline']>['mode'];

/** Everything seen so far counts as origin `site` from now on, whatever caused it. */
const takeIntoBaseline = (tracked: TrackedFinding, mode: BaselineMode): TrackedFinding => {
  if (!isOpenFinding(tracked) && tracked.state !== 'unconfirmed') return tracked;
  const { pendingAdditions: growing, pendingRemovals: _leaving, narrowedAt: _narrowedAt, ...rest } = tracked;
  const members = [...tracked.knownReach, ...(growing?.members ?? [])];
  return {
    ...rest,
    inBaseline: mode === 'drift',
    addedReach: [],
    knownReach: [...new Set(members)],
    origin: 'site',
  };
};

/**
 * Takes the open and unconfirmed findings into the baseline. Mode `drift` shows them and files them only if they get
 * worse; mode `all` files them at once.
 * @param isKept whether the finding with this key stays unchanged.
 */
export const applyBaseline = (
  history: ControlHistory,
  mode: BaselineMode,
  isKept: (key: string) => boolean = () => false,
): ControlHistory => ({
  ...history,
  findings: history.findings.map(tracked =>
    isKept(tracked.finding.key) ? tracked : takeIntoBaseline(tracked, mode),
  ),
});
