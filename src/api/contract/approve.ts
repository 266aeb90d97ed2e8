import { z } from 'zod';
import { APPROVING, approvalTerms } from '../../settings/approvals';
import { entry } from '../../settings/settings';
import { call } from './call';
import { controlId } from './facts';

export const approvingShape = z.enum(APPROVING);

/** So many things are approved at once: as many as a list of the settings holds. */
export const APPROVED_AT_ONCE = 500;

/** Some of the findings of a control, by their keys. */
const chosen = { control: controlId, findings: z.array(z.string().max(500)).min(1).max(100) };

/** What the chosen findings would be ended by: filters and dashboards themselves, or the spaces that a scheme opens. */
export const approvable = call(
  'jira-admin',
  z.object(chosen),
  z.object({
    list: approvingShape,
    /** Where there is a choice: the lists that the findings can be entered into, `list` first. */
    lists: z.array(approvingShape).exactOptional(),
    today: z.string(),
    /** The last day that an approval may name. */
    lastDay: z.string().exactOptional(),
    things: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        /** A space's key. */
        where: z.string().exactOptional(),
        /** The account that owns it. */
        owner: z.string().exactOptional(),
        /** Of a space: what it would be approved for. */
        permissions: z.array(z.string()).exactOptional(),
      }),
    ),
  }),
);

/** Entries as they were, so that an approval can be taken back. */
const before = z
  .array(entry.extend({ permissions: z.array(z.string()).exactOptional() }))
  .max(APPROVED_AT_ONCE);

/** Says of things that the chosen findings name that they are meant to be open, once why and until when for all. */
export const approve = call(
  'jira-admin',
  z.object({
    ...chosen,
    /** Which of the lists; missing: the first. */
    list: approvingShape.exactOptional(),
    things: z.array(z.string().max(255)).min(1).max(APPROVED_AT_ONCE),
    ...approvalTerms.shape,
  }),
  z.object({
    list: approvingShape,
    /** The settings' revision from here on, and the approvals that were replaced, as far as they counted: what taking it back takes. */
    revision: z.number(),
    ids: z.array(z.string()),
    before,
  }),
);

/** Takes an approval back, unless somebody saved the settings since. */
export const takeBack = call(
  'jira-admin',
  z.object({
    list: approvingShape,
    revision: z.number().int().min(0),
    ids: z.array(z.string().max(255)).min(1).max(APPROVED_AT_ONCE),
    before,
  }),
  z.object({ revision: z.number() }),
);
