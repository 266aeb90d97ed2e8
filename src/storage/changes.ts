import { z } from 'zod';
import { type Change } from '../evidence/change';
import { DAY, type Instant, instant, later } from '../terms/instant';
import { readValue, writeValue } from './values';

/** Changes are kept to attribute what a pass finds days later, where a source is read no oftener. */
const KEPT_FOR = 8 * DAY;
const KEPT = 300;

const objectShape = z.object({
  type: z.string(),
  id: z.string().exactOptional(),
  name: z.string().exactOptional(),
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

/** Adds what is not kept yet; writes nothing where there is nothing new. */
export async function keepChanges(fresh: readonly Change[], now: Instant): Promise<readonly Change[]> {
  const known = await readChanges();
  const added = fresh.filter(({ id }) => !known.some(each => each.id === id));
  if (added.length === 0) return known;
  const oldest = later(now, -KEPT_FOR);
  const changes = [...added, ...known]
    .filter(({ at }) => at >= oldest)
    .sort((one, other) => other.at - one.at)
    .slice(0, KEPT);
  await writeValue(KEY, { changes });
  return changes;
}
