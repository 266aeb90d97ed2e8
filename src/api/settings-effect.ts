import { type Control } from '../controls/define-control';
import {
  type SiteEvidence,
  type DetailedJudgment,
  type JudgingInputs,
  judgeControls,
} from '../posture/judge-evidence';
import { scoreOf } from '../posture/score';
import { statusOf } from '../posture/status';
import { type Settings } from '../settings/settings';
import { SEVERITIES } from '../domain/control-attributes';
import { type Finding } from '../domain/finding';
import { type OutputOf } from './contract/call';
import { type previewSettingsCall } from './contract/settings';

/** How a settings change affects the checklist, before it is saved. */
export type SettingsEffect = Omit<OutputOf<typeof previewSettingsCall>, 'filing'>;

type FindingMoves = SettingsEffect['rows'][number]['moves'];

/** Compares the findings of one control by key, severity, and reach. */
function countFindingMoves(before: readonly Finding[], after: readonly Finding[]): FindingMoves {
  const beforeByKey = new Map(before.map(finding => [finding.key, finding]));
  const afterByKey = new Map(after.map(finding => [finding.key, finding]));
  const pairs = after.flatMap(finding => {
    const earlier = beforeByKey.get(finding.key);
    return earlier === undefined ? [] : [{ known: earlier, finding }];
  });
  const reachesBeyond = ({ reach = [] }: Finding, { reach: other = [] }: Finding): boolean => {
    const otherReach = new Set(other);
    return reach.some(member => !otherReach.has(member));
  };
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  const count = (test: (pair: (typeof pairs)[number]) => boolean): number => pairs.filter(test).length;
  return {
    removed: before.filter(({ key }) => !afterByKey.has(key)).length,
    added: after.filter(({ key }) => !beforeByKey.has(key)).length,
    moreSevere: count(({ known: earlier, finding }) => rank(finding) < rank(earlier)),
    lessSevere: count(({ known: earlier, finding }) => rank(finding) > rank(earlier)),
    wider: count(({ known: earlier, finding }) => reachesBeyond(finding, earlier)),
    narrower: count(({ known: earlier, finding }) => reachesBeyond(earlier, finding)),
  };
}

/**
 * Judges the same evidence with the current and the changed settings. Pure: stores nothing and doesn't change tracked
 * findings.
 */
export function computeSettingsEffect(
  controls: readonly Control[],
  evidence: SiteEvidence,
  context: Omit<JudgingInputs, 'settings'>,
  { current, next }: { readonly current: Settings; readonly next: Settings },
): SettingsEffect {
  const judgeWith = (settings: Settings): readonly DetailedJudgment[] =>
    judgeControls(controls, evidence, { ...context, settings });
  const before = judgeWith(current);
  const after = judgeWith(next);
  const rows = controls.flatMap((control, index) => {
    const [judgedBefore, judgedAfter] = [before[index], after[index]];
    if (judgedBefore === undefined || judgedAfter === undefined) return [];
    const row = {
      control: control.id,
      from: statusOf(control, judgedBefore),
      to: statusOf(control, judgedAfter),
      findingsBefore: judgedBefore.findings.length,
      findingsAfter: judgedAfter.findings.length,
      moves: countFindingMoves(judgedBefore.findings, judgedAfter.findings),
    };
    return row.from === row.to && Object.values(row.moves).every(count => count === 0) ? [] : [row];
  });
  return { before: totalsOf(controls, before), after: totalsOf(controls, after), rows };
}

function totalsOf(
  controls: readonly Control[],
  judged: readonly DetailedJudgment[],
): SettingsEffect['before'] {
  const { assured, possible } = scoreOf(
    controls.flatMap((control, index) => {
      const judgedControl = judged[index];
      return judgedControl === undefined ? [] : [{ control, status: statusOf(control, judgedControl) }];
    }),
  );
  return { assured, possible, findings: judged.reduce((sum, { findings }) => sum + findings.length, 0) };
}
