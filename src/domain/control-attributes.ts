/** The four areas that Atlassian's shared responsibility paper assigns to the customer. */
export const AREAS = ['policy', 'users', 'information', 'apps'] as const;
export type Area = (typeof AREAS)[number];

/** Highest first. Used as the weight of controls and the severity of findings. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The weight in the score of a control with this severity. */
export const SEVERITY_WEIGHTS: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 6,
  medium: 3,
  low: 1,
};

export const maxSeverity = (one: Severity, other: Severity): Severity =>
  SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other;

/** How often a person must review a control. */
export const REVIEW_INTERVALS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type ReviewInterval = (typeof REVIEW_INTERVALS)[number];

/** What verifies a control: evidence from the site, an attestation, both, or the app's own records. */
export type Proof = 'read' | 'attested' | 'both' | 'records';

/** A control's stable ID, e.g. `INF-03`. */
export type ControlId = `${'USR' | 'INF' | 'APP' | 'POL'}-${number}`;

/** Who can fix a finding. Decides the assignee of the work item. */
export type FixedBy = 'jira-admin' | 'object-owner' | 'space-admin' | 'organization-admin';
