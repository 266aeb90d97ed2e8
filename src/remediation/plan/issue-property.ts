import { z } from 'zod';
import { SEVERITIES } from '../../domain/control-attributes';
import { type RemediationKey } from './remediation-key';

/** The issue property that marks the app's work items for JQL, event filters, and the context panel. */
export const ISSUE_PROPERTY_KEY = 'shared-responsibility';

/** Limits the size of values, because an editor can change them and adoption copies them into the app's record. */
const shortTextSchema = z.string().max(255);
const countSchema = z.number().int().min(0).max(1_000_000);

/**
 * The value of the issue property. Anyone who can edit the work item can change it, so the app decides nothing from it
 * alone: the ID in the app's record counts. The property only helps to find a work item whose ID was lost.
 */
export const issuePropertySchema = z.object({
  v: z.literal(1),
  key: shortTextSchema,
  control: shortTextSchema,
  place: shortTextSchema,
  cloudId: shortTextSchema,
  environmentId: shortTextSchema,
  state: z.enum(['open', 'closed', 'duplicate']),
  severity: z.enum(SEVERITIES),
  /** The numbers of open findings (`open`) and of findings that it was filed for (`of`), for the context panel. */
  open: countSchema,
  of: countSchema,
  hash: shortTextSchema,
  /** Fingerprint of the summary that the app wrote, so that an adopted work item keeps its summary updates. */
  summary: shortTextSchema,
});
export type IssueProperty = z.infer<typeof issuePropertySchema>;

/** The site and the environment of the installation. Copies from a sandbox or a restore have other values. */
export interface SiteIdentity {
  readonly cloudId: string;
  readonly environmentId: string;
}

/** The site. `baseUrl` has no trailing slash. */
export interface InstalledSite extends SiteIdentity {
  readonly baseUrl: string;
  /** Account ID of the app. */
  readonly ownAccount: string;
}

/** @returns undefined if the property is missing, invalid, or from another site or environment. */
export function parseOwnProperty(
  value: unknown,
  { cloudId, environmentId }: SiteIdentity,
): IssueProperty | undefined {
  const read = issuePropertySchema.safeParse(value);
  if (!read.success) return undefined;
  return read.data.cloudId === cloudId && read.data.environmentId === environmentId ? read.data : undefined;
}

/** JQL for the app's work items with this key. Keys and account IDs contain no quotes or backslashes. */
export const jqlForKey = (ownAccount: string, key: RemediationKey): string =>
  `issue.property[${ISSUE_PROPERTY_KEY}].key = "${key}" AND creator = "${ownAccount}" ORDER BY created ASC`;

/** JQL for all work items that the app created, newest first. */
export const jqlForOwnIssues = (ownAccount: string): string =>
  `creator = "${ownAccount}" ORDER BY created DESC`;

/** JQL for all open work items that the app created. */
export const jqlForOwnOpenIssues = (ownAccount: string): string =>
  `creator = "${ownAccount}" AND statusCategory != Done ORDER BY created ASC`;
