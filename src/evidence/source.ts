import { type z } from 'zod';
import { type Jira } from '../jira/jira';
import { type OperationId } from '../jira/operations';
import { type Gap, type GapReason } from '../domain/gap';
import { type Hours, MINUTE } from '../domain/instant';
import { type Reading } from '../domain/reading';
import { type SourceId } from '../domain/source-id';
import { type Change } from './change';
import { type OwnRecords, type Plausibility } from './plausibility';

/** The position from which a pass continues. Each source has its own format. Must survive JSON. */
export type PassCursor = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** An object that a pass couldn't read, by the key to re-check it with. */
export interface MissedObject {
  readonly key: string;
  readonly gap: Gap;
}

/**
 * One page of a pass, the unit of a checkpoint.
 * - `read`: number of rows from Jira. `facts`: what the app keeps of them.
 * - `of`: the total, if Jira reports it.
 * - `gaps`: what this page couldn't determine about the source.
 * - `missed`: single objects that couldn't be read. A re-check can still read them.
 * - `next`: missing on the last page.
 */
export interface SourcePage<F> {
  readonly facts: readonly F[];
  readonly read: number;
  readonly of?: number;
  readonly gaps?: readonly Gap[];
  readonly missed?: readonly MissedObject[];
  /** Observations that aren't facts, for `plausibility`. Never contains values from the site. */
  readonly signals?: readonly string[];
  readonly next?: PassCursor;
}

/** What a source can read from: Jira, and the completed readings of the sources before it. */
export interface SourceReader {
  readonly jira: Jira;
  reading<F>(source: Source<F>): Reading<F>;
  /**
   * A live site changes during a pass and limits calls. So pages overlap by one row, a list that changed is read once
   * more, and a pass stops when all calls would fail. A recording doesn't change: it is read to its end, even after
   * errors.
   */
  readonly live: boolean;
  /**
   * True if the site is read only once, so partial results count. A scan instead keeps an older pass if a list fails,
   * and retries later.
   */
  readonly readsOnce: boolean;
  /** Missing if the app has no records of its own. */
  ownRecords?(): Promise<OwnRecords>;
}

/** The right that a source needs. Without it, Jira answers 200 and omits objects that the app can't see. */
export type SourceRight = 'ADMINISTER' | 'USER_PICKER' | 'none';

/**
 * The result of re-checking one object: its facts (empty if the object exists and has none), `gone`, or the gap that
 * prevented the re-check.
 */
export type RecheckResult<F> = { readonly facts: readonly F[] } | 'gone' | { readonly gap: Gap };

/** Keys of the touched objects, or the whole source. */
export type TouchedKeys = readonly string[] | 'all' | 'none';

/**
 * If a pass finds nothing, an absence found by a re-check this shortly before it still counts as a separate
 * observation.
 */
export const RECHECK_COUNTS_BEFORE_PASS = 10 * MINUTE;

/**
 * A kind of data that the app reads from a site.
 *
 * @typeParam F the facts that controls need. Of people, facts contain only account IDs.
 */
export interface Source<F> {
  readonly id: SourceId;
  /** Increase it when the facts or their format change. Data from an older version then counts as never read. */
  readonly version: number;
  /** The operations that the source calls. The manifest must include their scopes. */
  readonly operations: readonly OperationId[];
  readonly right: SourceRight;
  /** Maximum age of a completed pass. `withFeed` applies while the change feed has had no hole since the pass began. */
  readonly freshness: { readonly full: Hours; readonly withFeed: Hours };
  /** The schema for reading stored facts. */
  readonly fact: z.ZodType<F>;
  /** The key of the fact's object. A re-check of the object replaces all facts with this key. */
  keyOf(fact: F): string;
  /**
   * @param from the cursor of the first page to read; missing to start at the beginning.
   * @throws JiraError; pages yielded before it are still valid.
   */
  pages(reader: SourceReader, from?: PassCursor): AsyncIterable<SourcePage<F>>;
  /**
   * Reads one object again: for a confirmation, for "Check now", or to verify a fix. Failures become gaps. Never throws
   * JiraError.
   */
  recheck(reader: SourceReader, key: string): Promise<RecheckResult<F>>;
  /**
   * Reads the whole source once to re-check several objects, for sources that can't fetch a single object. The list
   * must be as plausible as a pass.
   * @throws JiraError
   */
  readAll?(reader: SourceReader): Promise<SourcePage<F>>;
  /**
   * Which objects an audit record or product event touched.
   * @param known the latest readings of this and other sources: a change to a person touches the objects that person
   * owns.
   */
  touchedBy(change: Change, known: Pick<SourceReader, 'reading'>): TouchedKeys;
  /** Always re-check changed objects one by one, because a pass costs much more than even many single objects. */
  readonly alwaysRecheckSingly?: true;
  /**
   * Objects that other sources name and this source hasn't read, because they appeared after its pass. The scan
   * re-checks them one by one, like missed objects.
   * @param own the latest reading of this source.
   */
  findUnreadKeys?(reader: SourceReader, own: Reading<F>): readonly string[];
  /** What a completed pass must agree with before it is accepted. */
  readonly plausibility?: Plausibility<F>;
}

/**
 * The re-check result for one object from a page with the whole source. If the page is incomplete, an absent object may
 * still exist.
 */
export function recheckFromPage<F>(
  { keyOf }: Pick<Source<F>, 'keyOf'>,
  { facts, gaps = [] }: Pick<SourcePage<F>, 'facts' | 'gaps'>,
  key: string,
): RecheckResult<F> {
  const factsOfObject = facts.filter(fact => keyOf(fact) === key);
  if (factsOfObject.length > 0) return { facts: factsOfObject };
  return gaps[0] === undefined ? 'gone' : { gap: gaps[0] };
}

/** Infers the fact type from a source literal. */
export const defineSource = <F>(source: Source<F>): Source<F> => source;

export const gap = (why: GapReason, at?: string): Gap => (at === undefined ? { why } : { why, at });
