import { z } from 'zod';
import { APPROVABLE_LISTS, approvalTermsSchema } from '../../settings/approvals';
import { settingsListEntrySchema } from '../../settings/settings';
import { defineCall } from './call';
import { controlIdSchema } from './control-definition';

export const approvalListSchema = z.enum(APPROVABLE_LISTS);

/** Maximum number of objects in one approval. A settings list has the same limit. */
export const MAX_APPROVED_AT_ONCE = 500;

/** Keys of selected findings of a control. */
const chosenFindings = { control: controlIdSchema, findings: z.array(z.string().max(500)).min(1).max(100) };

/**
 * What to approve for the selected findings: filters or dashboards themselves, or the spaces that a scheme makes
 * accessible.
 */
export const approvalOptionsCall = defineCall(
  'jira-admin',
  z.object(chosenFindings),
  z.object({
    list: approvalListSchema,
    /** If there is a choice: all lists in which the findings can be approved, starting with `list`. */
    lists: z.array(approvalListSchema).exactOptional(),
    today: z.string(),
    /** The latest allowed expiry day. */
    lastDay: z.string().exactOptional(),
    objects: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        /** A space's key. */
        foundIn: z.string().exactOptional(),
        /** The owner's account ID. */
        owner: z.string().exactOptional(),
        /** For a space: the permissions to approve. */
        permissions: z.array(z.string()).exactOptional(),
      }),
    ),
  }),
);

/** The entries before an approval, to undo it. */
const replacedEntriesSchema = z
  .array(settingsListEntrySchema.extend({ permissions: z.array(z.string()).exactOptional() }))
  .max(MAX_APPROVED_AT_ONCE);

/** Approves objects of the selected findings, with one reason, owner, and expiry for all. */
export const approveCall = defineCall(
  'jira-admin',
  z.object({
    ...chosenFindings,
    /** The list to add them to; by default, the first. */
    list: approvalListSchema.exactOptional(),
    objects: z.array(z.string().max(255)).min(1).max(MAX_APPROVED_AT_ONCE),
    ...approvalTermsSchema.shape,
  }),
  z.object({
    list: approvalListSchema,
    /** The new settings revision, and the valid entries that were replaced, to undo the approval. */
    revision: z.number(),
    ids: z.array(z.string()),
    before: replacedEntriesSchema,
  }),
);

/** Undoes an approval, unless the settings were saved since. */
export const undoApprovalCall = defineCall(
  'jira-admin',
  z.object({
    list: approvalListSchema,
    revision: z.number().int().min(0),
    ids: z.array(z.string().max(255)).min(1).max(MAX_APPROVED_AT_ONCE),
    before: replacedEntriesSchema,
  }),
  z.object({ revision: z.number() }),
);
