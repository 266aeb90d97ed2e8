import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, MINUTE, notLaterThan } from '../terms/instant';
import { type Hold, writeHeldIf } from './lock';
import { createEntity, writeTogether } from './transaction';

/*
 * Whether people edited work items of the app since a slice last looked at them. One look sees all of them, so this is one
 * record, however many edits there are.
 */

const NAME = 'check';
const KEY = 'edits';

const storedShape = z.object({
  revision: z.number().int(),
  body: z.object({
    pending: z.boolean(),
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

/**
 * Notes that someone edited a work item.
 * @returns whether a message has to be sent for it: not where one is on its way, or somebody else has just noted an edit.
 */
export async function noteEdit(now: Instant): Promise<boolean> {
  try {
    const known = await readEdits();
    const sentAt = notLaterThan(now, known?.body.sentAt);
    if (known?.body.pending === true && sentAt !== undefined && now - sentAt < MESSAGE_LOST) return false;
    const body = { pending: true, sentAt: now };
    if (known === undefined) return await createEntity(NAME, KEY, { revision: 1, body });
    const value = { revision: known.revision + 1, body };
    const when = { attribute: 'revision', equals: known.revision };
    return await writeTogether([{ key: KEY, value, entity: { name: NAME, when } }]);
  } catch (error) {
    // The store takes no more for now: the next tick looks at every work item.
    if (!(error instanceof ForgeKvsAPIError)) throw error;
    return false;
  }
}

/** Whether work items were edited that no slice has looked at since. */
export const areEditsPending = async (): Promise<boolean> => (await readEdits())?.body.pending === true;

/** Notes that the slice looks at the work items now; what is edited from here on is noted anew. @throws LostHold */
export async function takeEdits(hold: Hold): Promise<void> {
  const known = await readEdits();
  if (known?.body.pending !== true) return;
  const value = { revision: known.revision + 1, body: { ...known.body, pending: false } };
  const when = { attribute: 'revision', equals: known.revision };
  await writeHeldIf(hold, [{ key: KEY, value, entity: { name: NAME, when } }]);
}
