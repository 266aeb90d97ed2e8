import { type ControlId } from './control-attributes';
import { type Finding, type ControlNote } from './finding';
import { type Gap } from './gap';
import { type SourceId } from './source-id';

/** A gap with the source it belongs to. */
export interface SourcedGap extends Gap {
  readonly source?: SourceId;
}

/**
 * Why a control doesn't apply: the risk doesn't exist on this site. A plan that lacks a feature is not a valid reason.
 */
export interface NotApplicableReason {
  readonly code: string;
}

/** The result from evidence alone. */
export type Verdict =
  | { readonly is: 'met' }
  | { readonly is: 'not-met' }
  | { readonly is: 'unknown'; readonly gaps: readonly [SourcedGap, ...SourcedGap[]] }
  | { readonly is: 'not-applicable'; readonly why: NotApplicableReason };

/** One judged control. `gaps` lists all gaps, whatever the verdict. */
export interface Judgment {
  readonly control: ControlId;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly notes: readonly ControlNote[];
  readonly gaps: readonly SourcedGap[];
}

/** The status of a control after attestations and their expiry are taken into account. */
export const CONTROL_STATUSES = [
  'not-met',
  'due',
  'unknown',
  'attested',
  'verified',
  'not-applicable',
] as const;
export type ControlStatus = (typeof CONTROL_STATUSES)[number];

const isAssured = (status: ControlStatus): boolean => status === 'verified' || status === 'attested';

/**
 * Whether a control got worse: it lost verified or attested (except to not applicable), or changed from due to not met.
 */
export const hasWorsened = (before: ControlStatus, after: ControlStatus): boolean =>
  (isAssured(before) && !isAssured(after) && after !== 'not-applicable') ||
  (before === 'due' && after === 'not-met');

/** Whether a control became verified or attested (except from not applicable). */
export const hasImproved = (before: ControlStatus, after: ControlStatus): boolean =>
  isAssured(after) && !isAssured(before) && before !== 'not-applicable';
