import { JiraError } from '../jira/errors';
import { Halt } from './halt';
import { openCopies } from './look';
import { type Memory } from './memory';
import { markDuplicate } from './protocol';
import { isPassing, problemOf } from './refusals';
import { type Shop } from './shop';
import { type Outcome } from './tending';

/**
 * Closes copies of work items that were made in the app's name. The record of their key has another work item, open or done; a
 * copy whose key has none is adopted when something is filed for it. One that can't be closed is tried again with the next search.
 * @throws JiraError where the search failed; Halt where Jira asks to wait.
 */
export async function closeCopies(shop: Shop, records: readonly Memory[]): Promise<readonly Outcome[]> {
  const onRecord = new Set(records.flatMap(({ issueId, previous }) => [issueId ?? [], previous].flat()));
  const byKey = new Map<string, Memory>(records.map(record => [record.key, record]));
  const copies = await openCopies(shop.jira, shop.site, id => onRecord.has(id));
  const outcomes: Outcome[] = [];
  for (const copy of copies) {
    const record = byKey.get(copy.property?.key ?? '');
    if (record?.issueKey === undefined) continue;
    const about = { key: record.key, control: record.control, issueId: copy.id, issueKey: copy.key };
    try {
      await markDuplicate(shop, copy, record.issueKey);
      outcomes.push({ ...about, did: 'duplicate-closed' });
    } catch (error) {
      if (!(error instanceof JiraError)) throw error;
      if (isPassing(error)) throw new Halt(record.key, { cause: error });
      outcomes.push({ ...about, did: 'failed', problem: problemOf(error) });
    }
  }
  return outcomes;
}
