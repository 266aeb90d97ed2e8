import { controls } from '../controls';
import { type SiteEvidence } from '../posture/judge-evidence';
import { wasReadCompletely } from '../posture/compare-findings';
import { fingerprint } from '../remediation/plan/fingerprint';
import { type Settings } from '../settings/settings';
import { readChanges } from '../storage/changes';
import { readAttestations } from '../storage/attestations';
import { type ControlHistories, readAllFindings, readJudgedVersions } from '../storage/findings';
import { readJudgedSettings } from '../storage/settings';
import { canonicalJson } from '../storage/values';
import { dayAt, nextDayStart } from '../domain/day';
import { type Instant, instant } from '../domain/instant';
import { type Attestation } from '../domain/attestation';
import { applyBaseline } from './apply-baseline';
import { loadEvidence, nextExpiry, evidenceTrustOf } from './load-evidence';
import { type JudgedControl, judgeSite, pendingConfirmations } from './judge-site';
import { type ScanSlice } from './scan-slice';
import { sanitizeHistory } from './sanitize-times';

export interface JudgedSite {
  readonly judged: readonly JudgedControl[];
  readonly evidence: SiteEvidence;
  readonly attestations: ReadonlyMap<string, Attestation>;
  /** The settings of the previous judging; undefined if there was none. */
  readonly judgedSettings: Settings | undefined;
}

/** When the next reading becomes stale, or the end of the day, when attestations and approvals can expire. */
const nextJudgingAt = (
  { evidence }: Pick<JudgedSite, 'evidence'>,
  slice: ScanSlice,
  { timeZone }: Settings,
): Instant => {
  const midnight = nextDayStart(slice.now(), timeZone);
  return instant(Math.min(midnight, nextExpiry(evidence, slice.now(), slice.feedSince) ?? midnight));
};

/**
 * Whether a work item was filed for a finding: such a finding does not join the baseline, even if its history or the
 * baseline's was lost. Reads the remediation records only when a finding could join the baseline.
 */
async function loadWasFiled(
  histories: ControlHistories,
  { scanState, remediations }: ScanSlice,
): Promise<(key: string) => boolean> {
  const isComplete = controls.every(control => wasReadCompletely(control, histories.get(control.id)));
  if (isComplete && scanState.appliedBaselineAt !== undefined) return () => false;
  const filedFingerprints = new Set(
    (await remediations.all()).flatMap(({ filedFingerprints: filed }) => filed),
  );
  return key => filedFingerprints.has(fingerprint(key));
}

/**
 * Applies the baseline that an admin took. If the scan state knows no earlier baseline, this is the first one or the
 * state was lost, so filed findings stay as they are. A later baseline includes every finding.
 */
function applyTakenBaseline(
  slice: ScanSlice,
  { baseline }: Settings,
  judgedControls: readonly JudgedControl[],
  wasFiled: (key: string) => boolean,
): readonly JudgedControl[] {
  const appliedBaseline = slice.scanState.appliedBaselineAt;
  if (baseline === undefined || appliedBaseline === baseline.takenAt) return judgedControls;
  slice.updateRun({ appliedBaselineAt: baseline.takenAt });
  const isKept = appliedBaseline === undefined ? wasFiled : () => false;
  return judgedControls.map(each => ({
    ...each,
    history: applyBaseline(each.history, baseline.mode, isKept),
  }));
}

/** Whether the site must be judged: evidence was read, or a reading, attestation, or approval may have expired. */
export const isDueForJudging = (slice: ScanSlice): boolean =>
  slice.needsJudging || slice.scanState.judgeBy === undefined || slice.now() >= slice.scanState.judgeBy;

/**
 * Whether a control has a version that never judged. It must judge the stored evidence before anything newer is read:
 * findings in the stored evidence come from the new version, later ones from a change of the site.
 */
export async function hasNewControlVersion(): Promise<boolean> {
  const versions = await readJudgedVersions();
  return controls.some(({ id, version }) => (versions.get(id) ?? version) !== version);
}

/** Judges the evidence, applies the transitions, and plans confirmations. The caller writes the result. */
export async function judgeSlice(slice: ScanSlice, settings: Settings): Promise<JudgedSite> {
  const now = slice.now();
  // Noted first: if the slice crashes, the stored scan state makes the next slice judge again.
  slice.updateRun({ judgeBy: now });
  await slice.checkpoint();
  const [stored, judgedSettings, attestations, changes, evidence] = await Promise.all([
    readAllFindings(controls.map(({ id }) => id)),
    readJudgedSettings(),
    readAttestations(controls.map(({ id }) => id)),
    readChanges(),
    loadEvidence(slice.store, now, evidenceTrustOf(slice.scanState, instant(slice.site.installedAt), now)),
  ]);
  const histories = new Map(
    [...stored].map(([control, history]) => [control, sanitizeHistory(history, now)]),
  );
  const today = dayAt(now, settings.timeZone);
  const { judgedOn } = slice.scanState;
  const settingsChanged =
    judgedSettings !== undefined && canonicalJson(judgedSettings) !== canonicalJson(settings);
  const wasFiled = await loadWasFiled(histories, slice);
  const beforeBaseline = judgeSite({
    controls,
    evidence,
    histories,
    settings,
    judgedSettings: settingsChanged ? judgedSettings : undefined,
    judgedOn: judgedOn !== undefined && judgedOn <= today ? judgedOn : undefined,
    wasFiled,
    attestations,
    ownAccount: slice.site.ownAccount,
    changes,
    now,
  });
  const judged = applyTakenBaseline(slice, settings, beforeBaseline, wasFiled);
  if (judged.some(({ findingEvents: steps }) => steps.length > 0)) slice.noteProgress('finding');
  slice.planConfirmations(pendingConfirmations(judged, evidence));
  slice.updateRun({ judgeBy: nextJudgingAt({ evidence }, slice, settings), judgedOn: today });
  return { judged, evidence, attestations, judgedSettings };
}
