import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Change } from '../evidence/change';
import { type Instant, MINUTE, discardFutureInstant } from '../domain/instant';
import { changeSchema } from './changes';
import { type ScanLock, tryWriteWithLock } from './lock';
import { createEntity, writeTransaction } from './transaction';
import { sha256Digest } from './values';

/*
 * Changes from product events that no slice has processed yet. Many events arrive at once, each in its own function, so
 * the inbox is split into parts. A part is written only if it is unchanged since it was read.
 */

/** Enough parts to keep hundreds of changes a second below the Forge write limit per key. */
const PART_COUNT = 16;
const PART_KEYS: readonly string[] = Array.from({ length: PART_COUNT }, (_, part) => `inbox:${part}`);

/** Maximum changes in a part, about 25 KB: each change rewrites its part. */
const MAX_CHANGES_PER_PART = 50;

/** Attempts before a change is sent in its own message. */
const MAX_ATTEMPTS = 6;

/** After this time an unprocessed message counts as lost, and a new one is sent. */
const MESSAGE_TIMEOUT = 5 * MINUTE;

/** Changes this soon after a slice count as a flood and are processed together. */
const FLOOD_WINDOW = 5 * MINUTE;

const inboxPartSchema = z.object({
  revision: z.number().int(),
  body: z.object({
    changes: z.array(changeSchema),
    /** When the message for these changes was sent. */
    sentAt: z.number(),
    /** When a slice last emptied it. */
    takenAt: z.number(),
  }),
});
interface InboxPart {
  readonly revision: number;
  readonly body: { readonly changes: readonly Change[]; readonly sentAt: number; readonly takenAt: number };
}

interface LoadedInboxPart {
  readonly key: string;
  readonly part: InboxPart;
}

async function readInboxPart(key: string): Promise<InboxPart | undefined> {
  const part = inboxPartSchema.safeParse(await kvs.entity('inbox').get(key));
  return part.success ? part.data : undefined;
}

const isWithin = (duration: number, at: number, now: Instant): boolean =>
  now - (discardFutureInstant(now, at) ?? 0) <= duration;

/**
 * The result of adding a change. `needsMessage`: a message must be sent. `isFlood`: a slice processed changes moments
 * ago.
 */
export interface InboxPutResult {
  readonly needsMessage: boolean;
  readonly isFlood: boolean;
}

async function putIntoPart(
  key: string,
  change: Change,
  now: Instant,
): Promise<InboxPutResult | 'full' | 'write-conflict'> {
  const stored: unknown = await kvs.entity('inbox').get(key);
  const parsed = inboxPartSchema.safeParse(stored);
  if (!parsed.success) {
    // Replaces an unreadable part: the next tick reads the audit log anyway.
    if (stored !== undefined && stored !== null) await kvs.entity('inbox').delete(key);
    const part = { revision: 1, body: { changes: [change], sentAt: now, takenAt: 0 } };
    return (await createEntity('inbox', key, part))
      ? { needsMessage: true, isFlood: false }
      : 'write-conflict';
  }
  const { revision, body } = parsed.data;
  if (body.changes.some(({ id }) => id === change.id)) return { needsMessage: false, isFlood: true };
  if (body.changes.length >= MAX_CHANGES_PER_PART) return 'full';
  const needsMessage = body.changes.length === 0 || !isWithin(MESSAGE_TIMEOUT, body.sentAt, now);
  const next: InboxPart = {
    revision: revision + 1,
    body: { ...body, changes: [...body.changes, change], ...(needsMessage ? { sentAt: now } : {}) },
  };
  const when = { attribute: 'revision', equals: revision };
  const isWritten = await writeTransaction([{ key, value: next, entity: { name: 'inbox', when } }]);
  return isWritten ? { needsMessage, isFlood: isWithin(FLOOD_WINDOW, body.takenAt, now) } : 'write-conflict';
}

/**
 * Stores a change for the next slice. @returns undefined if the parts are full, others kept writing, or storage refused
 * it.
 */
export async function putIntoInbox(change: Change, now: Instant): Promise<InboxPutResult | undefined> {
  const firstPart = parseInt(sha256Digest(change.id).slice(0, 4), 16);
  try {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const key = `inbox:${(firstPart + attempt) % PART_COUNT}`;
      const result = await putIntoPart(key, change, now);
      if (typeof result !== 'string') return result;
    }
  } catch (error) {
    if (!(error instanceof ForgeKvsAPIError)) throw error;
  }
  return undefined;
}

/** The parts that contain changes. */
export async function readInboxParts(): Promise<readonly LoadedInboxPart[]> {
  const parts = await Promise.all(PART_KEYS.map(async key => ({ key, part: await readInboxPart(key) })));
  return parts.flatMap(({ key, part }) =>
    part === undefined || part.body.changes.length === 0 ? [] : [{ key, part }],
  );
}

export const changesInParts = (parts: readonly LoadedInboxPart[]): readonly Change[] =>
  parts.flatMap(({ part }) => part.body.changes);

/**
 * Empties a part. @returns false, with nothing changed, if a change arrived since it was read. @throws LockLostError
 */
export const emptyInboxPart = (
  { key, part: { revision } }: LoadedInboxPart,
  now: Instant,
  lock: ScanLock,
): Promise<boolean> =>
  tryWriteWithLock(lock, [
    {
      key,
      value: { revision: revision + 1, body: { changes: [], sentAt: 0, takenAt: now } },
      entity: { name: 'inbox', when: { attribute: 'revision', equals: revision } },
    },
  ]);
