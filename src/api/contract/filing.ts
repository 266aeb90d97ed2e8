import { z } from 'zod';
import { remediationProblemSchema } from '../../remediation/plan/remediation-record';
import { FIELD_KINDS } from '../../settings/field-kinds';
import { settingsSchema } from '../../settings/settings';
import { SEVERITIES } from '../../domain/control-attributes';
import { defineCall } from './call';
import { controlIdSchema } from './control-definition';

export { REMEDIATION_PROBLEM_CODES } from '../../remediation/plan/remediation-record';

/** Checks where to file, without creating anything. */
export const preflightFilingCall = defineCall(
  'jira-admin',
  z.object({ filing: settingsSchema.shape.filing }),
  z.object({
    /** Whether work items can be filed there, even if there are other problems. */
    canFile: z.boolean(),
    problems: z.array(remediationProblemSchema),
    /** Fields on the create screen that the app doesn't fill. */
    fields: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(FIELD_KINDS),
        required: z.boolean(),
        options: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
  }),
);

/** Maximum number of work item texts shown in full. */
export const MAX_PREVIEW_TEXTS = 5;

/** Previews filing from a baseline before it is taken. */
export const previewFilingCall = defineCall(
  'jira-admin',
  z.object({ mode: z.enum(['drift', 'all']) }),
  z.object({
    /** Number of work items to create, and of findings in them. */
    items: z.number(),
    findings: z.number(),
    /** Findings awaiting confirmation. They are included, and will be filed once confirmed. */
    unconfirmed: z.number(),
    /** Number of scans needed, given the limit per scan. */
    scans: z.number(),
    /**
     * Assignees with their number of work items, most first. Without an account, the space's default applies, or the
     * work item stays unassigned.
     */
    assignees: z.array(z.object({ account: z.string().exactOptional(), items: z.number() })),
    /** The first work items, worst first. */
    texts: z.array(
      z.object({
        control: controlIdSchema,
        severity: z.enum(SEVERITIES),
        summary: z.string(),
        findings: z.number(),
        assignee: z.string().exactOptional(),
        /** ISO day. */
        due: z.string(),
        /** The description as a Jira document (ADF). */
        text: z.looseObject({ version: z.literal(1), type: z.literal('doc'), content: z.array(z.unknown()) }),
      }),
    ),
  }),
);

export const takeBaselineCall = defineCall(
  'jira-admin',
  z.object({ mode: z.enum(['drift', 'all']), revision: z.number().int().min(0) }),
  z.object({ revision: z.number() }),
);
