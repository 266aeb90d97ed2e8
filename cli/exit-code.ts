import { type Control } from '../src/controls/define';
import { type Judgement } from '../src/terms/verdict';

/** A control with what was judged of it. */
export interface JudgedOne {
  readonly control: Pick<Control, 'proof' | 'needs'>;
  readonly judged: Pick<Judgement, 'verdict'>;
}

/** Whether a control reads the site. What a person attests, or what only the app's own records show, a terminal can't know. */
const reads = ({ proof, needs }: JudgedOne['control']): boolean =>
  proof !== 'stated' && Object.keys(needs).length > 0;

/** 0: every control that reads is met or doesn't apply. 1: one is not met. 3: none is not met, and one is unknown. */
export function exitCodeOf(all: readonly JudgedOne[]): 0 | 1 | 3 {
  const verdicts = all.filter(({ control }) => reads(control)).map(({ judged }) => judged.verdict.is);
  if (verdicts.includes('not-met')) return 1;
  return verdicts.includes('unknown') ? 3 : 0;
}
