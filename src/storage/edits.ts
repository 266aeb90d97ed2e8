import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, MINUTE, notLaterThan } from '../terms/instant';
import { type Hold, writeHeldIf } from './lock';
import { createEntity, writeTogether } from './transaction';

/*
 * The work items of the app that people edited since a slice last looked at them: one record, however many edits there are.
 */

const NAME = 'check';
const KEY = 'edits';

const storedShape = z.object({
  revision: z.number().int(),
  body: z.object({
    /** By issue ID; `all` where an event didn't say which one, or there are too many to name. */
    workItems: z.union([z.literal('all'), z.array(z.string())]),
    /** When a message was last sent for it. */
    sentAt: z.number(),
  }),
});
type Edits = z.infer<typeof storedShape>;

/** After this long nobody relies on a message that was sent. */
const MESSAGE_LOST = 5 * MINUTE;

/** The record; undefined where there is none, or where it can't be read. */
async function readEdits(): Promise<Edits | undefined> {
  const stored: unknown = await kvs.entity(NAME).get(KEY);
  if (stored === undefined || stored === null) return undefined;
  const read = storedShape.safeParse(stored);
  if (!read.success) await kvs.entity(NAME).delete(KEY);
  return read.data;
}

export type EditedWorkItems = 'all' | string[];

/** More than these are no longer named one by one: all are read. */
const NAMED_AT_MOST = 500;

export function withWorkItems(known: EditedWorkItems, added: 'all' | readonly string[]): EditedWorkItems {
  if (known === 'all' || added === 'all') return 'all';
  const both = [...new Set([...known, ...added])];
  return both.length > NAMED_AT_MOST ? 'all' : both;
}

const isPending = (workItems: EditedWorkItems): boolean => workItems === 'all' || workItems.length > 0;

/** How often an edit is noted again where others are noted at the same time. */
const ATTEMPTS = 5;

/** @returns whether a message has to be sent; undefined where another edit was noted in between. */
async function tryToNote(now: Instant, edited: EditedWorkItems): Promise<boolean | undefined> {
  const known = await readEdits();
  const before = known?.body.workItems ?? [];
  const sentAt = notLaterThan(now, known?.body.sentAt);
  const isSent = isPending(before) && sentAt !== undefined && now - sentAt < MESSAGE_LOST;
  const workItems = withWorkItems(before, edited);
  const isKnown = before === 'all' || (workItems !== 'all' && workItems.length === before.length);
  if (isSent && isKnown) return false;
  const body = { workItems, sentAt: isSent ? sentAt : now };
  if (known === undefined) return (await createEntity(NAME, KEY, { revision: 1, body })) ? true : undefined;
  const value = { revision: known.revision + 1, body };
  const when = { attribute: 'revision', equals: known.revision };
  const isWritten = await writeTogether([{ key: KEY, value, entity: { name: NAME, when } }]);
  return isWritten ? !isSent : undefined;
}

/**
 * Notes that someone edited a work item.
 * @param workItem the ID; missing where the event doesn't say it.
 * @returns whether a message has to be sent for it: not where one is on its way.
 */
export async function noteEdit(now: Instant, workItem?: string): Promise<boolean> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const noted = await tryToNote(now, workItem === undefined ? 'all' : [workItem]);
      if (noted !== undefined) return noted;
    }
  } catch (error) {
    // The store takes no more for now: each work item is read once a day without an event.
    if (!(error instanceof ForgeKvsAPIError)) throw error;
  }
  return false;
}

/** The work items that were edited and that no slice has looked at since, with the revision of the record that says so. */
export async function pendingEdits(): Promise<
  { readonly workItems: EditedWorkItems; readonly revision: number } | undefined
> {
  const known = await readEdits();
  if (known === undefined || !isPending(known.body.workItems)) return undefined;
  return { workItems: known.body.workItems, revision: known.revision };
}

/**
 * Notes that the slice looks at these now. Where more was edited since they were read, they stay, and are looked at twice.
 * @throws LostHold
 */
export async function takeEdits(
  hold: Hold,
  { revision }: NonNullable<Awaited<ReturnType<typeof pendingEdits>>>,
  now: Instant,
): Promise<void> {
  const value = { revision: revision + 1, body: { workItems: [], sentAt: now } };
  const when = { attribute: 'revision', equals: revision };
  await writeHeldIf(hold, [{ key: KEY, value, entity: { name: NAME, when } }]);
}
