import { type ControlId } from './control-terms';
import { type Finding, type Note } from './finding';
import { type Gap } from './gap';
import { type SourceId } from './source-id';

/** A gap as a control shows it: with the source that it stands in. */
export interface SourcedGap extends Gap {
  readonly source?: SourceId;
}

/** Why a control does not apply: the risk isn't there. A plan that lacks the means is no such reason. */
export interface NotApplicable {
  readonly code: string;
}

/** What evidence says. */
export type Verdict =
  | { readonly is: 'met' }
  | { readonly is: 'not-met' }
  | { readonly is: 'unknown'; readonly gaps: readonly [SourcedGap, ...SourcedGap[]] }
  | { readonly is: 'not-applicable'; readonly why: NotApplicable };

/** One control, judged. `gaps` are all that stood in the way, whatever the verdict. */
export interface Judgement {
  readonly control: ControlId;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  readonly gaps: readonly SourcedGap[];
}

/** The verdict after people and time. */
export const STATUSES = ['not-met', 'due', 'unknown', 'attested', 'proved', 'not-applicable'] as const;
export type Status = (typeof STATUSES)[number];

const isAssured = (status: Status): boolean => status === 'proved' || status === 'attested';

/** Whether a control got worse: it was proved or attested and is no more, or was due and is not met by now. */
export const hasFallen = (before: Status, after: Status): boolean =>
  (isAssured(before) && !isAssured(after) && after !== 'not-applicable') ||
  (before === 'due' && after === 'not-met');

/** Whether a control got better: it is proved or attested and was not. */
export const hasRisen = (before: Status, after: Status): boolean =>
  isAssured(after) && !isAssured(before) && before !== 'not-applicable';
