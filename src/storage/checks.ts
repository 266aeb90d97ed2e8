import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, instant, notLaterThan } from '../terms/instant';
import { createEntity, writeTogether } from './transaction';

/** One check that a person asked for. */
const checkShape = z.object({
  /** A control's id or a work item's key. */
  what: z.string(),
  /** Account id. */
  by: z.string(),
  at: z.number().transform(instant),
  /** API points that were set aside for it. */
  points: z.number(),
});
export type AskedCheck = z.infer<typeof checkShape>;

const storedShape = z.object({
  revision: z.number().int(),
  body: z.object({ asked: z.array(checkShape) }),
});

/** The checks of the last hour, and how often they were written: who adds one names the revision that they counted. */
export interface AskedChecks {
  readonly revision: number;
  readonly asked: readonly AskedCheck[];
}

const NAME = 'check';
const KEY = 'asked';

/**
 * A record that can't be read is as good as none: what it limited is an hour old soon. So is a check from a later time, which
 * would limit others until that has come.
 */
export async function readChecks(now: Instant): Promise<AskedChecks> {
  const stored: unknown = await kvs.entity(NAME).get(KEY);
  if (stored === undefined || stored === null) return { revision: 0, asked: [] };
  const read = storedShape.safeParse(stored);
  if (read.success) {
    const { revision, body } = read.data;
    return { revision, asked: body.asked.filter(({ at }) => notLaterThan(now, at) !== undefined) };
  }
  await kvs.entity(NAME).delete(KEY);
  return { revision: 0, asked: [] };
}

/**
 * Writes the checks where nobody else did since `known` was read. An entity, since calls of several people run at the same
 * time and plain keys have no conditions.
 * @returns false where somebody else did: nothing is written then.
 */
export async function replaceChecks(known: AskedChecks, asked: readonly AskedCheck[]): Promise<boolean> {
  const value = { revision: known.revision + 1, body: { asked } };
  if (known.revision === 0) return createEntity(NAME, KEY, value);
  const when = { attribute: 'revision', equals: known.revision };
  return writeTogether([{ key: KEY, value, entity: { name: NAME, when } }]);
}
