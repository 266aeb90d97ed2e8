import { callerRightsSource } from './sources/caller-rights';
import { gapFromError, asJiraError } from './jira-error-gaps';
import { gap, type SourceReader, type RecheckResult } from './source';

/**
 * Re-checks one object. A 404 means that the object is gone only if the app can see all objects. Otherwise it may be
 * hidden.
 * @param fetchObject throws JiraError if Jira fails.
 */
export async function recheckObject<F>(
  reader: SourceReader,
  fetchObject: () => Promise<RecheckResult<F>>,
): Promise<RecheckResult<F>> {
  try {
    return await fetchObject();
  } catch (thrown) {
    const error = asJiraError(thrown);
    if (error.kind !== 'not-found') return { gap: gapFromError(error) };
    const [rights] = reader.reading(callerRightsSource).facts;
    return rights?.administer === true ? 'gone' : { gap: gap('denied', error.operation) };
  }
}
