import { z } from 'zod';
import { problemShape } from '../../remediation/memory';
import { FIELD_KINDS } from '../../settings/field-kinds';
import { settingsSchema } from '../../settings/settings';
import { SEVERITIES } from '../../terms/control-terms';
import { call } from './call';
import { controlId } from './facts';

export { PROBLEM_CODES } from '../../remediation/memory';

/** Tries where to file, without creating anything. */
export const tryFiling = call(
  'jira-admin',
  z.object({ filing: settingsSchema.shape.filing }),
  z.object({
    /** Whether work items can be filed there, whatever else there is to mend. */
    files: z.boolean(),
    problems: z.array(problemShape),
    /** Fields of the type's create screen that the app doesn't fill by itself, as the screen has them. */
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

/** So many texts are shown in full. */
export const TEXTS_AT_MOST = 5;

/** What would be filed from a starting point, before anybody took it. */
export const previewFiling = call(
  'jira-admin',
  z.object({ mode: z.enum(['worse', 'all']) }),
  z.object({
    /** Work items that would be opened, and the findings in them. */
    items: z.number(),
    findings: z.number(),
    /** Findings of the site that were seen once so far: they count, and are filed once a second reading has confirmed them. */
    once: z.number(),
    /** Sweeps that it takes with the cap. */
    sweeps: z.number(),
    /** Who would get how many, the most first; nobody named: the space decides, or it stays unassigned. */
    people: z.array(z.object({ account: z.string().exactOptional(), items: z.number() })),
    /** The first ones, worst first. */
    texts: z.array(
      z.object({
        control: controlId,
        severity: z.enum(SEVERITIES),
        summary: z.string(),
        findings: z.number(),
        assignee: z.string().exactOptional(),
        /** ISO day. */
        due: z.string(),
        /** The description as a document of Jira's (ADF). */
        text: z.looseObject({ version: z.literal(1), type: z.literal('doc'), content: z.array(z.unknown()) }),
      }),
    ),
  }),
);

export const takeBaseline = call(
  'jira-admin',
  z.object({ mode: z.enum(['worse', 'all']), revision: z.number().int().min(0) }),
  z.object({ revision: z.number() }),
);
