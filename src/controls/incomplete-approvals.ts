import { type Entry } from '../settings/settings';
import { type Note } from '../terms/finding';

/** That approvals say too little to count, where there are any. */
export const incompleteNote = (incomplete: readonly Entry[]): readonly Note[] =>
  incomplete.length === 0 ? [] : [{ code: 'approval-incomplete', args: { count: incomplete.length } }];
