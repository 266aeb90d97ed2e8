import { gapOf, jiraErrorOf, stopsPass } from './gaps-of-errors';
import { gap, type Missed } from './source';

/** One object of a list that was read before: its facts, or why they are not known. */
export type Outcome<F> = {
  readonly facts: readonly F[];
  readonly read: 0 | 1;
  readonly missed: readonly Missed[];
};

/**
 * Reads one of many objects. One that fails is missed and the others go on; one that is gone since the list was read means
 * that the list moved.
 * @throws JiraError where the others would fail for the same reason.
 */
export async function outcomeOf<F>(key: string, read: () => Promise<F>): Promise<Outcome<F>> {
  try {
    return { facts: [await read()], read: 1, missed: [] };
  } catch (thrown) {
    const error = jiraErrorOf(thrown);
    if (stopsPass(error)) throw error;
    const why = error.kind === 'gone' ? gap('moved', error.operation) : gapOf(error);
    return { facts: [], read: 0, missed: [{ key, gap: why }] };
  }
}

/** Ids are numbers written as text; others come last, in the order of their letters. */
export const byId = (one: { readonly id: string }, other: { readonly id: string }): number => {
  const difference = Number(one.id) - Number(other.id);
  return Number.isNaN(difference) ? one.id.localeCompare(other.id) : difference;
};
