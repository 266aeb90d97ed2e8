import { Queue } from '@forge/events';
import { z } from 'zod';
import { changeSchema } from '../storage/changes';
import { SOURCE_IDS } from '../domain/source-id';

/**
 * The messages of the scan queue. Ticks, events, and buttons only push one of these, and one consumer does all the
 * work.
 * - `first`: the app was installed. `tick`: an hour passed. `scan-now`: a person asked for a full scan.
 * - `continue`: the previous slice was not done, or a confirmation is due. Valid only while the scan state expects it:
 *   `id` matches its `next`.
 * - `settle`: settings, the baseline, or an attestation changed, or a person asked to check `objects`: judge again.
 * - `edited`: people edited work items of the app: read these within the points for checks.
 * - `changed`: product events reported changes: process the inbox, or a `change` that didn't fit in it.
 */
export const scanMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('first') }),
  z.object({ kind: z.literal('tick') }),
  z.object({ kind: z.literal('scan-now'), by: z.string() }),
  z.object({ kind: z.literal('continue'), id: z.string().default('') }),
  z.object({
    kind: z.literal('settle'),
    why: z.enum(['settings', 'baseline', 'attestation', 'check']),
    objects: z
      .array(z.object({ source: z.enum(SOURCE_IDS), key: z.string() }))
      .max(50)
      .default([]),
  }),
  z.object({ kind: z.literal('edited') }),
  z.object({ kind: z.literal('changed'), change: changeSchema.exactOptional() }),
]);
export type ScanMessage = z.infer<typeof scanMessageSchema>;

/** Runs at most one slice at a time in an installation, whatever message starts it. */
const ONE_AT_A_TIME = { key: 'scan', limit: 1 };

/** Pushes a message to the scan queue. @param delay seconds, 0..900. */
export async function pushMessage(message: ScanMessage, delay = 0): Promise<void> {
  await new Queue({ key: 'scan' }).push({
    body: message,
    concurrency: ONE_AT_A_TIME,
    ...(delay > 0 ? { delayInSeconds: delay } : {}),
  });
}
