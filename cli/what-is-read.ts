import { z } from 'zod';

/** A JSON value as a schema sees it. */
export interface Seen {
  /** What the schema reads of it; undefined where it reads nothing. */
  readonly read: unknown;
  /** The keys that the schema doesn't know, by their path. */
  readonly unread: readonly string[];
}

/** What stands in the place of a value that its schema refuses: refused as well, and bare of what it said. */
const REFUSED: Seen = { read: {}, unread: [] };
const NOTHING: Seen = { read: undefined, unread: [] };

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const reads = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;

const below = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`);

/** The schema beneath what only says that a value may be missing, or what becomes of it afterwards. */
function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodPipe) return schema.in;
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch
  )
    return schema.unwrap();
  return undefined;
}

function seenInList(row: z.core.$ZodType, value: unknown, at: string): Seen {
  if (!Array.isArray(value)) return REFUSED;
  const rows = value.map((one, index) => seenBy(row, one, below(at, String(index))));
  return { read: rows.map(({ read }) => read), unread: rows.flatMap(({ unread }) => unread) };
}

function seenInObject(
  schemaOf: (key: string) => z.core.$ZodType | undefined,
  value: unknown,
  at: string,
): Seen {
  // A list is what an object's schema refuses, as it refuses an object where it expects a text.
  if (!isObject(value)) return { ...REFUSED, read: [] };
  const entries = Object.entries(value).map(([key, inner]) => {
    const schema = schemaOf(key);
    const seen: Seen =
      schema === undefined ? { ...NOTHING, unread: [below(at, key)] } : seenBy(schema, inner, below(at, key));
    return { key, ...seen };
  });
  return {
    read: Object.fromEntries(
      entries.filter(({ read }) => read !== undefined).map(({ key, read }) => [key, read]),
    ),
    unread: entries.flatMap(({ unread }) => unread),
  };
}

/** Of a choice, the first that reads the value counts, as for zod itself. */
function seenInChoice(options: readonly z.core.$ZodType[], value: unknown, at: string): Seen {
  const option = options.find(one => reads(one, value));
  return option === undefined ? REFUSED : seenBy(option, value, at);
}

/** The rows of a list that are read one by one: their schema is the list's meta data (see `rowsOf`). */
const rowOf = (schema: z.ZodArray): z.core.$ZodType => {
  const row = schema.meta()?.['row'];
  return row instanceof z.ZodType ? row : schema.element;
};

/**
 * What a schema reads of a value: an allow-list, so that a part of an answer that nobody knows yet is not read either. What the
 * schema refuses is left refused, without what it said.
 */
export function seenBy(schema: z.core.$ZodType, value: unknown, at = ''): Seen {
  if (value === undefined || value === null) return { read: value, unread: [] };
  const inner = innerOf(schema);
  if (inner !== undefined) return seenBy(inner, value, at);
  if (schema instanceof z.ZodArray) return seenInList(rowOf(schema), value, at);
  if (schema instanceof z.ZodObject) {
    const shape = new Map(Object.entries<z.core.$ZodType>(schema.shape));
    return seenInObject(key => shape.get(key), value, at);
  }
  if (schema instanceof z.ZodRecord) return seenInObject(() => schema.valueType, value, at);
  if (schema instanceof z.ZodUnion) return seenInChoice(schema.options, value, at);
  if (schema instanceof z.ZodUnknown) return NOTHING;
  return reads(schema, value) ? { read: value, unread: [] } : REFUSED;
}
