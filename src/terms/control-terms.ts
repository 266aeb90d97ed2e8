/** The four areas that Atlassian's paper on shared responsibilities leaves with the customer. */
export const AREAS = ['policy', 'users', 'information', 'apps'] as const;
export type Area = (typeof AREAS)[number];

/** Worst first. Of controls it is the weight, of findings the severity. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How much a control of this severity counts in the score. */
export const WEIGHT: Readonly<Record<Severity, number>> = { critical: 10, high: 6, medium: 3, low: 1 };

export const worseOf = (one: Severity, other: Severity): Severity =>
  SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other;

/** How often a person must look. */
export const REVIEWS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Review = (typeof REVIEWS)[number];

/** What proves a control: reading the site, a person's statement, both, or the app's own records. */
export type Proof = 'read' | 'stated' | 'both' | 'records';

/** A control's stable id, e.g. `INF-03`. */
export type ControlId = `${'USR' | 'INF' | 'APP' | 'POL'}-${number}`;

/** Who can carry out a fix: decides to whom a work item goes. */
export type Fixer = 'jira-admin' | 'object-owner' | 'space-admin' | 'organization-admin';
