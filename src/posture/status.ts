import { type Control } from '../controls/define';
import { type Judgement, type Status } from '../terms/verdict';

/**
 * The verdict after people and time. A control that rests on a person's word, wholly or in part, is never shown as proved;
 * one for which only that word is missing is due.
 */
export function statusOf(control: Control, { verdict }: Pick<Judgement, 'verdict'>): Status {
  switch (verdict.is) {
    case 'not-met':
    case 'not-applicable':
      return verdict.is;
    case 'met':
      return control.statement === undefined ? 'proved' : 'attested';
    case 'unknown':
      return verdict.gaps.every(({ why }) => why === 'not-attested') ? 'due' : 'unknown';
  }
}
