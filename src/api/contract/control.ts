import { z } from 'zod';
import { coverageShape, lifeStateShape, rowShape } from '../../terms/checklist';
import { SEVERITIES } from '../../terms/control-terms';
import { ORIGINS } from '../../terms/life';
import { STATUSES } from '../../terms/verdict';
import { approvingShape } from './approve';
import { call } from './call';
import { checkAnswer, checkShape } from './check';
import { argsShape, controlFactsShape, controlId } from './facts';

const candidate = z.object({ at: z.number(), by: z.string().exactOptional(), change: z.string() });

/** Who and when, or honest bounds. */
export const attributionShape = z.discriminatedUnion('is', [
  candidate.extend({ is: z.literal('recorded') }),
  z.object({ is: z.literal('candidates'), of: z.array(candidate) }),
  z.object({ is: z.literal('bounded'), after: z.number().exactOptional(), before: z.number() }),
]);
export type AttributionValue = z.infer<typeof attributionShape>;

/** One open object as the control's page lists it. */
export const findingRowShape = z.object({
  key: z.string(),
  code: z.string(),
  severity: z.enum(SEVERITIES),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().exactOptional() }),
  args: argsShape,
  /** How many members its reach has. */
  reach: z.number().exactOptional(),
  owner: z.string().exactOptional(),
  state: lifeStateShape,
  firstSeen: z.number(),
  lastSeen: z.number(),
  lastClosed: z.number().exactOptional(),
  opened: attributionShape.exactOptional(),
  baseline: z.boolean(),
  origin: z.enum(ORIGINS),
  returned: z.number(),
  added: z.number(),
});
export type FindingRow = z.infer<typeof findingRowShape>;

export const FINDINGS_A_PAGE = 25;

/** `worst`: what got worse first, then the most severe, then the newest. `reach`: what reaches furthest first. */
export const FINDING_ORDERS = ['worst', 'newest', 'name', 'reach'] as const;
export type FindingOrder = (typeof FINDING_ORDERS)[number];

/**
 * Why something open stands in no work item. `no-place`, `no-baseline`: nothing is filed yet. `baseline`: it was there at the
 * start. `once`: a second reading has to confirm it. `rule`, `setting`: the site didn't get worse. `plan`: nobody can fix it.
 */
export const NOT_FILED = ['no-place', 'no-baseline', 'baseline', 'once', 'rule', 'setting', 'plan'] as const;
export type NotFiledWhy = (typeof NOT_FILED)[number];
const notFiledShape = z.object({ why: z.enum(NOT_FILED), count: z.number() });
export type NotFiled = z.infer<typeof notFiledShape>;

export const control = call(
  'jira-admin',
  z.object({
    control: controlId,
    from: z.number().int().min(0).default(0),
    /** A part of a name, of an id or of what is said of it. */
    search: z.string().trim().max(100).exactOptional(),
    /** Worst first, where nothing else is asked for. */
    sort: z.enum(FINDING_ORDERS).exactOptional(),
  }),
  z.object({
    now: z.number(),
    timeZone: z.string(),
    facts: controlFactsShape,
    /** Missing before the first judging. */
    row: rowShape.exactOptional(),
    /** At most 25 of those that were found, beginning at `from`. */
    findings: z.array(findingRowShape),
    from: z.number(),
    /** How many are open, and how many of these the search found. */
    total: z.number(),
    found: z.number(),
    /** What the words about several findings are filled with: for all, and by code. */
    summary: argsShape,
    byCode: z.record(z.string(), argsShape),
    /** Of what is open: why it stands in no work item. */
    notFiled: z.array(notFiledShape),
    /** The list of the settings into which what is open may be entered as meant to be so. */
    approving: approvingShape.exactOptional(),
    check: checkShape,
    /** What it serves in frameworks: their names, and the identifiers in them. */
    frameworks: z.array(z.object({ name: z.string(), identifiers: z.array(z.string()) })),
    evidence: z.array(coverageShape),
    /** The latest statement, valid or not. */
    statement: z
      .object({ at: z.number(), by: z.string(), validUntil: z.number(), blanks: argsShape })
      .exactOptional(),
    owner: z.string().exactOptional(),
    /** The last 30 days, oldest first; a day without a record is left out. */
    history: z.array(z.object({ day: z.string(), status: z.enum(STATUSES) })),
    /** Today on the site: a stated day may not be after it. */
    today: z.string(),
    lostRights: z.boolean(),
  }),
);

/** Asks for another read of what is open, at most 50 objects. */
export const checkControl = call('jira-admin', z.object({ control: controlId }), checkAnswer);

export const attest = call(
  'jira-admin',
  z.object({
    control: controlId,
    /** The version whose words were read: a newer one must be read first. */
    version: z.number(),
    blanks: z.record(z.string(), z.union([z.string().max(1000), z.number(), z.boolean()])),
  }),
  z.object({ at: z.number(), validUntil: z.number() }),
);
