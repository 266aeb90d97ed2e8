import { z } from 'zod';
import { scanCostSchema } from '../../domain/checklist';
import { AREAS, REVIEW_INTERVALS, SEVERITIES } from '../../domain/control-attributes';
import { SOURCE_IDS } from '../../domain/source-id';

/** Arguments of a message, as stored in a finding. */
export const argsSchema = z.record(
  z.string(),
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.object({ person: z.string() }),
    z.object({ at: z.number() }),
  ]),
);

/** A control ID in requests and responses. */
export const controlIdSchema = z.templateLiteral([
  z.enum(['USR', 'INF', 'APP', 'POL']),
  '-',
  z.string().max(4),
]);

/** One field of a control's attestation form. */
export const attestationFieldSchema = z.object({
  name: z.string(),
  kind: z.enum(['text', 'day', 'number', 'choice']),
  choices: z.array(z.string()).exactOptional(),
  optional: z.boolean(),
});
export type AttestationField = z.infer<typeof attestationFieldSchema>;

/** The parts of a control that change only with a release of the app. */
export const controlDefinitionSchema = z.object({
  id: controlIdSchema,
  version: z.number(),
  area: z.enum(AREAS),
  weight: z.enum(SEVERITIES),
  review: z.enum(REVIEW_INTERVALS),
  proof: z.enum(['read', 'attested', 'both', 'records']),
  fixer: z.enum(['jira-admin', 'object-owner', 'space-admin', 'organization-admin']),
  attestation: z.object({ fields: z.array(attestationFieldSchema), validMonths: z.number() }).exactOptional(),
});
export type ControlDefinition = z.infer<typeof controlDefinitionSchema>;

/**
 * A running scan. `read` counts Jira's rows so far; missing if nothing is counted yet. `of` is missing if Jira gives no
 * total. `partial`: finished, but with gaps. `failed`: can't be read now.
 */
export const scanProgressSchema = z.object({
  why: z.enum(['first', 'tick', 'asked', 'changed']),
  startedAt: z.number(),
  sources: z.array(
    z.object({
      source: z.enum(SOURCE_IDS),
      state: z.enum(['waiting', 'reading', 'read', 'partial', 'failed']),
      read: z.number().exactOptional(),
      of: z.number().exactOptional(),
    }),
  ),
  /** Why the scan waits: the app's rights haven't arrived, or this hour's API points are used up. */
  waitingFor: z.enum(['rights', 'points']).exactOptional(),
  cost: scanCostSchema,
});
export type ScanProgress = z.infer<typeof scanProgressSchema>;
