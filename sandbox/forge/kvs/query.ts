import { createHash } from 'node:crypto';
import { z } from 'zod';
import { KVS } from '../limits';
import type { Entity } from '../manifest-content';
import { metadataField } from './checks';
import { conditionSchema, filtersSchema, meetsCondition, meetsFilters, order } from './conditions';
import { checkFilters, findEntity, findIndex, isAttributes } from './entity';
import { KvsError } from './kvs-error';
import { toStoredAnswer, type StoredAnswer } from './stored-values';
import type { KvsStorage, Stored } from './kvs-storage';

const options = z.object({ metadataFields: z.array(metadataField).optional() }).optional();
export const valueQuerySchema = z.object({
  limit: z.number().optional(),
  after: z.string().optional(),
  where: z
    .array(
      z.object({
        property: z.literal('key'),
        condition: z.literal('BEGINS_WITH'),
        values: z.tuple([z.string()]),
      }),
    )
    .max(1)
    .optional(),
  options,
});
export const entityQuerySchema = z.object({
  entityName: z.string(),
  indexName: z.string(),
  partition: z.array(z.unknown()).optional(),
  range: conditionSchema.optional(),
  filters: filtersSchema.optional(),
  sort: z.enum(['ASC', 'DESC']).default('ASC'),
  cursor: z.string().optional(),
  limit: z.number().optional(),
  options,
});
const RANGES: readonly string[] = [
  'BEGINS_WITH',
  'BETWEEN',
  'EQUAL_TO',
  'GREATER_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_EQUAL_TO',
];

/** A page of what a query finds. `bytes` is what reading it counts. */
export interface QueryPage {
  data: StoredAnswer[];
  cursor: string | undefined;
  bytes: number;
}

interface QueryRow {
  key: string;
  stored: Stored;
  at: unknown;
}

/** Plain values by the start of their key, ordered by key. */
export function valuePage(storage: KvsStorage, query: z.infer<typeof valueQuerySchema>): QueryPage {
  const start = query.where?.[0]?.values[0] ?? '';
  const rows = [...storage.visibleEntries('value', '')]
    .filter(({ key }) => key.startsWith(start))
    .map(row => ({ ...row, at: '' }));
  return buildPage(rows, 1, query.limit, query.after, { start }, query.options?.metadataFields);
}

/**
 * An entity's values by one of its indexes, ordered by the index's range.
 * @throws KvsError where the index doesn't exist or is not queried as it is built.
 */
export function entityPage(
  storage: KvsStorage,
  entities: ReadonlyMap<string, Entity>,
  query: z.infer<typeof entityQuerySchema>,
): QueryPage {
  const entity = findEntity(entities, query.entityName);
  const index = findIndex(entity, query.indexName);
  const partition = query.partition ?? [];
  const { range, filters } = query;
  if (partition.length !== index.partition.length) {
    const wanted = index.partition.join(', ') || 'none';
    throw new KvsError(
      400,
      'INVALID_PARTITION',
      `Index ${index.name} has the partition ${wanted}: ${partition.length} values are given.`,
    );
  }
  if (range !== undefined && !RANGES.includes(range.condition)) {
    throw new KvsError(400, 'INVALID_RANGE', `${range.condition} is no condition on an index.`);
  }
  if (filters !== undefined) checkFilters(entity, filters);
  const [rangeAttribute = ''] = index.range;
  const rows: QueryRow[] = [];
  for (const { key, stored } of storage.visibleEntries('entity', entity.name)) {
    if (!isAttributes(stored.value)) continue;
    const { value } = stored;
    const at = value[rangeAttribute];
    // What lacks an indexed attribute is not in the index.
    if (at === undefined) continue;
    if (!index.partition.every((attribute, place) => order(value[attribute], partition[place]) === 0))
      continue;
    if (range !== undefined && !meetsCondition(at, range)) continue;
    if (filters !== undefined && !meetsFilters(value, filters)) continue;
    rows.push({ key, stored, at });
  }
  const about = { entity: entity.name, index: index.name, partition, range, filters, sort: query.sort };
  return buildPage(
    rows,
    query.sort === 'ASC' ? 1 : -1,
    query.limit,
    query.cursor,
    about,
    query.options?.metadataFields,
  );
}

const cursorSchema = z.object({ about: z.string(), at: z.unknown(), key: z.string() });

function buildPage(
  rows: QueryRow[],
  direction: 1 | -1,
  limit: number | undefined,
  cursor: string | undefined,
  query: unknown,
  fields: ReadonlyArray<z.infer<typeof metadataField>> | undefined,
): QueryPage {
  const size = limit ?? KVS.page;
  if (!Number.isInteger(size) || size < 1 || size > KVS.pageMost) {
    throw new KvsError(400, 'INVALID_LIMIT', `A page has 1 to ${KVS.pageMost} values, not ${size}.`);
  }
  const about = createHash('sha1').update(JSON.stringify(query)).digest('base64url');
  const place = (left: Pick<QueryRow, 'at' | 'key'>, right: Pick<QueryRow, 'at' | 'key'>): number =>
    direction * (order(left.at, right.at) || order(left.key, right.key));
  rows.sort(place);
  const after = cursor === undefined ? undefined : readCursor(cursor, about);
  const rest = after === undefined ? rows : rows.filter(row => place(row, after) > 0);
  const data = rest.slice(0, size);
  const last = data.at(-1);
  const next = last !== undefined && rest.length > size ? { about, at: last.at, key: last.key } : undefined;
  return {
    data: data.map(({ key, stored }) => toStoredAnswer(key, stored, fields ?? [])),
    cursor: next && Buffer.from(JSON.stringify(next)).toString('base64url'),
    bytes: data.reduce((sum, { stored }) => sum + stored.bytes, 0),
  };
}

/** @throws KvsError where it isn't a cursor of this very query. */
function readCursor(cursor: string, about: string): { at: unknown; key: string } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const parsed = text.startsWith('{') ? cursorSchema.safeParse(JSON.parse(text)) : undefined;
  if (parsed?.success !== true || parsed.data.about !== about) {
    throw new KvsError(400, 'INVALID_CURSOR', 'The cursor is of another query.');
  }
  return parsed.data;
}
