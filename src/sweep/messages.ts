import { Queue } from '@forge/events';
import { z } from 'zod';
import { changeShape } from '../storage/changes';
import { SOURCE_IDS } from '../terms/source-id';

/**
 * What may be asked of the sweep. Ticks, events and buttons only push one of these; one consumer does everything.
 * - `first`: the app was installed. `tick`: an hour passed. `sweep-now`: a person asked for all of it.
 * - `go-on`: the slice before was not done, or something is to be read a second time. It is needed only while the run waits
 *   for it: `id` is that of the run's `next`.
 * - `settle`: decisions or settings changed, or a person asked to check `objects` now: judge again.
 * - `edited`: people edited work items of the app: look at these, as far as points for checks go.
 * - `changed`: product events touched something: what is in the inbox, or a `change` that found no room there.
 */
export const messageShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('first') }),
  z.object({ kind: z.literal('tick') }),
  z.object({ kind: z.literal('sweep-now'), by: z.string() }),
  z.object({ kind: z.literal('go-on'), id: z.string().default('') }),
  z.object({
    kind: z.literal('settle'),
    why: z.enum(['settings', 'baseline', 'attestation', 'check']),
    objects: z
      .array(z.object({ source: z.enum(SOURCE_IDS), key: z.string() }))
      .max(50)
      .default([]),
  }),
  z.object({ kind: z.literal('edited') }),
  z.object({ kind: z.literal('changed'), change: changeShape.exactOptional() }),
]);
export type Message = z.infer<typeof messageShape>;

/** At most one slice at a time in an installation, whichever message asks for it. */
const ONE_AT_A_TIME = { key: 'sweep', limit: 1 };

/** Puts a message into the mailbox. @param delay seconds, 0..900. */
export async function push(message: Message, delay = 0): Promise<void> {
  await new Queue({ key: 'sweep' }).push({
    body: message,
    concurrency: ONE_AT_A_TIME,
    ...(delay > 0 ? { delayInSeconds: delay } : {}),
  });
}
