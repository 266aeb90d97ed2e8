import { z } from 'zod';
import { sourceCoverageSchema, findingStateSchema, checklistRowSchema } from '../../domain/checklist';
import { SEVERITIES } from '../../domain/control-attributes';
import { FINDING_ORIGINS } from '../../domain/tracked-finding';
import { CONTROL_STATUSES } from '../../domain/verdict';
import { approvalListSchema } from './approve';
import { defineCall } from './call';
import { checkResultSchema, checkStatusSchema } from './check';
import { argsSchema, controlDefinitionSchema, controlIdSchema } from './control-definition';

const attributionCandidateSchema = z.object({
  at: z.number(),
  by: z.string().exactOptional(),
  change: z.string(),
});

/** Who made a change and when: recorded, several candidates, or only time limits. */
export const attributionSchema = z.discriminatedUnion('is', [
  attributionCandidateSchema.extend({ is: z.literal('recorded') }),
  z.object({ is: z.literal('candidates'), of: z.array(attributionCandidateSchema) }),
  z.object({ is: z.literal('bounded'), after: z.number().exactOptional(), before: z.number() }),
]);
export type AttributionValue = z.infer<typeof attributionSchema>;

/** A row in the table of findings on a control's page. */
export const findingRowSchema = z.object({
  key: z.string(),
  code: z.string(),
  severity: z.enum(SEVERITIES),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().exactOptional() }),
  args: argsSchema,
  /** The number of objects that the finding reaches. */
  reach: z.number().exactOptional(),
  owner: z.string().exactOptional(),
  state: findingStateSchema,
  firstSeen: z.number(),
  lastSeen: z.number(),
  lastClosed: z.number().exactOptional(),
  opened: attributionSchema.exactOptional(),
  baseline: z.boolean(),
  origin: z.enum(FINDING_ORIGINS),
  returned: z.number(),
  added: z.number(),
});
export type FindingRow = z.infer<typeof findingRowSchema>;

export const FINDINGS_PER_PAGE = 25;

/** `worst`: new and widened first, then by severity, then newest first. `reach`: widest reach first. */
export const FINDING_ORDERS = ['worst', 'newest', 'name', 'reach'] as const;
export type FindingOrder = (typeof FINDING_ORDERS)[number];

/**
 * Why a finding isn't in a work item.
 * - `no-filing-space`, `no-baseline`: filing isn't set up.
 * - `in-baseline`: it was open when the baseline was taken.
 * - `unconfirmed`: awaiting confirmation.
 * - `rule`, `setting`: caused by a new rule or setting, not by a change on the site.
 * - `plan`: can't be fixed on this plan.
 */
export const NOT_FILED_REASONS = [
  'no-filing-space',
  'no-baseline',
  'in-baseline',
  'unconfirmed',
  'rule',
  'setting',
  'plan',
] as const;
export type NotFiledReason = (typeof NOT_FILED_REASONS)[number];
const notFiledCountSchema = z.object({ why: z.enum(NOT_FILED_REASONS), count: z.number() });
export type NotFiledCount = z.infer<typeof notFiledCountSchema>;

export const controlCall = defineCall(
  'jira-admin',
  z.object({
    control: controlIdSchema,
    from: z.number().int().min(0).default(0),
    /** Part of a name, an ID, or the finding's text. */
    search: z.string().trim().max(100).exactOptional(),
    /** The default is `worst`. */
    sort: z.enum(FINDING_ORDERS).exactOptional(),
  }),
  z.object({
    now: z.number(),
    timeZone: z.string(),
    definition: controlDefinitionSchema,
    /** Missing until the first judging. */
    row: checklistRowSchema.exactOptional(),
    /** At most 25 matching findings, starting at `from`. */
    findings: z.array(findingRowSchema),
    from: z.number(),
    /** Number of open findings, and how many match the search. */
    total: z.number(),
    matchCount: z.number(),
    /** Arguments of messages about several findings: all, and by code. */
    summary: argsSchema,
    summaryByCode: z.record(z.string(), argsSchema),
    /** Reasons why open findings aren't in a work item. */
    notFiled: z.array(notFiledCountSchema),
    /** The settings list in which open findings can be approved. */
    approvalList: approvalListSchema.exactOptional(),
    check: checkStatusSchema,
    /** The frameworks that the control supports, with its identifiers in each. */
    frameworks: z.array(z.object({ name: z.string(), identifiers: z.array(z.string()) })),
    evidence: z.array(sourceCoverageSchema),
    /** The latest attestation, valid or expired. */
    attestation: z
      .object({ at: z.number(), by: z.string(), validUntil: z.number(), answers: argsSchema })
      .exactOptional(),
    owner: z.string().exactOptional(),
    /** The last 30 days, oldest first. Days without data are left out. */
    history: z.array(z.object({ day: z.string(), status: z.enum(CONTROL_STATUSES) })),
    /** Today in the site's time zone. Attested days can't be later. */
    today: z.string(),
    lostRights: z.boolean(),
  }),
);

/** Requests a re-check of open findings, at most 50 objects. */
export const checkControlCall = defineCall(
  'jira-admin',
  z.object({ control: controlIdSchema }),
  checkResultSchema,
);

export const attestCall = defineCall(
  'jira-admin',
  z.object({
    control: controlIdSchema,
    /** The version of the form that the person filled in. A newer version must be read first. */
    version: z.number(),
    answers: z.record(z.string(), z.union([z.string().max(1000), z.number(), z.boolean()])),
  }),
  z.object({ at: z.number(), validUntil: z.number() }),
);
