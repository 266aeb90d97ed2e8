import { z } from 'zod';
import { type Change } from '../evidence/change';
import { DAY, type Instant, instant, later } from '../terms/instant';
import { type Hold, writeHeld } from './lock';
import { readValue } from './values';

/** Changes are kept to attribute what a pass finds days later, where a source is read no oftener. */
const KEPT_FOR = 8 * DAY;
const KEPT = 300;
/** What they take at most, as JSON: one record may name hundreds of things. */
const KEPT_BYTES = 150_000;

const objectShape = z.object({
  type: z.string(),
  id: z.string().exactOptional(),
  name: z.string().exactOptional(),
  person: z.literal(true).exactOptional(),
});

/** A change as it is kept, and as it travels through the queue. */
export const changeShape = z.object({
  id: z.string(),
  via: z.enum(['audit', 'event']),
  at: z.number().transform(instant),
  summary: z.string(),
  category: z.string(),
  by: z.string().exactOptional(),
  object: objectShape.exactOptional(),
  associated: z.array(objectShape),
});

const KEY = 'changes';

/** The changes of the last days, newest first. */
export const readChanges = async (): Promise<readonly Change[]> =>
  (await readValue(KEY, z.object({ changes: z.array(changeShape) })))?.changes ?? [];

/** The first of them that fit into the value. */
function fitting(changes: readonly Change[]): readonly Change[] {
  let bytes = 0;
  return changes.filter(change => (bytes += Buffer.byteLength(JSON.stringify(change))) <= KEPT_BYTES);
}

/** Adds what is not kept yet; writes nothing where there is nothing new. @throws LostHold */
export async function keepChanges(fresh: readonly Change[], now: Instant, hold: Hold): Promise<void> {
  const known = await readChanges();
  const added = fresh.filter(({ id }) => !known.some(each => each.id === id));
  if (added.length === 0) return;
  const oldest = later(now, -KEPT_FOR);
  const changes = [...added, ...known]
    .filter(({ at }) => at >= oldest)
    .sort((one, other) => other.at - one.at)
    .slice(0, KEPT);
  await writeHeld(hold, [[{ key: KEY, value: { changes: fitting(changes) } }]]);
}
