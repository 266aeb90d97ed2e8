import { z } from 'zod';
import { scanCostSchema, sourceCoverageSchema } from '../../domain/checklist';
import { defineCall } from './call';
import { scanProgressSchema } from './control-definition';

const auditEntrySchema = z.object({
  seq: z.number(),
  at: z.number(),
  kind: z.enum(['scan', 'settings', 'baseline', 'attestation', 'installed', 'day']),
  by: z.string().exactOptional(),
  body: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEntryRow = z.infer<typeof auditEntrySchema>;

export const AUDIT_ENTRIES_PER_PAGE = 25;

export const evidenceCall = defineCall(
  'jira-admin',
  z.object({}),
  z.object({
    now: z.number(),
    timeZone: z.string(),
    coverage: z.array(
      sourceCoverageSchema.extend({
        /** Controls that use this source. */
        controls: z.array(z.string()),
      }),
    ),
    scan: scanProgressSchema.exactOptional(),
    lastScan: z.object({ at: z.number(), why: z.string(), cost: scanCostSchema }).exactOptional(),
    lastTick: z.number().exactOptional(),
    /** API points spent in this UTC hour, and the limit. */
    budget: z.object({ spent: z.number(), of: z.number() }),
    /** Since when the audit log has been read without a hole. `refused` has the reason why it can't be read. */
    feed: z.object({
      since: z.number().exactOptional(),
      refused: z.string().exactOptional(),
      /** False if the log is in another language. */
      isEnglish: z.boolean().exactOptional(),
    }),
    lostRights: z.boolean(),
  }),
);

export const auditTrailCall = defineCall(
  'jira-admin',
  z.object({ before: z.number().int().min(1).exactOptional() }),
  z.object({ entries: z.array(auditEntrySchema), hasMore: z.boolean() }),
);

export const verifyAuditTrailCall = defineCall(
  'jira-admin',
  z.object({}),
  z.discriminatedUnion('is', [
    z.object({ is: z.literal('whole'), entries: z.number() }),
    z.object({ is: z.literal('broken'), seq: z.number() }),
  ]),
);
