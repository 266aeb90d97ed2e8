import { z } from 'zod';
import { CONTROL_STATUSES } from '../../domain/verdict';
import { defineCall } from './call';
import { checkResultSchema, checkStatusSchema } from './check';
import { findingRowSchema } from './control';
import { controlIdSchema } from './control-definition';

/** A work item's ID from the panel's context. Jira decides whether the caller can see it. */
const workItemInput = z.object({ issue: z.string().regex(/^\d{1,19}$/) });

export const MAX_REMAINING = 10;
export const MAX_PANEL_APPROVALS = 10;

/**
 * What everyone who can see the work item may see: its progress. No object names, and nothing about the rest of the
 * site.
 */
const viewerSchema = z.strictObject({
  now: z.number(),
  control: controlIdSchema,
  /** Findings that this work item was filed for: still open, and total. */
  open: z.number(),
  of: z.number(),
  /** All remaining findings look fixed and await confirmation. */
  awaitingConfirmation: z.boolean(),
  /**
   * When the remaining findings were last checked (the oldest check). If none remain, when the last one was confirmed
   * resolved.
   */
  checkedAt: z.number().exactOptional(),
  /** Whether a finding ended without a fix, such as by an approval. */
  endedWithoutFix: z.boolean(),
  /** When the app closed the work item or verified the fix. */
  closedAt: z.number().exactOptional(),
  /** The workflow has no transition to Done that the app can use, so a person has to close the work item. */
  mustCloseManually: z.boolean(),
});

/** What people who fix it can see too. */
const fixerSchema = viewerSchema.extend({
  /** Open findings, worst first, at most 10. */
  remaining: z.array(findingRowSchema),
  check: checkStatusSchema,
  /** The app lost its rights, so a check would fail. */
  lostRights: z.boolean(),
});

/** What only a Jira admin can see: the control's status on the whole site, and approvals. */
const adminSchema = fixerSchema.extend({
  status: z.enum(CONTROL_STATUSES),
  /** Approvals that ended findings of this work item, at most 10. */
  approvals: z.array(
    z.object({
      name: z.string(),
      reason: z.string(),
      owner: z.string(),
      until: z.string().exactOptional(),
    }),
  ),
});

/**
 * Strict schemas: if a response has a field that the role may not see, it fails validation instead of reaching the
 * page.
 */
const panelSchema = z.discriminatedUnion('role', [
  viewerSchema.extend({ role: z.literal('viewer') }),
  fixerSchema.extend({ role: z.enum(['assignee', 'object-owner', 'space-admin']) }),
  adminSchema.extend({ role: z.literal('jira-admin') }),
]);

export const panelCall = defineCall('viewer-of-work-item', workItemInput, panelSchema);

/**
 * Requests a re-check of the remaining findings, at most 50 objects. Viewers can't, because it costs the app's API
 * points.
 */
export const checkNowCall = defineCall('actor-on-work-item', workItemInput, checkResultSchema);
