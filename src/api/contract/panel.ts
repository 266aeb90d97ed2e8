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

/** What everyone sees who sees the work item: how far it is. No name of an object, and nothing about the rest of the site. */
const state = z.strictObject({
  now: z.number(),
  control: controlId,
  /** Of what this work item was filed for: how much is open, and how much there was. */
  open: z.number(),
  of: z.number(),
  /** Everything open looks fixed, and is read a second time. */
  looksFixed: z.boolean(),
  /** When all of what remains had been read; with nothing left, the read that proved it. */
  checkedAt: z.number().exactOptional(),
  /** Of what it was filed for something ended without a fix, such as by an approval. */
  unfixed: z.boolean(),
  /** When the app closed it or confirmed that it is fixed. */
  closedAt: z.number().exactOptional(),
  /** Its workflow has no way to Done that the app may go: a person has to close it. */
  byHand: z.boolean(),
});

/** What the people who fix it see as well. */
const work = state.extend({
  /** What is still open, worst first, at most 10. */
  remaining: z.array(findingRowShape),
  check: checkShape,
  /** The app can't read the site any more: a check would be in vain. */
  lostRights: z.boolean(),
});

/** What only a Jira admin sees as well: the control's status on the whole site, and what admins decided. */
const everything = work.extend({
  status: z.enum(STATUSES),
  /** Of what ended because it is meant to be so, the entries of the settings that say it, at most 10. */
  meant: z.array(
    z.object({
      name: z.string(),
      reason: z.string(),
      owner: z.string(),
      until: z.string().exactOptional(),
    }),
  ),
});

/** Strict shapes: a field that a role may not see makes the answer fail instead of reaching the page. */
const panelShape = z.discriminatedUnion('role', [
  state.extend({ role: z.literal('viewer') }),
  work.extend({ role: z.enum(['assignee', 'object-owner', 'space-admin']) }),
  everything.extend({ role: z.literal('jira-admin') }),
]);

export const panel = call('viewer-of-work-item', workItem, panelShape);

/** Asks for a re-check of what remains, at most 50 objects. A viewer may not: it takes the app's API points. */
export const checkNow = call('actor-on-work-item', workItem, checkAnswer);
