import { type Control } from '../controls/define';
import { type Evidence, type Judged, type JudgingContext, judgeAll } from '../posture/judge';
import { scoreOf } from '../posture/score';
import { statusOf } from '../posture/status';
import { type Settings } from '../settings/settings';
import { SEVERITIES } from '../terms/control-terms';
import { type Finding } from '../terms/finding';
import { type OutputOf } from './contract/call';
import { type whatChanges } from './contract/settings';

/** What other settings would do to the checklist, before anybody saves them. */
export type SettingsEffect = Omit<OutputOf<typeof whatChanges>, 'filing'>;

type Moves = SettingsEffect['rows'][number]['moves'];

/** How the findings of one control would differ: by what they are, how much they weigh and how far they reach. */
function movesOf(before: readonly Finding[], after: readonly Finding[]): Moves {
  const was = new Map(before.map(finding => [finding.key, finding]));
  const is = new Map(after.map(finding => [finding.key, finding]));
  const both = after.flatMap(finding => {
    const known = was.get(finding.key);
    return known === undefined ? [] : [{ known, finding }];
  });
  const reaches = ({ reach = [] }: Finding, { reach: other = [] }: Finding): boolean => {
    const held = new Set(other);
    return reach.some(member => !held.has(member));
  };
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  const count = (test: (pair: (typeof both)[number]) => boolean): number => both.filter(test).length;
  return {
    fall: before.filter(({ key }) => !is.has(key)).length,
    rise: after.filter(({ key }) => !was.has(key)).length,
    heavier: count(({ known, finding }) => rank(finding) < rank(known)),
    lighter: count(({ known, finding }) => rank(finding) > rank(known)),
    wider: count(({ known, finding }) => reaches(finding, known)),
    narrower: count(({ known, finding }) => reaches(known, finding)),
  };
}

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
      moves: movesOf(was.findings, is.findings),
    };
    return row.from === row.to && Object.values(row.moves).every(count => count === 0) ? [] : [row];
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
