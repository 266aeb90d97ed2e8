import { z } from 'zod';
import { STATUSES } from '../../terms/verdict';
import { call } from './call';
import { checkAnswer, checkShape } from './check';
import { findingRowShape } from './control';
import { controlId } from './facts';

/** A work item by its id in Jira, as the panel's context names it. Whether the caller may see it is asked of Jira. */
const workItem = z.object({ issue: z.string().regex(/^\d{1,19}$/) });

export const REMAINING_AT_MOST = 10;
export const ENTRIES_AT_MOST = 10;

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
    /** When all of what remains had been read; with nothing left, the read that proved it. */
    checkedAt: z.number().exactOptional(),
    check: checkShape,
    /** The app can't read the site any more: a check would be in vain. */
    lostRights: z.boolean(),
    /** Of what it was filed for something ended without a fix, such as by an approval. */
    unfixed: z.boolean(),
    /** When the app closed it or confirmed that it is fixed. */
    closedAt: z.number().exactOptional(),
    /** Of what ended because it is meant to be so, the entries of the settings that say it, at most 10. */
    meant: z.array(
      z.object({
        name: z.string(),
        reason: z.string(),
        owner: z.string(),
        until: z.string().exactOptional(),
      }),
    ),
    /** The caller administers Jira, and so may open the app's page. */
    mayOpenApp: z.boolean(),
    /** Its workflow has no way to Done that the app may go: a person has to close it. */
    byHand: z.boolean(),
  }),
);

/** Asks for another read of what remains, at most 50 objects. */
export const checkNow = call('viewer-of-work-item', workItem, checkAnswer);
