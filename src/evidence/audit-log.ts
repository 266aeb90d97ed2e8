import { z } from 'zod';
import { type Jira } from '../jira/jira';
import { type Gap } from '../terms/gap';
import { instantOf } from '../terms/instant';
import { auditLogFact, type AuditLogFact } from './facts';
import { gapOf, jiraErrorOf } from './gaps-of-errors';
import { licence } from './licence';
import { defineSinglePage } from './single-page';
import { gap, type Page, type Reader } from './source';

const PROBE = 100;

const page = z.object({
  limit: z.number().int().positive().optional(),
  total: z.number().int().optional(),
  records: z.array(z.object({ created: z.string() })),
});
type AuditPage = z.infer<typeof page>;

const recordsFrom = (jira: Jira, offset: number): Promise<AuditPage> =>
  jira.call('audit.list', { query: { offset, limit: PROBE }, answer: page });

/** The last page of a log, where the first one is not all of it. */
const lastPage = ({ total, limit = PROBE, records }: AuditPage): number | undefined =>
  total === undefined || records.length >= total ? undefined : Math.floor((total - 1) / limit) * limit;

/** Facts of what was read; `gaps` are what stood in the way of the oldest record. */
function probed(records: AuditPage['records'], gaps: readonly Gap[]): Page<AuditLogFact> {
  const times = records.flatMap(({ created }) => instantOf(created) ?? []);
  const oldest = times.length === 0 ? {} : { oldest: Math.min(...times) };
  return { facts: [{ readable: true, ...oldest }], read: 1, of: 1, gaps };
}

/** Jira gives the newest records first, so the oldest stands on the last page. */
async function probe(jira: Jira): Promise<Page<AuditLogFact>> {
  const first = await recordsFrom(jira, 0);
  const offset = lastPage(first);
  if (offset === undefined) return probed(first.records, []);
  try {
    const { records } = await recordsFrom(jira, offset);
    const hasMoved = records.length === 0 || records[0]?.created === first.records[0]?.created;
    return probed([...first.records, ...records], hasMoved ? [gap('moved', 'audit.list')] : []);
  } catch (error) {
    return probed(first.records, [gapOf(error)]);
  }
}

/** Jira refuses the log on free plans; the same refusal on a paid one is a missing right. */
const isFree = (reader: Reader): boolean => {
  const { facts, gaps } = reader.reading(licence);
  return gaps.length === 0 && facts.length > 0 && facts.every(({ plan }) => plan === 'FREE');
};

/** Whether Jira's audit log can be read, and since when it has records. Read counts the probe, not records. */
export const auditLog = defineSinglePage<AuditLogFact>({
  id: 'auditLog',
  operations: ['audit.list'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: auditLogFact,
  keyOf: () => 'audit-log',
  async read(reader): Promise<Page<AuditLogFact>> {
    try {
      return await probe(reader.jira);
    } catch (thrown) {
      if (jiraErrorOf(thrown).status !== 403 || !isFree(reader)) throw thrown;
      return { facts: [{ readable: false }], read: 1, of: 1 };
    }
  },
  touchedBy: () => 'none',
});
