import { type Control } from '../src/controls/define';
import { type Judgement } from '../src/terms/verdict';

/** A control with what was judged of it. */
export interface JudgedOne {
  readonly control: Pick<Control, 'proof'>;
  readonly judged: Pick<Judgement, 'verdict'>;
}

/** 0: all that is read is met or does not apply; 1: something is not met; 3: something is unknown. Stated controls don't count. */
export function exitCodeOf(all: readonly JudgedOne[]): 0 | 1 | 3 {
  const verdicts = all
    .filter(({ control }) => control.proof !== 'stated')
    .map(({ judged }) => judged.verdict.is);
  if (verdicts.includes('not-met')) return 1;
  return verdicts.includes('unknown') ? 3 : 0;
}
