import { z } from 'zod';
import { type Change } from '../evidence/change';
import { DAY, type Instant, instant, addDuration } from '../domain/instant';
import { type ScanLock, writeWithLock } from './lock';
import { readValue } from './values';

/** Changes are kept to attribute findings of later passes. Some sources are read only every few days. */
const RETENTION = 8 * DAY;
const MAX_CHANGES = 300;
/** Maximum size as JSON, in bytes: one audit record can name hundreds of objects. */
const MAX_CHANGES_BYTES = 150_000;

const changedObjectSchema = z.object({
  type: z.string(),
  id: z.string().exactOptional(),
  name: z.string().exactOptional(),
  person: z.literal(true).exactOptional(),
});

/** A change as stored and as sent through the queue. */
export const changeSchema = z.object({
  id: z.string(),
  via: z.enum(['audit', 'event']),
  at: z.number().transform(instant),
  summary: z.string(),
  category: z.string(),
  by: z.string().exactOptional(),
  object: changedObjectSchema.exactOptional(),
  associated: z.array(changedObjectSchema),
});

const CHANGES_KEY = 'changes';

/** The changes of the last days, newest first. */
export const readChanges = async (): Promise<readonly Change[]> =>
  (await readValue(CHANGES_KEY, z.object({ changes: z.array(changeSchema) })))?.changes ?? [];

/** The first changes that fit into one storage value. */
function trimToMaxBytes(changes: readonly Change[]): readonly Change[] {
  let bytes = 0;
  return changes.filter(change => (bytes += Buffer.byteLength(JSON.stringify(change))) <= MAX_CHANGES_BYTES);
}

/** Adds the changes that are not stored yet. Writes nothing if there are none. @throws LockLostError */
export async function saveChanges(received: readonly Change[], now: Instant, lock: ScanLock): Promise<void> {
  const stored = await readChanges();
  const added = received.filter(({ id }) => !stored.some(each => each.id === id));
  if (added.length === 0) return;
  const oldest = addDuration(now, -RETENTION);
  const changes = [...added, ...stored]
    .filter(({ at }) => at >= oldest)
    .sort((one, other) => other.at - one.at)
    .slice(0, MAX_CHANGES);
  await writeWithLock(lock, [[{ key: CHANGES_KEY, value: { changes: trimToMaxBytes(changes) } }]]);
}
