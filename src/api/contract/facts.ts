import { z } from 'zod';
import { costShape } from '../../terms/checklist';
import { AREAS, REVIEWS, SEVERITIES } from '../../terms/control-terms';
import { SOURCE_IDS } from '../../terms/source-id';

/** The arguments that words are filled with, as a finding bears them. */
export const argsShape = z.record(
  z.string(),
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.object({ person: z.string() }),
    z.object({ at: z.number() }),
  ]),
);

/** A control's id as it comes over the wire. */
export const controlId = z.templateLiteral([z.enum(['USR', 'INF', 'APP', 'POL']), '-', z.string().max(4)]);

/** One blank of a control's form. */
export const fieldShape = z.object({
  name: z.string(),
  kind: z.enum(['text', 'day', 'number', 'choice']),
  choices: z.array(z.string()).exactOptional(),
  optional: z.boolean(),
});
export type Field = z.infer<typeof fieldShape>;

/** What never changes about a control between two releases of this app. */
export const controlFactsShape = z.object({
  id: controlId,
  version: z.number(),
  area: z.enum(AREAS),
  weight: z.enum(SEVERITIES),
  review: z.enum(REVIEWS),
  proof: z.enum(['read', 'stated', 'both', 'records']),
  fixer: z.enum(['jira-admin', 'object-owner', 'space-admin', 'organization-admin']),
  statement: z.object({ fields: z.array(fieldShape), validMonths: z.number() }).exactOptional(),
});
export type ControlFacts = z.infer<typeof controlFactsShape>;

/**
 * A sweep under way. `read` of `of` are Jira's rows so far; `of` is missing where Jira tells no total, `read` while nothing is
 * counted. `partial`: the sweep is done with it, and could not read all of it. `failed`: it tried, and it can't be read now.
 */
export const progressShape = z.object({
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
  /** Why it stands still for now: the app's rights have not arrived, or this hour's points are spent. */
  waits: z.enum(['rights', 'points']).exactOptional(),
  cost: costShape,
});
export type Progress = z.infer<typeof progressShape>;
