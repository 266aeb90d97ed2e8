import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant } from '../terms/instant';
import { createEntity, replaceEntity } from './condition';

const KEY = 'sweep';

const lockShape = z.object({ holder: z.string(), epoch: z.number().int(), until: z.number() });

/** A hold on the sweep. The epoch counts up with every holder: what an older one still writes is refused. */
export interface Hold {
  readonly holder: string;
  readonly epoch: number;
}

const read = async (): Promise<z.infer<typeof lockShape> | undefined> => {
  const stored = lockShape.safeParse(await kvs.entity('lock').get(KEY));
  return stored.success ? stored.data : undefined;
};

/**
 * Takes the sweep's lock until `until`. A plain key with a time to live would not do: expired ones live on for up to 48 h,
 * and two takers could both see it gone.
 * @returns undefined while somebody else holds it.
 */
export async function takeLock(holder: string, now: Instant, until: Instant): Promise<Hold | undefined> {
  const held = await read();
  if (held === undefined) {
    return (await createEntity('lock', KEY, { holder, epoch: 1, until })) ? { holder, epoch: 1 } : undefined;
  }
  if (held.until > now) return undefined;
  const epoch = held.epoch + 1;
  const taken = await replaceEntity('lock', KEY, { holder, epoch, until }, 'epoch', held.epoch);
  return taken ? { holder, epoch } : undefined;
}

/** Gives the lock back. Does nothing where a later holder has it. */
export async function releaseLock(hold: Hold): Promise<void> {
  await replaceEntity('lock', KEY, { ...hold, until: 0 }, 'epoch', hold.epoch);
}
