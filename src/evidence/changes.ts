import { z } from 'zod';
import { isPathPart, numberOrId } from '../jira/id';
import { type Jira } from '../jira/jira';
import { readRows, rowsOf } from '../jira/rows';
import { instant, type Instant, instantOf, isoOf, later, MINUTE } from '../terms/instant';
import { type Change, type ChangedObject } from './change';

/** Jira may write a record a little after others with a later time. */
const OVERLAP = 10 * MINUTE;
const PAGE = 200;
/** More than so many pages of changes at once are not followed: the sources are read anew instead. */
const MOST_PAGES = 10;

/** Jira leaves out what it has nothing to say of, or writes null. */
const optional = <T>(schema: z.ZodType<T>) => schema.nullish().transform(value => value ?? undefined);
const orNothing = z
  .string()
  .nullish()
  .transform(value => value ?? '');

/** Few items have an ID. One that can't be asked for again is none. */
const itemId = z
  .union([z.string(), z.number()])
  .nullish()
  .transform(value =>
    value === null || value === undefined || !isPathPart(String(value)) ? undefined : String(value),
  );

const item = z.object({ typeName: orNothing, id: itemId, name: optional(z.string()) });

const record = z.object({
  id: numberOrId,
  created: z.string(),
  summary: orNothing,
  category: orNothing,
  authorAccountId: optional(z.string()),
  objectItem: optional(item),
  associatedItems: z
    .array(item)
    .nullish()
    .transform(items => items ?? []),
});
type AuditRecord = z.infer<typeof record>;

/** Where the feed stands: the newest record's time, and the records within the overlap before it. It survives JSON. */
export const auditCursor = z.object({ at: z.number(), seen: z.array(z.string()) });
export type AuditCursor = z.infer<typeof auditCursor>;

/** What changed since the cursor, oldest first. With a `hole` there may be more: what was closed before is not followed. */
export interface Changes {
  readonly changes: readonly Change[];
  readonly cursor: AuditCursor;
  readonly hole: boolean;
}

/** Of people only ids are kept. Their names are left in the log, and so are the values that changed: they may name people. */
const objectOf = ({ typeName, id, name }: z.infer<typeof item>): ChangedObject => ({
  type: typeName,
  ...(id === undefined ? {} : { id }),
  ...(name === undefined || typeName.toLowerCase() === 'user' ? {} : { name }),
});

const changeOfRecord = (from: AuditRecord, at: Instant): Change => ({
  id: from.id,
  via: 'audit',
  at,
  summary: from.summary,
  category: from.category,
  ...(from.authorAccountId === undefined ? {} : { by: from.authorAccountId }),
  ...(from.objectItem === undefined ? {} : { object: objectOf(from.objectItem) }),
  associated: from.associatedItems.map(objectOf),
});

/** All records from a moment on, newest first, paged by `to`: offsets would shift with each new record. */
async function recordsSince(jira: Jira, from: Instant): Promise<{ records: AuditRecord[]; whole: boolean }> {
  const found = new Map<string, AuditRecord>();
  let to: string | undefined;
  let readable = true;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await jira.call('audit.list', {
      query: { offset: 0, limit: PAGE, from: isoOf(from), to },
      answer: z.object({ limit: z.number().int().positive().nullish(), records: rowsOf(record) }),
    });
    const { rows, gaps } = readRows('audit.list', record, answer.records);
    readable &&= gaps.length === 0;
    const before = found.size;
    for (const row of rows) found.set(row.id, row);
    if (answer.records.length < Math.min(PAGE, answer.limit ?? PAGE))
      return { records: [...found.values()], whole: readable };
    // A page full of one moment: `to` can't go behind it.
    if (found.size === before) break;
    const oldest = instantOf(rows.at(-1)?.created ?? '');
    if (oldest === undefined) break;
    to = isoOf(oldest);
  }
  return { records: [...found.values()], whole: false };
}

/**
 * What Jira's audit log tells since the cursor. Records within ten minutes before the cursor are read again and given
 * once. Without a cursor the feed begins at `now`: nothing is given, and there is a hole before it.
 *
 * @throws JiraError; the cursor stays where it was.
 */
export async function changesSince(
  jira: Jira,
  cursor: AuditCursor | undefined,
  now: Instant,
): Promise<Changes> {
  if (cursor === undefined) return { changes: [], cursor: { at: now, seen: [] }, hole: true };
  const { records, whole } = await recordsSince(jira, later(instant(cursor.at), -OVERLAP));
  const dated = records.flatMap(one => {
    const at = instantOf(one.created);
    return at === undefined ? [] : [{ one, at }];
  });
  const seen = new Set(cursor.seen);
  // Ten minutes behind at most, so that a quiet log is not read from its last record on, hour after hour.
  // Never ahead of this clock, however far ahead Jira's own is: a later cursor would not be trusted.
  const newest = Math.min(now, Math.max(cursor.at, now - OVERLAP, ...dated.map(({ at }) => at)));
  return {
    changes: dated
      .filter(({ one }) => !seen.has(one.id))
      .sort((one, other) => one.at - other.at)
      .map(({ one, at }) => changeOfRecord(one, at)),
    cursor: {
      at: newest,
      seen: dated
        .filter(({ at }) => at >= newest - OVERLAP)
        .map(({ one }) => one.id)
        .sort(),
    },
    hole: !whole || dated.length < records.length,
  };
}
