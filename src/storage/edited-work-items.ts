import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, MINUTE, discardFutureInstant } from '../domain/instant';
import { type ScanLock, tryWriteWithLock } from './lock';
import { createEntity, writeTransaction } from './transaction';

/* The app's work items that people edited since a slice last read them: one record for all edits. */

const ENTITY_NAME = 'check';
const EDITS_KEY = 'edits';

const storedEditsSchema = z.object({
  revision: z.number().int(),
  body: z.object({
    /** Issue IDs; `all` if an event had no ID or there are too many to list. */
    workItems: z.union([z.literal('all'), z.array(z.string())]),
    /** When a message was last sent for these edits. */
    sentAt: z.number(),
  }),
});
type EditsRecord = z.infer<typeof storedEditsSchema>;

/** After this time an unprocessed message counts as lost, and a new one is sent. */
const MESSAGE_TIMEOUT = 5 * MINUTE;

/** Returns undefined if the record is missing or unreadable. Deletes an unreadable one. */
async function readEdits(): Promise<EditsRecord | undefined> {
  const stored: unknown = await kvs.entity(ENTITY_NAME).get(EDITS_KEY);
  if (stored === undefined || stored === null) return undefined;
  const parsed = storedEditsSchema.safeParse(stored);
  if (!parsed.success) await kvs.entity(ENTITY_NAME).delete(EDITS_KEY);
  return parsed.data;
}

export type EditedWorkItems = 'all' | string[];

/** With more work items than this, all are read. */
const MAX_NAMED_WORK_ITEMS = 500;

export function mergeWorkItems(known: EditedWorkItems, added: 'all' | readonly string[]): EditedWorkItems {
  if (known === 'all' || added === 'all') return 'all';
  const both = [...new Set([...known, ...added])];
  return both.length > MAX_NAMED_WORK_ITEMS ? 'all' : both;
}

const isPending = (workItems: EditedWorkItems): boolean => workItems === 'all' || workItems.length > 0;

/** Attempts to record an edit when others write at the same time. */
const ATTEMPTS = 5;

/** @returns whether a message must be sent; undefined after a write conflict. */
async function tryToRecordEdit(now: Instant, edited: EditedWorkItems): Promise<boolean | undefined> {
  const known = await readEdits();
  const before = known?.body.workItems ?? [];
  const sentAt = discardFutureInstant(now, known?.body.sentAt);
  const isSent = isPending(before) && sentAt !== undefined && now - sentAt < MESSAGE_TIMEOUT;
  const workItems = mergeWorkItems(before, edited);
  const isKnown = before === 'all' || (workItems !== 'all' && workItems.length === before.length);
  if (isSent && isKnown) return false;
  const body = { workItems, sentAt: isSent ? sentAt : now };
  if (known === undefined)
    return (await createEntity(ENTITY_NAME, EDITS_KEY, { revision: 1, body })) ? true : undefined;
  const value = { revision: known.revision + 1, body };
  const when = { attribute: 'revision', equals: known.revision };
  const isWritten = await writeTransaction([{ key: EDITS_KEY, value, entity: { name: ENTITY_NAME, when } }]);
  return isWritten ? !isSent : undefined;
}

/**
 * Records that someone edited a work item.
 * @param workItem the issue ID; missing if the event doesn't include it.
 * @returns whether a message must be sent; false if one is already queued.
 */
export async function recordEdit(now: Instant, workItem?: string): Promise<boolean> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const noted = await tryToRecordEdit(now, workItem === undefined ? 'all' : [workItem]);
      if (noted !== undefined) return noted;
    }
  } catch (error) {
    // Forge storage refuses writes for now. The edit can be skipped: every work item is read once a day even without an
    // event.
    if (!(error instanceof ForgeKvsAPIError)) throw error;
  }
  return false;
}

/** The edited work items that no slice has read yet, with the record's revision. */
export async function readPendingEdits(): Promise<
  { readonly workItems: EditedWorkItems; readonly revision: number } | undefined
> {
  const known = await readEdits();
  if (known === undefined || !isPending(known.body.workItems)) return undefined;
  return { workItems: known.body.workItems, revision: known.revision };
}

/**
 * Clears edits that the slice is about to read. If others arrived since, all stay and are read twice.
 * @throws LockLostError
 */
export async function clearEdits(
  lock: ScanLock,
  { revision }: NonNullable<Awaited<ReturnType<typeof readPendingEdits>>>,
  now: Instant,
): Promise<void> {
  const value = { revision: revision + 1, body: { workItems: [], sentAt: now } };
  const when = { attribute: 'revision', equals: revision };
  await tryWriteWithLock(lock, [{ key: EDITS_KEY, value, entity: { name: ENTITY_NAME, when } }]);
}
