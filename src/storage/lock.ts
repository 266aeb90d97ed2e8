import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, notLaterThan } from '../terms/instant';
import {
  type Check,
  OPERATIONS,
  type Write,
  createEntity,
  inTransactions,
  writeTogether,
} from './transaction';

const KEY = 'sweep';

const lockShape = z.object({ holder: z.string(), epoch: z.number().int(), until: z.number() });

/** A hold on the sweep. The epoch counts up with every holder: what an older one still writes is refused. */
export interface Hold {
  readonly holder: string;
  readonly epoch: number;
}

/** A holder of an older epoch came too late: somebody else holds the sweep now. */
export class LostHold extends Error {
  override readonly name = 'LostHold';
}

/** Operations of a transaction that are left beside the check of the hold. */
export const HELD_OPERATIONS = OPERATIONS - 1;

const replaced = (value: z.infer<typeof lockShape>, epoch: number): Promise<boolean> =>
  writeTogether([{ key: KEY, value, entity: { name: 'lock', when: { attribute: 'epoch', equals: epoch } } }]);

const heldStill = ({ epoch }: Hold): Check => ({
  key: KEY,
  name: 'lock',
  when: { attribute: 'epoch', equals: epoch },
});

const lost = ({ epoch }: Hold): LostHold => new LostHold(`epoch ${epoch} is no longer the sweep's`);

/**
 * Takes the sweep's lock until `until`. A plain key with a time to live would not do: expired ones live on for up to 48 h,
 * and two takers could both see it gone. A lock that can't be read is made anew, from an epoch that none can have counted
 * up to.
 * @returns undefined while somebody else holds it.
 */
export async function takeLock(holder: string, now: Instant, until: Instant): Promise<Hold | undefined> {
  const stored: unknown = await kvs.entity('lock').get(KEY);
  const held = lockShape.safeParse(stored);
  if (held.success) {
    // Nobody holds it for longer than its taker would: a lock from a clock that ran ahead is not one.
    if (held.data.until > now && notLaterThan(until, held.data.until) !== undefined) return undefined;
    const epoch = held.data.epoch + 1;
    return (await replaced({ holder, epoch, until }, held.data.epoch)) ? { holder, epoch } : undefined;
  }
  const isDamaged = stored !== undefined && stored !== null;
  if (isDamaged) await kvs.entity('lock').delete(KEY);
  const epoch = isDamaged ? now : 1;
  return (await createEntity('lock', KEY, { holder, epoch, until })) ? { holder, epoch } : undefined;
}

/** Gives the lock back. Does nothing where a later holder has it. */
export async function releaseLock(hold: Hold): Promise<void> {
  await replaced({ ...hold, until: 0 }, hold.epoch);
}

/**
 * Writes while the hold stands: groups in their order, each as a whole, as many in one transaction as it takes.
 * @throws LostHold where a later holder has taken the sweep: what was not written then never is.
 */
export async function writeHeld(hold: Hold, groups: readonly (readonly Write[])[]): Promise<void> {
  for (const writes of inTransactions(groups, HELD_OPERATIONS)) {
    if (!(await writeTogether(writes, [heldStill(hold)]))) throw lost(hold);
  }
}

/**
 * Makes writes, some with conditions of their own, while the hold stands.
 * @returns false where one of those conditions does not hold. @throws LostHold
 */
export async function writeHeldIf(hold: Hold, writes: readonly Write[]): Promise<boolean> {
  if (await writeTogether(writes, [heldStill(hold)])) return true;
  const held = lockShape.safeParse(await kvs.entity('lock').get(KEY));
  if (held.data?.epoch !== hold.epoch) throw lost(hold);
  return false;
}
