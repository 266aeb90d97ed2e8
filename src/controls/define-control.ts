import { type z } from 'zod';
import { type Source } from '../evidence/source';
import { type Settings } from '../settings/settings';
import {
  type Area,
  type ControlId,
  type FixedBy,
  type Proof,
  type ReviewInterval,
  type Severity,
} from '../domain/control-attributes';
import { type Day } from '../domain/day';
import { type Finding, type ControlNote } from '../domain/finding';
import { type GapReason } from '../domain/gap';
import { type Instant } from '../domain/instant';
import { type SourceId } from '../domain/source-id';
import { type NotApplicableReason, type SourcedGap } from '../domain/verdict';

/**
 * How a control uses a source.
 * - `each`: a single fact can prove a finding, even from a partial reading. Gaps prevent `met`.
 * - `complete`: facts are given only from a complete reading (for counts, ratios, absences), otherwise undefined. Gaps
 *   prevent `met`.
 * - `context`: affects only severity or reach. If it is partial or missing, the control still judges, and its gaps
 *   don't count.
 * - `mitigates`: facts are given only from a complete reading. They can make a finding latent, raise its severity, or
 *   name its cause. Without them the finding counts as effective, at the lower severity, and the gaps don't count.
 */
export type NeedKind = 'each' | 'complete' | 'context' | 'mitigates';
export type Need<F, H extends NeedKind = NeedKind> = {
  readonly kind: H;
  readonly source: Source<F>;
};

export const each = <F>(source: Source<F>): Need<F, 'each'> => ({ kind: 'each', source });
export const complete = <F>(source: Source<F>): Need<F, 'complete'> => ({ kind: 'complete', source });
export const context = <F>(source: Source<F>): Need<F, 'context'> => ({ kind: 'context', source });
export const mitigates = <F>(source: Source<F>): Need<F, 'mitigates'> => ({ kind: 'mitigates', source });

/** Whether gaps of this need prevent `met` and its reading time counts for the age of the control's evidence. */
export const isJudgedNeed = ({ kind }: { readonly kind: NeedKind }): boolean =>
  kind === 'each' || kind === 'complete';

/** Whether facts are given only from a complete reading. */
export const needsCompleteReading = ({ kind }: { readonly kind: NeedKind }): boolean =>
  kind === 'complete' || kind === 'mitigates';

// `never` as the fact type would reject every source. `FactsFor` restores the fact type of each need.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Needs = Readonly<Record<string, Need<any>>>;

/** The facts that `judge` gets for its needs. */
export type FactsFor<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends Need<infer F, infer H>
    ? H extends 'complete' | 'mitigates'
      ? readonly F[] | undefined
      : readonly F[]
    : never;
};

/** What a control knows in addition to the evidence. */
export interface ControlJudgeContext<S> {
  readonly settings: Settings;
  readonly now: Instant;
  /** The day at `now` in the site's time zone. */
  readonly today: Day;
  /** Account ID of the app, once known. */
  readonly ownAccount?: string;
  /** The valid attestation, if the control has a form and a person filled it in. */
  readonly attestation?: {
    readonly answers: S;
    /** The day of the attestation in the site's time zone. */
    readonly attestedOn: Day;
    /** The result of the form's `coveredIds` on that day. */
    readonly coveredIds: readonly string[];
  };
}

/**
 * A gap in one object of a source. `object` is the key for a re-check. A finding on this object that disappears isn't
 * resolved, because the gap may hide it. Findings on other objects aren't affected.
 */
export interface ObjectGap extends SourcedGap {
  readonly source: SourceId;
  readonly object: string;
}

/** A control's result. `gaps` are those that no source reports itself, such as `inventory-incomplete`. */
export interface JudgeResult {
  readonly findings: readonly Finding[];
  /** Findings that the site's plan keeps from having an effect. A note reports them. */
  readonly latent?: readonly Finding[];
  readonly notes?: readonly ControlNote[];
  readonly gaps?: readonly (SourcedGap | ObjectGap)[];
}

/**
 * A form that asks what the person opened and saw, never for "I confirm". The field labels are in the control's locale
 * file.
 */
export interface AttestationForm<S> {
  readonly answersSchema: z.ZodType<S>;
  /** In display order. A `day` is a date that isn't after today. */
  readonly fields: readonly {
    readonly name: string;
    readonly kind: 'text' | 'day' | 'number' | 'choice';
    readonly choices?: readonly string[];
    /** May stay empty. Then the answer is omitted. */
    readonly optional?: true;
  }[];
  /** IDs from the settings that the attestation covers. They are stored with it, because the settings change later. */
  coveredIds?(settings: Settings, today: Day): readonly string[];
  /** How many calendar months an attestation is valid. */
  readonly validMonths: number;
}

/** All codes that a control can return. A test checks that each has a text and appears on the control's page. */
export interface ControlCodes {
  readonly findings: readonly string[];
  readonly notes?: readonly string[];
  /** Gap reasons that the control returns itself. */
  readonly gaps?: readonly GapReason[];
  readonly notApplicable?: readonly string[];
}

/** A control. Its texts are in `static/locales`, its page is `docs/controls/<id>.md`. */
export interface Control<N extends Needs = Needs, S = unknown> {
  readonly id: ControlId;
  /** Increases when the rule changes. Findings caused by a new version are shown, not filed. */
  readonly version: number;
  readonly area: Area;
  /** Its weight in the score. A control with two severities has the weight of the higher one. */
  readonly weight: Severity;
  readonly review: ReviewInterval;
  readonly proof: Proof;
  readonly fixedBy: FixedBy;
  readonly codes: ControlCodes;
  readonly needs: N;
  readonly attestation?: AttestationForm<S>;
  /** For a control that doesn't apply to every site: the reason. Called only with complete evidence. */
  appliesIf?(facts: FactsFor<N>, context: ControlJudgeContext<S>): true | NotApplicableReason;
  /** Pure and total: no clock, no I/O, no throw. */
  judge(facts: FactsFor<N>, context: ControlJudgeContext<S>): JudgeResult;
}

export const defineControl = <const N extends Needs, S = never>(control: Control<N, S>): Control<N, S> =>
  control;
