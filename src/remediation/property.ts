import { z } from 'zod';
import { SEVERITIES } from '../terms/control-terms';
import { type RemediationKey } from './key';

/** The issue entity property by which a work item of ours is known, by JQL, event filters and the context panel. */
export const PROPERTY = 'shared-responsibility';

/** An adopted work item's values go into the app's own record, so an editor's huge value must not pass. */
const short = z.string().max(255);
const count = z.number().int().min(0).max(1_000_000);

/**
 * What stands on the work item. Anyone who may edit the work item may edit this too, so nothing is decided from it alone:
 * what counts is the id in the app's memory; the property only finds a work item whose id was lost.
 */
export const propertyShape = z.object({
  v: z.literal(1),
  key: short,
  control: short,
  place: short,
  cloudId: short,
  environmentId: short,
  state: z.enum(['open', 'closed', 'duplicate']),
  severity: z.enum(SEVERITIES),
  /** How many findings are open, of how many that it was filed for: for the context panel. */
  open: count,
  of: count,
  hash: short,
  /** Fingerprint of the summary that this app wrote: whoever adopts the work item goes on with it. */
  summary: short,
});
export type Property = z.infer<typeof propertyShape>;

/** The site and the installation's environment: a copy that came with a sandbox or a restore names others. */
export interface Home {
  readonly cloudId: string;
  readonly environmentId: string;
}

/** @returns the property where it is ours, undefined where there is none, it is broken or of another site. */
export function ownProperty(value: unknown, { cloudId, environmentId }: Home): Property | undefined {
  const read = propertyShape.safeParse(value);
  if (!read.success) return undefined;
  return read.data.cloudId === cloudId && read.data.environmentId === environmentId ? read.data : undefined;
}

/** JQL for the work items with a key that this app created. Keys and account ids have no quotes or backslashes. */
export const ownIssuesWith = (ownAccount: string, key: RemediationKey): string =>
  `issue.property[${PROPERTY}].key = "${key}" AND creator = "${ownAccount}" ORDER BY created ASC`;

/** JQL for everything that this app created, newest first. */
export const ownIssues = (ownAccount: string): string => `creator = "${ownAccount}" ORDER BY created DESC`;

/** JQL for everything open that this app created. */
export const ownOpenIssues = (ownAccount: string): string =>
  `creator = "${ownAccount}" AND statusCategory != Done ORDER BY created ASC`;
