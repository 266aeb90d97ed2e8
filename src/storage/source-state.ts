import { z } from 'zod';
import { GAP_REASONS } from '../domain/gap';
import { pack, packedSchema } from './packed';

/*
 * The stored state of one source: its last completed pass, the running pass, and objects re-checked since. Facts are
 * stored in separate parts; only facts that don't fill a part yet are stored here.
 */

const storedGapSchema = z.object({ why: z.enum(GAP_REASONS), at: z.string().exactOptional() });
const storedCursorSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
);

const storedPassSchema = z.object({
  startedAt: z.number(),
  read: z.number(),
  of: z.number().exactOptional(),
  gaps: z.array(storedGapSchema),
  /** Single objects that the pass could not read, by key. */
  missed: packedSchema(z.record(z.string(), storedGapSchema)),
  /** Hashes of its parts. */
  parts: z.array(z.string()),
  /** Cost of the pass in API points. */
  points: z.number(),
  /** Part of it was read without the source's right, so Jira may have omitted objects. */
  blind: z.literal(true).exactOptional(),
  /** Plausibility signals of its pages. */
  signals: z.array(z.string()).exactOptional(),
});
export type StoredPass = z.infer<typeof storedPassSchema>;

const keptObjectSchema = z.object({
  at: z.number(),
  /** The running pass has read the object since, so this entry is dropped when the pass completes. */
  overtaken: z.literal(true).exactOptional(),
});

const recheckedObjectsSchema = z.record(
  z.string(),
  keptObjectSchema.extend({ facts: z.array(z.unknown()), deleted: z.boolean() }),
);

const unreadObjectsSchema = z.record(z.string(), keptObjectSchema.extend({ gap: storedGapSchema }));

const sourceStateSchema = z.object({
  completed: storedPassSchema.extend({ completedAt: z.number() }).exactOptional(),
  running: storedPassSchema
    .extend({
      cursor: storedCursorSchema.exactOptional(),
      /** Facts that are not in a part yet. */
      tail: packedSchema(z.array(z.unknown())),
      attempt: z.number(),
    })
    .exactOptional(),
  /** Objects re-checked since the completed pass began, or while a pass is running. */
  rechecks: packedSchema(recheckedObjectsSchema),
  /** Objects that changed at `at` and could not be read since. */
  unreadObjects: packedSchema(unreadObjectsSchema),
  /** A finished but implausible pass: why, and its row count if it had shrunk. The previous pass stays in use. */
  rejected: z
    .object({
      startedAt: z.number(),
      gaps: z.array(storedGapSchema),
      shrunken: z.object({ startedAt: z.number(), rowCount: z.number() }).exactOptional(),
    })
    .exactOptional(),
  /** Why reading last failed, and since when. */
  failure: z.object({ gap: storedGapSchema, since: z.number() }).exactOptional(),
  /** Hashes of unreferenced parts that wait for deletion. */
  loose: z.array(z.string()),
});
export type SourceState = z.infer<typeof sourceStateSchema>;

/** The packed form. `version` is the version of the source that read it; missing in records older than all versions. */
export const storedSourceStateSchema = sourceStateSchema.extend({ version: z.number().exactOptional() });

export const emptySourceState: SourceState = { rechecks: {}, unreadObjects: {}, loose: [] };

export const parseStoredCursor = (next: unknown): z.infer<typeof storedCursorSchema> =>
  storedCursorSchema.parse(next);

/** Packs the state into the form that `storedSourceStateSchema` parses. */
export const packSourceState = (
  { completed, running, rechecks, unreadObjects, ...state }: SourceState,
  version: number,
): z.input<typeof storedSourceStateSchema> => ({
  ...state,
  version,
  rechecks: pack(rechecks),
  unreadObjects: pack(unreadObjects),
  ...(completed === undefined ? {} : { completed: { ...completed, missed: pack(completed.missed) } }),
  ...(running === undefined
    ? {}
    : { running: { ...running, missed: pack(running.missed), tail: pack(running.tail) } }),
});

/** The hashes of all parts that its passes refer to. */
export const partHashesIn = ({ completed, running }: SourceState): readonly string[] => [
  ...new Set([...(completed?.parts ?? []), ...(running?.parts ?? [])]),
];

/** A stored part of a pass's facts. */
export const factPartSchema = z.object({ facts: packedSchema(z.array(z.unknown())) });
export const packFactPart = (facts: readonly unknown[]): object => ({ facts: pack(facts) });
