import { z } from 'zod';
import { STATUSES } from '../../terms/verdict';
import { call } from './call';
import { findingRowShape } from './control';
import { controlId } from './facts';

/** A work item by its id in Jira, as the panel's context names it. Whether the caller may see it is asked of Jira. */
const workItem = z.object({ issue: z.string().regex(/^\d{1,19}$/) });

export const REMAINING_AT_MOST = 10;

export const panel = call(
  'viewer-of-work-item',
  workItem,
  z.object({
    now: z.number(),
    control: controlId,
    status: z.enum(STATUSES),
    /** What this work item was filed for and is still open, worst first, at most 10. */
    remaining: z.array(findingRowShape),
    open: z.number(),
    of: z.number(),
    /** The latest read of what it is about. */
    checkedAt: z.number().exactOptional(),
    /** A check is under way. */
    checking: z.boolean(),
  }),
);

/** Asks for another read of what remains, at most 50 objects. */
export const checkNow = call('viewer-of-work-item', workItem, z.object({ objects: z.number() }));
