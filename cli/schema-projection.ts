import { z } from 'zod';

/** The part of a JSON value that a schema reads. */
export interface SchemaProjection {
  /** The part that the schema reads; undefined if it reads nothing. */
  readonly known: unknown;
  /** Paths of keys that aren't in the schema. */
  readonly unknownKeys: readonly string[];
}

/**
 * Replaces a value that its schema rejects: the schema also rejects the replacement, and the original content is gone.
 */
const REFUSED: SchemaProjection = { known: {}, unknownKeys: [] };
const NOT_READ: SchemaProjection = { known: undefined, unknownKeys: [] };

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const accepts = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;

const childPath = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`);

/** The schema inside a wrapper such as optional, nullable, or transform. */
function innerSchemaOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
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

function projectList(row: z.core.$ZodType, value: unknown, at: string): SchemaProjection {
  if (!Array.isArray(value)) return REFUSED;
  const rows = value.map((one, index) => projectBySchema(row, one, childPath(at, String(index))));
  return {
    known: rows.map(({ known: read }) => read),
    unknownKeys: rows.flatMap(({ unknownKeys: unread }) => unread),
  };
}

function projectObject(
  schemaOf: (key: string) => z.core.$ZodType | undefined,
  value: unknown,
  at: string,
): SchemaProjection {
  // The replacement must be rejected too: an object schema rejects a list, and a text schema rejects an object.
  if (!isObject(value)) return { ...REFUSED, known: [] };
  const entries = Object.entries(value).map(([key, inner]) => {
    const schema = schemaOf(key);
    const projection: SchemaProjection =
      schema === undefined
        ? { ...NOT_READ, unknownKeys: [childPath(at, key)] }
        : projectBySchema(schema, inner, childPath(at, key));
    return { key, ...projection };
  });
  return {
    known: Object.fromEntries(
      entries.filter(({ known: read }) => read !== undefined).map(({ key, known: read }) => [key, read]),
    ),
    unknownKeys: entries.flatMap(({ unknownKeys: unread }) => unread),
  };
}

/** The first option that accepts the value counts, as in zod. */
function projectUnion(options: readonly z.core.$ZodType[], value: unknown, at: string): SchemaProjection {
  const option = options.find(one => accepts(one, value));
  return option === undefined ? REFUSED : projectBySchema(option, value, at);
}

/** The row schema of a list whose rows are parsed one by one, from the list's metadata (see `rowsSchema`). */
const rowSchemaOf = (schema: z.ZodArray): z.core.$ZodType => {
  const row = schema.meta()?.['row'];
  return row instanceof z.ZodType ? row : schema.element;
};

/**
 * Keeps only the parts of a value that the schema reads. This is an allow-list, so that unknown fields are never
 * recorded. A rejected value is replaced by one that is rejected too.
 */
export function projectBySchema(schema: z.core.$ZodType, value: unknown, at = ''): SchemaProjection {
  if (value === undefined || value === null) return { known: value, unknownKeys: [] };
  const inner = innerSchemaOf(schema);
  if (inner !== undefined) return projectBySchema(inner, value, at);
  if (schema instanceof z.ZodArray) return projectList(rowSchemaOf(schema), value, at);
  if (schema instanceof z.ZodObject) {
    const shape = new Map(Object.entries<z.core.$ZodType>(schema.shape));
    return projectObject(key => shape.get(key), value, at);
  }
  if (schema instanceof z.ZodRecord) return projectObject(() => schema.valueType, value, at);
  if (schema instanceof z.ZodUnion) return projectUnion(schema.options, value, at);
  if (schema instanceof z.ZodUnknown) return NOT_READ;
  return accepts(schema, value) ? { known: value, unknownKeys: [] } : REFUSED;
}
