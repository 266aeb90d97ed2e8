import { z } from 'zod';
import { costShape, coverageShape } from '../../terms/checklist';
import { call } from './call';
import { progressShape } from './facts';

const ledgerEntry = z.object({
  seq: z.number(),
  at: z.number(),
  kind: z.enum(['sweep', 'settings', 'baseline', 'attestation', 'installed', 'day']),
  by: z.string().exactOptional(),
  body: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type LedgerRow = z.infer<typeof ledgerEntry>;

export const LEDGER_A_PAGE = 25;

export const evidence = call(
  'jira-admin',
  z.object({}),
  z.object({
    now: z.number(),
    timeZone: z.string(),
    coverage: z.array(
      coverageShape.extend({
        /** Controls that rest on it. */
        controls: z.array(z.string()),
      }),
    ),
    sweep: progressShape.exactOptional(),
    lastSweep: z.object({ at: z.number(), why: z.string(), cost: costShape }).exactOptional(),
    lastTick: z.number().exactOptional(),
    /** Points spent in this UTC hour, of those that may be. */
    budget: z.object({ spent: z.number(), of: z.number() }),
    /** Since when the audit log has been read without a hole; `refused` says why it isn't. */
    feed: z.object({
      since: z.number().exactOptional(),
      refused: z.string().exactOptional(),
      /** False: the log's texts are in another language. */
      isEnglish: z.boolean().exactOptional(),
    }),
    lostRights: z.boolean(),
  }),
);

export const ledger = call(
  'jira-admin',
  z.object({ before: z.number().int().min(1).exactOptional() }),
  z.object({ entries: z.array(ledgerEntry), more: z.boolean() }),
);

export const verify = call(
  'jira-admin',
  z.object({}),
  z.discriminatedUnion('is', [
    z.object({ is: z.literal('whole'), entries: z.number() }),
    z.object({ is: z.literal('broken'), seq: z.number() }),
  ]),
);
