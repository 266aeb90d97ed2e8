import { z } from 'zod';
import { type Jira } from '../../jira/jira';
import { type ListDefinition, fetchListPages } from '../../jira/list-pages';
import { parseRows, rowsSchema } from '../../jira/parse-rows';
import { type Gap } from '../../domain/gap';
import { type Instant, parseInstant } from '../../domain/instant';
import { auditLogFactSchema, type AuditLogFact } from '../facts';
import { gapFromError, isLimitReached, asJiraError } from '../jira-error-gaps';
import { licenseSource } from './license';
import { resolvePlanInEffect } from '../derived/plan-in-effect';
import { distinctGaps } from '../read-pass';
import { defineSinglePageSource } from '../single-page-source';
import { gap, type SourcePage, type SourceReader } from '../source';

/** Jira's maximum page size. */
const PAGE_SIZE = 1_000;

/** Enough records to show whether the log is readable. */
const PROBE_SIZE = 100;

const recordSchema = z.object({
  id: z.union([z.number(), z.string()]).nullish(),
  created: z.string().transform((text, context): Instant => {
    const at = parseInstant(text);
    if (at !== undefined) return at;
    context.addIssue({ code: 'custom', message: 'no moment' });
    return z.NEVER;
  }),
});
type AuditRecord = z.infer<typeof recordSchema>;

/** Builds the source's page. `gaps` are the reasons why the oldest record may be wrong. */
function buildAuditLogPage(records: readonly AuditRecord[], gaps: readonly Gap[]): SourcePage<AuditLogFact> {
  const times = records.map(({ created }) => created);
  const oldest =
    times.length === 0 ? {} : { oldest: times.reduce((one, other) => (one < other ? one : other)) };
  return { facts: [{ readable: true, ...oldest }], read: 1, of: 1, gaps: distinctGaps(gaps) };
}

const listing: ListDefinition<AuditRecord> = {
  operation: 'audit.list',
  paging: 'records',
  size: PAGE_SIZE,
  row: recordSchema,
  idOf: ({ id, created }) => `${id ?? ''} ${created}`,
  overlap: false,
};

/** Fetches every record, page by page. If a later page fails, keeps the pages read. */
async function fetchAllRecords(jira: Jira): Promise<SourcePage<AuditLogFact>> {
  const records: AuditRecord[] = [];
  const gaps: Gap[] = [];
  let isReadable = false;
  try {
    for await (const page of fetchListPages(jira, listing)) {
      isReadable = true;
      records.push(...page.rows);
      gaps.push(...page.gaps);
    }
  } catch (error) {
    if (!isReadable) throw error;
    gaps.push(gapFromError(error));
  }
  return buildAuditLogPage(records, gaps);
}

const auditPageSchema = z.object({
  limit: z.number().int().nonnegative().nullish(),
  total: z.number().int().nullish(),
  records: rowsSchema(recordSchema),
});
type AuditPage = z.infer<typeof auditPageSchema>;

const fetchRecords = (jira: Jira, offset: number): Promise<AuditPage> =>
  jira.call('audit.list', { query: { offset, limit: PROBE_SIZE }, responseSchema: auditPageSchema });

/**
 * Fetches only the first and last pages. Jira returns the newest records first, and reading a long log would cost more
 * API points than everything else. Without a total, the last page can't be located, so the whole log is read.
 */
async function probeAuditLog(jira: Jira): Promise<SourcePage<AuditLogFact>> {
  const first = await fetchRecords(jira, 0);
  const { rows, gaps } = parseRows('audit.list', recordSchema, first.records);
  const { total, records } = first;
  if (typeof total !== 'number')
    return records.length === 0 ? buildAuditLogPage(rows, gaps) : fetchAllRecords(jira);
  // If the response has records but a limit of 0, uses the number of records.
  const pageSize = first.limit ? first.limit : records.length;
  if (total <= pageSize) return buildAuditLogPage(rows, gaps);
  if (pageSize === 0) return buildAuditLogPage(rows, [...gaps, gap('moved', 'audit.list')]);
  try {
    const last = await fetchRecords(jira, Math.floor((total - 1) / pageSize) * pageSize);
    const { rows: oldest, gaps: lastPageGaps } = parseRows('audit.list', recordSchema, last.records);
    const isSamePage = JSON.stringify(last.records) === JSON.stringify(records);
    const movedGaps = isSamePage || last.records.length === 0 ? [gap('moved', 'audit.list')] : [];
    return buildAuditLogPage([...rows, ...oldest], [...gaps, ...lastPageGaps, ...movedGaps]);
  } catch (thrown) {
    // A partial probe would replace a complete one.
    if (isLimitReached(asJiraError(thrown))) throw thrown;
    return buildAuditLogPage(rows, [...gaps, gapFromError(thrown)]);
  }
}

/** Jira refuses access to the log on free plans. On a paid plan the same error means a missing right. */
const isOnFreePlan = (reader: SourceReader): boolean => {
  const { facts, gaps } = reader.reading(licenseSource);
  return gaps.length === 0 && resolvePlanInEffect(facts) === 'free';
};

/** Whether Jira's audit log is readable, and the time of its oldest record. `read` counts the log, not its records. */
export const auditLogSource = defineSinglePageSource<AuditLogFact>({
  id: 'auditLog',
  version: 1,
  operations: ['audit.list'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: auditLogFactSchema,
  keyOf: () => 'audit-log',
  async read(reader): Promise<SourcePage<AuditLogFact>> {
    try {
      return await (reader.live ? probeAuditLog(reader.jira) : fetchAllRecords(reader.jira));
    } catch (thrown) {
      if (asJiraError(thrown).status !== 403 || !isOnFreePlan(reader)) throw thrown;
      return { facts: [{ readable: false }], read: 1, of: 1 };
    }
  },
  touchedBy: () => 'none',
});
