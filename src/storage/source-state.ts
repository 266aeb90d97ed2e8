import { z } from 'zod';
import { GAP_REASONS } from '../terms/gap';
import { pack, packed } from './packed';

/*
 * What is kept of one source: its last closed pass, the one that runs, and single objects that were read again since.
 * Facts of a pass stand in parts of their own; only those that fill no part yet stand here.
 */

const gapShape = z.object({ why: z.enum(GAP_REASONS), at: z.string().exactOptional() });
const cursorShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

const passShape = z.object({
  asOf: z.number(),
  read: z.number(),
  of: z.number().exactOptional(),
  gaps: z.array(gapShape),
  /** Single objects that it could not read, by key. */
  missed: packed(z.record(z.string(), gapShape)),
  /** The hashes by which its parts are found. */
  parts: z.array(z.string()),
  /** What reading it has cost, in points. */
  points: z.number(),
  /** Some of it was read without the source's right: Jira may have left things out. */
  blind: z.literal(true).exactOptional(),
  /** What its pages showed beyond facts. */
  marks: z.array(z.string()).exactOptional(),
});
export type Pass = z.infer<typeof passShape>;

const keptShape = z.object({
  at: z.number(),
  /** The running pass has read the object since: nothing of this outlives its close. */
  overtaken: z.literal(true).exactOptional(),
});

const patchesShape = z.record(
  z.string(),
  keptShape.extend({ facts: z.array(z.unknown()), deleted: z.boolean() }),
);

const unreadShape = z.record(z.string(), keptShape.extend({ gap: gapShape }));

const stateShape = z.object({
  closed: passShape.extend({ closedAt: z.number() }).exactOptional(),
  running: passShape
    .extend({
      cursor: cursorShape.exactOptional(),
      /** Facts that no part holds yet. */
      tail: packed(z.array(z.unknown())),
      attempt: z.number(),
    })
    .exactOptional(),
  /** Single objects read since the closed pass, or while one runs. */
  patches: packed(patchesShape),
  /** Single objects that are known to have changed at `at`, and could not be read since. */
  unread: packed(unreadShape),
  /** A completed pass that isn't believed: why, and how much it held where it had shrunk. The one before it counts on. */
  doubted: z
    .object({
      asOf: z.number(),
      gaps: z.array(gapShape),
      shrunken: z.object({ asOf: z.number(), count: z.number() }).exactOptional(),
    })
    .exactOptional(),
  /** Why the last attempt came to nothing, and since when. */
  failing: z.object({ gap: gapShape, since: z.number() }).exactOptional(),
  /** The hashes of parts that no pass names any more, and that are still to be deleted. */
  loose: z.array(z.string()),
});
export type SourceState = z.infer<typeof stateShape>;

/**
 * As it is kept: what repeats itself is packed. `version` is that of the source that read it; without one it is older than
 * every version.
 */
export const storedState = stateShape.extend({ version: z.number().exactOptional() });

export const noState: SourceState = { patches: {}, unread: {}, loose: [] };

export const cursorOf = (next: unknown): z.infer<typeof cursorShape> => cursorShape.parse(next);

/** The state in the form in which `storedState` reads it. */
export const packedState = (
  { closed, running, patches, unread, ...state }: SourceState,
  version: number,
): object => ({
  ...state,
  version,
  patches: pack(patches),
  unread: pack(unread),
  ...(closed === undefined ? {} : { closed: { ...closed, missed: pack(closed.missed) } }),
  ...(running === undefined
    ? {}
    : { running: { ...running, missed: pack(running.missed), tail: pack(running.tail) } }),
});

/** The hashes of the parts that its passes name. */
export const partsIn = ({ closed, running }: SourceState): readonly string[] => [
  ...new Set([...(closed?.parts ?? []), ...(running?.parts ?? [])]),
];

/** A part of a pass's facts, as it is kept. */
export const storedPart = z.object({ facts: packed(z.array(z.unknown())) });
export const packedPart = (facts: readonly unknown[]): object => ({ facts: pack(facts) });
