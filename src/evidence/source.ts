import { type z } from 'zod';
import { type Jira } from '../jira/jira';
import { type OperationId } from '../jira/operations';
import { type Gap, type GapReason } from '../terms/gap';
import { type Hours, MINUTE } from '../terms/instant';
import { type Reading } from '../terms/reading';
import { type SourceId } from '../terms/source-id';
import { type Change } from './change';
import { type OwnRecords, type Plausibility } from './plausibility';

/** Where a pass goes on. Each source writes its own; it must survive JSON. */
export type Cursor = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A single object that a pass could not read, by the key under which it is read again. */
export interface Missed {
  readonly key: string;
  readonly gap: Gap;
}

/**
 * One page of a pass: what is checkpointed. `read` are the rows that Jira gave, `facts` what was kept of them. `of` is the
 * population's size where Jira tells it. `gaps` are what this page could not say of the whole; `missed` are single objects
 * which it could not read, and which reading them again makes good. Without `next` it is the last one.
 */
export interface Page<F> {
  readonly facts: readonly F[];
  readonly read: number;
  readonly of?: number;
  readonly gaps?: readonly Gap[];
  readonly missed?: readonly Missed[];
  /** What the page showed beyond facts, for `plausibility`: never a value from the site. */
  readonly marks?: readonly string[];
  readonly next?: Cursor;
}

/** What a source may ask besides Jira: the closed readings of the sources named before it. */
export interface Reader {
  readonly jira: Jira;
  reading<F>(source: Source<F>): Reading<F>;
  /**
   * A live site moves while it is read, and tires: pages overlap by one row, a list that moved is read once more, and what
   * refuses everybody is not asked on. A recording stands still: it is read page by page and to its end, whatever fails.
   */
  readonly live: boolean;
  /** The site is read once, so that what was read counts. A sweep keeps an older pass where a list fails, and comes back. */
  readonly once: boolean;
  /** Missing where the app keeps no records of its own. */
  own?(): Promise<OwnRecords>;
}

/** The right without which Jira answers 200 and leaves out what the caller may not see. */
export type Right = 'ADMINISTER' | 'USER_PICKER' | 'none';

/** What a re-read of one object said: its facts (none: the object is there and breaks nothing), that it is gone, or why not. */
export type Reread<F> = { readonly facts: readonly F[] } | 'gone' | { readonly gap: Gap };

/** Objects by key, or the whole source. */
export type Touch = readonly string[] | 'all' | 'none';

/** A re-check that found nothing this shortly before a pass, which found nothing either, still counts as one. */
export const RECHECKED_BEFORE = 10 * MINUTE;

/**
 * One thing that can be read of a site. A pass goes from its first page to its last; facts are kept as `fact` says.
 *
 * @typeParam F the facts that controls need. Of people only account ids are kept.
 */
export interface Source<F> {
  readonly id: SourceId;
  /** Raised when what a fact holds, or which facts are kept, changes: what an older version read counts as never read. */
  readonly version: number;
  /** The operations that it calls: their scopes must be in the manifest. */
  readonly operations: readonly OperationId[];
  readonly right: Right;
  /** How old a closed pass may be: without the change feed, and while the feed has had no hole since the pass began. */
  readonly freshness: { readonly full: Hours; readonly withFeed: Hours };
  /** The shape of a kept fact, for reading the store. */
  readonly fact: z.ZodType<F>;
  /** The object that the fact is about: a re-read of the object replaces all facts with its key. */
  keyOf(fact: F): string;
  /**
   * @param from the cursor of the page to begin with; the first one where it is missing.
   * @throws JiraError; what was yielded before stands.
   */
  pages(reader: Reader, from?: Cursor): AsyncIterable<Page<F>>;
  /** Reads one object again: to confirm, to check now, for a verified close. Failures are gaps, never throws. */
  reread(reader: Reader, key: string): Promise<Reread<F>>;
  /**
   * Where one object can only be re-checked by reading all: what a pass would read, for several objects at the price of one.
   * Such a list has to be as plausible as a pass.
   * @throws JiraError
   */
  readWhole?(reader: Reader): Promise<Page<F>>;
  /**
   * Which objects an audit record or a product event touched.
   * @param known what was read so far, of this source and of others: a record of a person touches what that person owns.
   */
  touchedBy(change: Change, known: Pick<Reader, 'reading'>): Touch;
  /** A pass costs more than very many single objects: however many changed, they are read by themselves. */
  readonly singly?: true;
  /**
   * Objects that other sources name and that this one has not read, since they came to light after its pass. They are read
   * singly, like those that a pass missed.
   * @param own what stands of this source.
   */
  named?(reader: Reader, own: Reading<F>): readonly string[];
  /** What a completed pass has to agree with before it is believed. */
  readonly plausibility?: Plausibility<F>;
}

/** What a page that holds the whole source says of one object. An object that an incomplete page lacks may still exist. */
export function inWhole<F>(
  { keyOf }: Pick<Source<F>, 'keyOf'>,
  { facts, gaps = [] }: Pick<Page<F>, 'facts' | 'gaps'>,
  key: string,
): Reread<F> {
  const found = facts.filter(fact => keyOf(fact) === key);
  if (found.length > 0) return { facts: found };
  return gaps[0] === undefined ? 'gone' : { gap: gaps[0] };
}

/** Gives the source's type to its own literal. */
export const defineSource = <F>(source: Source<F>): Source<F> => source;

export const gap = (why: GapReason, at?: string): Gap => (at === undefined ? { why } : { why, at });
