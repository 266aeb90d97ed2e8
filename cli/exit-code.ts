import { type Control } from '../src/controls/define-control';
import { type Judgment } from '../src/domain/verdict';

/** A control with its verdict. */
export interface ControlVerdict {
  readonly control: Pick<Control, 'proof' | 'needs'>;
  readonly judged: Pick<Judgment, 'verdict'>;
}

/**
 * Whether a control needs data from the site. The terminal has no attestations or app records, so it can't judge the
 * others.
 */
const readsSite = ({ proof, needs }: ControlVerdict['control']): boolean =>
  proof !== 'attested' && Object.keys(needs).length > 0;

/**
 * 0: every control that reads the site is met or not applicable. 1: at least one is not met. 3: none is not met, and at
 * least one is unknown.
 */
export function exitCodeOf(controlVerdicts: readonly ControlVerdict[]): 0 | 1 | 3 {
  const verdicts = controlVerdicts
    .filter(({ control }) => readsSite(control))
    .map(({ judged }) => judged.verdict.is);
  if (verdicts.includes('not-met')) return 1;
  return verdicts.includes('unknown') ? 3 : 0;
}
