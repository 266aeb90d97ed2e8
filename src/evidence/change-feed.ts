import { z } from 'zod';
import { isPathPart, numberOrIdSchema } from '../jira/id-schemas';
import { type Jira } from '../jira/jira';
import { parseRows, rowsSchema } from '../jira/parse-rows';
import { instant, type Instant, parseInstant, formatIso, addDuration, MINUTE } from '../domain/instant';
import { type Change, type ChangedObject } from './change';

/** Jira can write a record shortly after other records that have a later time. */
const CURSOR_OVERLAP = 10 * MINUTE;
const PAGE_SIZE = 200;
/** If there are more pages of changes than this, the feed stops and the sources are read in full instead. */
const MAX_PAGES = 10;

/** Jira omits empty fields or writes null. */
const optionalField = <T>(schema: z.ZodType<T>) => schema.nullish().transform(value => value ?? undefined);
const textOrEmpty = z
  .string()
  .nullish()
  .transform(value => value ?? '');

/** Few items have an ID. An ID that can't be part of a request path counts as missing. */
const itemIdSchema = z
  .union([z.string(), z.number()])
  .nullish()
  .transform(value =>
    value === null || value === undefined || !isPathPart(String(value)) ? undefined : String(value),
  );

const itemSchema = z.object({ typeName: textOrEmpty, id: itemIdSchema, name: optionalField(z.string()) });

const recordSchema = z.object({
  id: numberOrIdSchema,
  created: z.string(),
  summary: textOrEmpty,
  category: textOrEmpty,
  authorAccountId: optionalField(z.string()),
  objectItem: optionalField(itemSchema),
  associatedItems: z
    .array(itemSchema)
    .nullish()
    .transform(items => items ?? []),
});
type AuditRecord = z.infer<typeof recordSchema>;

/**
 * The feed's position: the newest record's time, and the IDs of the records within the overlap before it. Must survive
 * JSON.
 */
export const auditCursorSchema = z.object({ at: z.number(), recentIds: z.array(z.string()) });
export type AuditCursor = z.infer<typeof auditCursorSchema>;

/**
 * Changes since the cursor, oldest first. With `hasHole`, changes may be missing, so the feed doesn't cover passes from
 * before the hole.
 */
export interface ChangeFeedResult {
  readonly changes: readonly Change[];
  readonly cursor: AuditCursor;
  readonly hasHole: boolean;
}

/** Keeps only IDs of people. Their names and the changed values (which can contain names) stay in the log. */
const buildChangedObject = ({ typeName, id, name }: z.infer<typeof itemSchema>): ChangedObject => ({
  type: typeName,
  ...(id === undefined ? {} : { id }),
  ...(name === undefined || typeName.toLowerCase() === 'user' ? {} : { name }),
});

const buildChange = (auditRecord: AuditRecord, at: Instant): Change => ({
  id: auditRecord.id,
  via: 'audit',
  at,
  summary: auditRecord.summary,
  category: auditRecord.category,
  ...(auditRecord.authorAccountId === undefined ? {} : { by: auditRecord.authorAccountId }),
  ...(auditRecord.objectItem === undefined ? {} : { object: buildChangedObject(auditRecord.objectItem) }),
  associated: auditRecord.associatedItems.map(buildChangedObject),
});

/** Fetches all records since `from`, newest first. Pages by `to`, because each new record would shift offsets. */
async function fetchRecordsSince(
  jira: Jira,
  from: Instant,
): Promise<{ records: AuditRecord[]; isComplete: boolean }> {
  const recordsById = new Map<string, AuditRecord>();
  let to: string | undefined;
  let isReadable = true;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await jira.call('audit.list', {
      query: { offset: 0, limit: PAGE_SIZE, from: formatIso(from), to },
      responseSchema: z.object({
        limit: z.number().int().positive().nullish(),
        records: rowsSchema(recordSchema),
      }),
    });
    const { rows, gaps } = parseRows('audit.list', recordSchema, answer.records);
    isReadable &&= gaps.length === 0;
    const countBefore = recordsById.size;
    for (const row of rows) recordsById.set(row.id, row);
    if (answer.records.length < Math.min(PAGE_SIZE, answer.limit ?? PAGE_SIZE))
      return { records: [...recordsById.values()], isComplete: isReadable };
    // All records on this page have the same time, so `to` can't move past them.
    if (recordsById.size === countBefore) break;
    const oldest = parseInstant(rows.at(-1)?.created ?? '');
    if (oldest === undefined) break;
    to = formatIso(oldest);
  }
  return { records: [...recordsById.values()], isComplete: false };
}

/**
 * Fetches the changes in Jira's audit log since the cursor. Fetches the ten minutes before the cursor again, but
 * returns each record once. Without a cursor the feed begins at `now`, with no changes and a hole before it.
 *
 * @throws JiraError; the cursor doesn't move.
 */
export async function fetchChangesSince(
  jira: Jira,
  cursor: AuditCursor | undefined,
  now: Instant,
): Promise<ChangeFeedResult> {
  if (cursor === undefined) return { changes: [], cursor: { at: now, recentIds: [] }, hasHole: true };
  const { records, isComplete } = await fetchRecordsSince(
    jira,
    addDuration(instant(cursor.at), -CURSOR_OVERLAP),
  );
  const dated = records.flatMap(one => {
    const at = parseInstant(one.created);
    return at === undefined ? [] : [{ one, at }];
  });
  const recentIds = new Set(cursor.recentIds);
  // At most ten minutes behind `now`, so a quiet log isn't read from its last record again every hour. Never ahead of
  // the app's clock, even if Jira's clock is: a cursor in the future would be rejected.
  const newest = Math.min(now, Math.max(cursor.at, now - CURSOR_OVERLAP, ...dated.map(({ at }) => at)));
  return {
    changes: dated
      .filter(({ one }) => !recentIds.has(one.id))
      .sort((one, other) => one.at - other.at)
      .map(({ one, at }) => buildChange(one, at)),
    cursor: {
      at: newest,
      recentIds: dated
        .filter(({ at }) => at >= newest - CURSOR_OVERLAP)
        .map(({ one }) => one.id)
        .sort(),
    },
    hasHole: !isComplete || dated.length < records.length,
  };
}
