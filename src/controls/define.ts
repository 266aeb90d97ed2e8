import { type z } from 'zod';
import { type Source } from '../evidence/source';
import { type Settings } from '../settings/settings';
import {
  type Area,
  type ControlId,
  type Fixer,
  type Proof,
  type Review,
  type Severity,
} from '../terms/control-terms';
import { type Day } from '../terms/day';
import { type Finding, type Note } from '../terms/finding';
import { type GapReason } from '../terms/gap';
import { type Instant } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { type NotApplicable, type SourcedGap } from '../terms/verdict';

/**
 * How a control leans on a source.
 * - `each`: one fact proves a finding, even of a partial reading; gaps forbid `met`.
 * - `whole`: given only when complete (counts, ratios, absences); else undefined, and its gaps forbid `met`.
 * - `colours`: only sets severity or reach; partial or missing, it never withholds and its gaps don't count.
 * - `mitigates`: given only when complete. It can make a finding latent, raise its severity, or name its cause. Unread, what it
 *   could block counts as effective, at the lower severity, and its gaps don't count.
 */
export type How = 'each' | 'whole' | 'colours' | 'mitigates';
export type Need<F, H extends How = How> = {
  readonly how: H;
  readonly source: Source<F>;
};

export const each = <F>(source: Source<F>): Need<F, 'each'> => ({ how: 'each', source });
export const whole = <F>(source: Source<F>): Need<F, 'whole'> => ({ how: 'whole', source });
export const colours = <F>(source: Source<F>): Need<F, 'colours'> => ({ how: 'colours', source });
export const mitigates = <F>(source: Source<F>): Need<F, 'mitigates'> => ({ how: 'mitigates', source });

/** Whether a control judges by what is needed like this: its gaps forbid `met`, and the control is as old as it is. */
export const judgesBy = ({ how }: { readonly how: How }): boolean => how === 'each' || how === 'whole';

/** Whether facts are given only where all of them were read. */
export const needsAll = ({ how }: { readonly how: How }): boolean => how === 'whole' || how === 'mitigates';

// `never` in the fact's place would refuse every source; what a need holds is asked back by its key, typed, below.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Needs = Readonly<Record<string, Need<any>>>;

/** What `judge` gets for its needs. */
export type FactsFor<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends Need<infer F, infer H>
    ? H extends 'whole' | 'mitigates'
      ? readonly F[] | undefined
      : readonly F[]
    : never;
};

/** What a control may know besides the evidence. */
export interface JudgeContext<S> {
  readonly settings: Settings;
  readonly now: Instant;
  /** The day at `now` where the site stands. */
  readonly today: Day;
  /** The account that this app runs as on the site, once known. */
  readonly ownAccount?: string;
  /** The valid statement, where the control has a form and somebody filled it. */
  readonly statement?: {
    readonly blanks: S;
    /** The site's day on which it was made. */
    readonly day: Day;
    /** What the form's `about` gave on that day. */
    readonly about: readonly string[];
  };
}

/**
 * A gap in one object of a source, by the key under which the source reads it again. A finding on this object that isn't there
 * any more isn't resolved: it could still be in what the app doesn't know. Findings on other objects aren't affected.
 */
export interface ObjectGap extends SourcedGap {
  readonly source: SourceId;
  readonly object: string;
}

/** What a control says. `gaps` are those that no source tells by itself, e.g. `inventory-incomplete`. */
export interface Said {
  readonly findings: readonly Finding[];
  /** What would be a finding if the site's plan did not keep it from having an effect. A note says that it is there. */
  readonly latent?: readonly Finding[];
  readonly notes?: readonly Note[];
  readonly gaps?: readonly (SourcedGap | ObjectGap)[];
}

/** A form that a person fills: what was opened and what was seen, never "I confirm". Field words stand in the control's locale file. */
export interface StatementForm<S> {
  readonly blanks: z.ZodType<S>;
  /** In the order in which they are asked. `days` are asked as a date, not after today. */
  readonly fields: readonly {
    readonly name: string;
    readonly kind: 'text' | 'day' | 'number' | 'choice';
    readonly choices?: readonly string[];
    /** It may stay empty: the blank is then left out. */
    readonly optional?: true;
  }[];
  /** Ids out of the settings that the statement is about: they are kept with it, since the settings go on changing. */
  about?(settings: Settings, today: Day): readonly string[];
  /** How many months a statement holds. */
  readonly validMonths: number;
}

/** Everything that a control can say: a test holds its words and its page to it. */
export interface Codes {
  readonly findings: readonly string[];
  readonly notes?: readonly string[];
  /** The gaps that it says by itself. */
  readonly gaps?: readonly GapReason[];
  readonly notApplicable?: readonly string[];
}

/** One responsibility of the customer. Its words stand in `static/locales`, its page in `docs/controls/<id>.md`. */
export interface Control<N extends Needs = Needs, S = unknown> {
  readonly id: ControlId;
  /** Counts up when the rule changes: findings that a new version brings are shown, not filed. */
  readonly version: number;
  readonly area: Area;
  /** What it counts in the score; a control with two severities weighs as the higher. */
  readonly weight: Severity;
  readonly review: Review;
  readonly proof: Proof;
  /** Who can carry out the fix. */
  readonly fixer: Fixer;
  readonly codes: Codes;
  readonly needs: N;
  readonly statement?: StatementForm<S>;
  /** Why it does not apply, if so. Asked only with whole evidence. */
  applies(facts: FactsFor<N>, context: JudgeContext<S>): true | NotApplicable;
  /** Pure and total: no clock, no I/O, no throw. */
  judge(facts: FactsFor<N>, context: JudgeContext<S>): Said;
}

export const defineControl = <const N extends Needs, S = never>(control: Control<N, S>): Control<N, S> =>
  control;
