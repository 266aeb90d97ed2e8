import { z } from 'zod';
import { type Jira } from '../jira/jira';
import { type Listing, pagesOf } from '../jira/pages';
import { readRows, rowsOf } from '../jira/rows';
import { type Gap } from '../terms/gap';
import { type Instant, instantOf } from '../terms/instant';
import { auditLogFact, type AuditLogFact } from './facts';
import { gapOf, isSpent, jiraErrorOf } from './gaps-of-errors';
import { licence } from './licence';
import { planInEffect } from './plan-in-effect';
import { distinctGaps } from './read-pass';
import { defineSinglePage } from './single-page';
import { gap, type Page, type Reader } from './source';

/** As many records as Jira gives at once. */
const PAGE = 1_000;

/** As many records as show whether the log can be read. */
const PROBE = 100;

const record = z.object({
  id: z.union([z.number(), z.string()]).nullish(),
  created: z.string().transform((text, context): Instant => {
    const at = instantOf(text);
    if (at !== undefined) return at;
    context.addIssue({ code: 'custom', message: 'no moment' });
    return z.NEVER;
  }),
});
type AuditRecord = z.infer<typeof record>;

/** Facts of what was read; `gaps` are what stood in the way of the oldest record. */
function probed(records: readonly AuditRecord[], gaps: readonly Gap[]): Page<AuditLogFact> {
  const times = records.map(({ created }) => created);
  const oldest =
    times.length === 0 ? {} : { oldest: times.reduce((one, other) => (one < other ? one : other)) };
  return { facts: [{ readable: true, ...oldest }], read: 1, of: 1, gaps: distinctGaps(gaps) };
}

const listing: Listing<AuditRecord> = {
  operation: 'audit.list',
  paging: 'records',
  size: PAGE,
  row: record,
  idOf: ({ id, created }) => `${id ?? ''} ${created}`,
  overlap: false,
};

/** Every record, page by page. Where a page after the first can't be had, what was read counts. */
async function readAll(jira: Jira): Promise<Page<AuditLogFact>> {
  const records: AuditRecord[] = [];
  const gaps: Gap[] = [];
  let isReadable = false;
  try {
    for await (const page of pagesOf(jira, listing)) {
      isReadable = true;
      records.push(...page.rows);
      gaps.push(...page.gaps);
    }
  } catch (error) {
    if (!isReadable) throw error;
    gaps.push(gapOf(error));
  }
  return probed(records, gaps);
}

const page = z.object({
  limit: z.number().int().nonnegative().nullish(),
  total: z.number().int().nullish(),
  records: rowsOf(record),
});
type AuditPage = z.infer<typeof page>;

const recordsFrom = (jira: Jira, offset: number): Promise<AuditPage> =>
  jira.call('audit.list', { query: { offset, limit: PROBE }, answer: page });

/**
 * The first and the last page: Jira gives the newest records first, and a long log would cost more points than all else.
 * Where Jira tells no length, the last page has no place, and the log is read to its end.
 */
async function probe(jira: Jira): Promise<Page<AuditLogFact>> {
  const first = await recordsFrom(jira, 0);
  const { rows, gaps } = readRows('audit.list', record, first.records);
  const { total, records } = first;
  if (typeof total !== 'number') return records.length === 0 ? probed(rows, gaps) : readAll(jira);
  // An answer that says it gave none, and holds some, gave what it holds.
  const step = first.limit ? first.limit : records.length;
  if (total <= step) return probed(rows, gaps);
  if (step === 0) return probed(rows, [...gaps, gap('moved', 'audit.list')]);
  try {
    const last = await recordsFrom(jira, Math.floor((total - 1) / step) * step);
    const { rows: oldest, gaps: unread } = readRows('audit.list', record, last.records);
    const isSame = JSON.stringify(last.records) === JSON.stringify(records);
    const moved = isSame || last.records.length === 0 ? [gap('moved', 'audit.list')] : [];
    return probed([...rows, ...oldest], [...gaps, ...unread, ...moved]);
  } catch (thrown) {
    // Half a probe would take the place of a whole one.
    if (isSpent(jiraErrorOf(thrown))) throw thrown;
    return probed(rows, [...gaps, gapOf(thrown)]);
  }
}

/** Jira refuses the log on free plans; the same refusal on a paid one is a missing right. */
const isFree = (reader: Reader): boolean => {
  const { facts, gaps } = reader.reading(licence);
  return gaps.length === 0 && planInEffect(facts) === 'free';
};

/** Whether Jira's audit log can be read, and since when it has records. Read counts the log, not records. */
export const auditLog = defineSinglePage<AuditLogFact>({
  id: 'auditLog',
  version: 1,
  operations: ['audit.list'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: auditLogFact,
  keyOf: () => 'audit-log',
  async read(reader): Promise<Page<AuditLogFact>> {
    try {
      return await (reader.live ? probe(reader.jira) : readAll(reader.jira));
    } catch (thrown) {
      if (jiraErrorOf(thrown).status !== 403 || !isFree(reader)) throw thrown;
      return { facts: [{ readable: false }], read: 1, of: 1 };
    }
  },
  touchedBy: () => 'none',
});
