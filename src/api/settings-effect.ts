import { type Control } from '../controls/define';
import { type Evidence, type Judged, type JudgingContext, judgeAll } from '../posture/judge';
import { scoreOf } from '../posture/score';
import { statusOf } from '../posture/status';
import { type Settings } from '../settings/settings';
import { type OutputOf } from './contract/call';
import { type whatChanges } from './contract/settings';

/** What other settings would do to the checklist, before anybody saves them. */
export type SettingsEffect = OutputOf<typeof whatChanges>;

/**
 * Judges the same evidence twice, with the settings as they are and as they would be. Pure: nothing is stored, and no
 * finding moves on in its life.
 */
export function effectOf(
  controls: readonly Control[],
  evidence: Evidence,
  context: Omit<JudgingContext, 'settings'>,
  { current, next }: { readonly current: Settings; readonly next: Settings },
): SettingsEffect {
  const judged = (settings: Settings): readonly Judged[] =>
    judgeAll(controls, evidence, { ...context, settings });
  const before = judged(current);
  const after = judged(next);
  const rows = controls.flatMap((control, index) => {
    const [was, is] = [before[index], after[index]];
    if (was === undefined || is === undefined) return [];
    const row = {
      control: control.id,
      from: statusOf(control, was),
      to: statusOf(control, is),
      findingsBefore: was.findings.length,
      findingsAfter: is.findings.length,
    };
    return row.from === row.to && row.findingsBefore === row.findingsAfter ? [] : [row];
  });
  return { before: totalsOf(controls, before), after: totalsOf(controls, after), rows };
}

function totalsOf(controls: readonly Control[], judged: readonly Judged[]): SettingsEffect['before'] {
  const { assured, possible } = scoreOf(
    controls.flatMap((control, index) => {
      const said = judged[index];
      return said === undefined ? [] : [{ control, status: statusOf(control, said) }];
    }),
  );
  return { assured, possible, findings: judged.reduce((sum, { findings }) => sum + findings.length, 0) };
}
