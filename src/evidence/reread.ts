import { callerRights } from './caller-rights';
import { gapOf, jiraErrorOf } from './gaps-of-errors';
import { gap, type Reader, type Reread } from './source';

/**
 * Reads one object again. A 404 is `gone` only where the caller is known to see all: else it may be hidden.
 * @param read throws JiraError where Jira fails.
 */
export async function rereadObject<F>(reader: Reader, read: () => Promise<Reread<F>>): Promise<Reread<F>> {
  try {
    return await read();
  } catch (thrown) {
    const error = jiraErrorOf(thrown);
    if (error.kind !== 'gone') return { gap: gapOf(error) };
    const [rights] = reader.reading(callerRights).facts;
    return rights?.administer === true ? 'gone' : { gap: gap('denied', error.operation) };
  }
}
