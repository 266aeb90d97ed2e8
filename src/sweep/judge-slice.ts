import { controls } from '../controls';
import { type Evidence } from '../posture/judge';
import { wasReadWhole } from '../posture/compare';
import { fingerprint } from '../remediation/fingerprint';
import { type Settings } from '../settings/settings';
import { readChanges } from '../storage/changes';
import { readAttestations } from '../storage/decisions';
import { type Memories, readAllFindings, readJudgedVersions } from '../storage/findings';
import { readJudgedSettings } from '../storage/settings';
import { canonical } from '../storage/values';
import { dayAt, nextDay } from '../terms/day';
import { type Instant, instant } from '../terms/instant';
import { type Attestation } from '../terms/statement';
import { withBaseline } from './baseline';
import { evidenceNow, nextExpiry, sightOf } from './evidence-now';
import { type JudgedControl, judgeSite, secondReads } from './judge-site';
import { type Slice } from './slice';
import { trustedMemory } from './trusted';

/** The site as it was judged in this slice. */
export interface JudgedSite {
  readonly judged: readonly JudgedControl[];
  readonly evidence: Evidence;
  readonly attestations: ReadonlyMap<string, Attestation>;
  /** The settings of the judging before; undefined where there was none. */
  readonly judgedSettings: Settings | undefined;
}

/** Whether something expires: a reading, a statement, an entry of the settings at the end of its last day. */
const nextJudging = (
  { evidence }: Pick<JudgedSite, 'evidence'>,
  slice: Slice,
  { timeZone }: Settings,
): Instant => {
  const midnight = nextDay(slice.now(), timeZone);
  return instant(Math.min(midnight, nextExpiry(evidence, slice.now(), slice.feedSince) ?? midnight));
};

/**
 * Whether a work item was filed for a finding: such a one is no part of the starting point, though its own memory, or that
 * of the baseline, were lost. Asked of the store only where something may be taken for part of it.
 */
async function filedBefore(
  memories: Memories,
  { run, remediations }: Slice,
): Promise<(key: string) => boolean> {
  const isWhole = controls.every(control => wasReadWhole(control, memories.get(control.id)));
  if (isWhole && run.baselineTaken !== undefined) return () => false;
  const names = new Set((await remediations.all()).flatMap(({ filed }) => filed));
  return key => names.has(fingerprint(key));
}

/**
 * The findings as the baseline that an admin took leaves them. Where no baseline is known of, this is the first one, before
 * which nothing is filed, or the run forgot it: what was filed is then left alone. After one that is known of, the admin
 * has taken another, and that takes everything.
 */
function withTakenBaseline(
  slice: Slice,
  { baseline }: Settings,
  judged: readonly JudgedControl[],
  wasFiled: (key: string) => boolean,
): readonly JudgedControl[] {
  const known = slice.run.baselineTaken;
  if (baseline === undefined || known === baseline.takenAt) return judged;
  slice.update({ baselineTaken: baseline.takenAt });
  const isKept = known === undefined ? wasFiled : () => false;
  return judged.map(each => ({ ...each, memory: withBaseline(each.memory, baseline.mode, isKept) }));
}

/** Whether there is anything to judge: something was read, or something expired. */
export const isDueForJudging = (slice: Slice): boolean =>
  slice.dirty || slice.run.judgeBy === undefined || slice.now() >= slice.run.judgeBy;

/**
 * Whether a version of a control judges for the first time. It must judge the stored evidence before anything newer is read:
 * what it finds there, the version brought; what it finds later, the site did.
 */
export async function isNewVersion(): Promise<boolean> {
  const versions = await readJudgedVersions();
  return controls.some(({ id, version }) => (versions.get(id) ?? version) !== version);
}

/** Judges what was read, moves the findings on and says what must be read a second time. Nothing of it is written yet. */
export async function judgeSlice(slice: Slice, settings: Settings): Promise<JudgedSite> {
  const now = slice.now();
  // Noted first: a crash before the end of this slice leaves a run that says it is to be judged again.
  slice.update({ judgeBy: now });
  await slice.checkpoint();
  const [stored, judgedSettings, attestations, changes, evidence] = await Promise.all([
    readAllFindings(controls.map(({ id }) => id)),
    readJudgedSettings(),
    readAttestations(controls.map(({ id }) => id)),
    readChanges(),
    evidenceNow(slice.store, now, sightOf(slice.run, instant(slice.site.installedAt), now)),
  ]);
  const memories = new Map([...stored].map(([control, memory]) => [control, trustedMemory(memory, now)]));
  const today = dayAt(now, settings.timeZone);
  const { judgedOn } = slice.run;
  const settingsChanged = judgedSettings !== undefined && canonical(judgedSettings) !== canonical(settings);
  const wasFiled = await filedBefore(memories, slice);
  const moved = judgeSite({
    controls,
    evidence,
    memories,
    settings,
    judgedSettings: settingsChanged ? judgedSettings : undefined,
    judgedOn: judgedOn !== undefined && judgedOn <= today ? judgedOn : undefined,
    wasFiled,
    attestations,
    ownAccount: slice.site.ownAccount,
    changes,
    now,
  });
  const judged = withTakenBaseline(slice, settings, moved, wasFiled);
  if (judged.some(({ steps }) => steps.length > 0)) slice.noteProgress('finding');
  slice.plan(secondReads(judged, evidence));
  slice.update({ judgeBy: nextJudging({ evidence }, slice, settings), judgedOn: today });
  return { judged, evidence, attestations, judgedSettings };
}
