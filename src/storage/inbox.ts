import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Change } from '../evidence/change';
import { type Instant, MINUTE, notLaterThan } from '../terms/instant';
import { changeShape } from './changes';
import { type Hold, writeHeldIf } from './lock';
import { createEntity, writeTogether } from './transaction';
import { digest } from './values';

/*
 * Changes that product events brought and no slice has taken so far. Many events arrive at once, each in a function of its
 * own: so the inbox has a few parts, and each part is written only as it was read.
 */

/** So many that hundreds of changes in a second stay below what Forge lets an app write of one key. */
const PART_COUNT = 16;
const PARTS: readonly string[] = Array.from({ length: PART_COUNT }, (_, part) => `inbox:${part}`);

/** The most changes of a part, some 25 KB: each change writes its part anew. */
const MOST = 50;

/** Parts that are tried before a change is sent by itself. */
const ATTEMPTS = 6;

/** After this long nobody relies on a message that was sent for a part. */
const MESSAGE_LOST = 5 * MINUTE;

/** Changes that follow a slice so closely are taken together. */
const FLOOD = 5 * MINUTE;

const partShape = z.object({
  revision: z.number().int(),
  body: z.object({
    changes: z.array(changeShape),
    /** When a message was sent for what is in it. */
    sentAt: z.number(),
    /** When a slice emptied it last. */
    takenAt: z.number(),
  }),
});
interface Part {
  readonly revision: number;
  readonly body: { readonly changes: readonly Change[]; readonly sentAt: number; readonly takenAt: number };
}

/** A part as it was read. */
interface Read {
  readonly key: string;
  readonly part: Part;
}

async function readPart(key: string): Promise<Part | undefined> {
  const part = partShape.safeParse(await kvs.entity('inbox').get(key));
  return part.success ? part.data : undefined;
}

const isWithin = (time: number, at: number, now: Instant): boolean =>
  now - (notLaterThan(now, at) ?? 0) <= time;

/** What became of a change: whether a message has to be sent for it, and whether others were taken a moment ago. */
export interface Kept {
  readonly isFirst: boolean;
  readonly isFlood: boolean;
}

async function putInto(key: string, change: Change, now: Instant): Promise<Kept | 'full' | 'raced'> {
  const stored: unknown = await kvs.entity('inbox').get(key);
  const parsed = partShape.safeParse(stored);
  if (!parsed.success) {
    // What can't be read is begun anew: the tick reads the audit log all the same.
    if (stored !== undefined && stored !== null) await kvs.entity('inbox').delete(key);
    const part = { revision: 1, body: { changes: [change], sentAt: now, takenAt: 0 } };
    return (await createEntity('inbox', key, part)) ? { isFirst: true, isFlood: false } : 'raced';
  }
  const { revision, body } = parsed.data;
  if (body.changes.some(({ id }) => id === change.id)) return { isFirst: false, isFlood: true };
  if (body.changes.length >= MOST) return 'full';
  const isFirst = body.changes.length === 0 || !isWithin(MESSAGE_LOST, body.sentAt, now);
  const next: Part = {
    revision: revision + 1,
    body: { ...body, changes: [...body.changes, change], ...(isFirst ? { sentAt: now } : {}) },
  };
  const when = { attribute: 'revision', equals: revision };
  const isWritten = await writeTogether([{ key, value: next, entity: { name: 'inbox', when } }]);
  return isWritten ? { isFirst, isFlood: isWithin(FLOOD, body.takenAt, now) } : 'raced';
}

/** Keeps a change for the next slice. @returns undefined where there is no room for it, others kept writing, or the store refused. */
export async function putIntoInbox(change: Change, now: Instant): Promise<Kept | undefined> {
  const first = parseInt(digest(change.id).slice(0, 4), 16);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const key = `inbox:${(first + attempt) % PART_COUNT}`;
      const kept = await putInto(key, change, now);
      if (typeof kept !== 'string') return kept;
    }
  } catch (error) {
    if (!(error instanceof ForgeKvsAPIError)) throw error;
  }
  return undefined;
}

/** The parts that hold something. */
export async function readInbox(): Promise<readonly Read[]> {
  const parts = await Promise.all(PARTS.map(async key => ({ key, part: await readPart(key) })));
  return parts.flatMap(({ key, part }) =>
    part === undefined || part.body.changes.length === 0 ? [] : [{ key, part }],
  );
}

/** The changes in them. */
export const changesIn = (parts: readonly Read[]): readonly Change[] =>
  parts.flatMap(({ part }) => part.body.changes);

/** Empties a part, unless something came in since it was read. @throws LostHold */
export const emptyPart = ({ key, part: { revision } }: Read, now: Instant, hold: Hold): Promise<boolean> =>
  writeHeldIf(hold, [
    {
      key,
      value: { revision: revision + 1, body: { changes: [], sentAt: 0, takenAt: now } },
      entity: { name: 'inbox', when: { attribute: 'revision', equals: revision } },
    },
  ]);
