import { type OperationId } from '../jira/operations';
import { type Doubt, doubtGap } from '../terms/doubt';
import { type Gap, type GapReason } from '../terms/gap';
import { type Instant, MINUTE } from '../terms/instant';

/** What a pass read, once it has come to the last page. */
export interface CompletedPass<F> {
  readonly facts: readonly F[];
  readonly read: number;
  readonly asOf: Instant;
  /** What its pages showed beyond facts. */
  readonly marks: readonly string[];
}

/** The last pass that was believed, with the re-checks since. */
export interface LastPass<F> {
  readonly facts: readonly F[];
  readonly read: number;
}

/** A pass that wasn't believed since it had shrunk. */
export interface ShrunkenPass {
  readonly asOf: number;
  readonly count: number;
}

/** What the app itself knows to be on the site: its account, and the spaces of its work items, by ID or key. */
export interface OwnRecords {
  readonly account?: string;
  readonly spaces: readonly string[];
}

/** What Jira's other answers name. */
export interface Named {
  readonly spacesWithScheme: readonly string[];
  readonly schemesInUse: readonly string[];
  readonly licensed: readonly string[];
}

/** What a list can be checked against. */
export interface Known<F> {
  readonly named: Named;
  readonly live: boolean;
  readonly own: OwnRecords;
  readonly last: LastPass<F> | undefined;
}

/** An object that the list has to contain, by the key under which it is re-checked, and what says so. */
export interface Expected {
  readonly key: string;
  readonly doubt: Doubt;
}

/** What a completed pass of a source has to agree with. */
export interface Plausibility<F> {
  /** The list in question. */
  readonly list: OperationId;
  /** A re-check asks Jira for the object itself. Without it a re-check reads the same list, and proves nothing about it. */
  readonly single: boolean;
  /** It is checked against the app's own records, which have to be loaded for that. */
  readonly own?: true;
  /** Each key is named once: a second time means that the list repeats itself. */
  readonly distinct?: true;
  /** Whether a fact is about an object that can be re-checked. By default all are. */
  isObject?(fact: F): boolean;
  /** Other names under which the app's records may know the object. */
  namesOf?(fact: F): readonly string[];
  /** Objects that the list has to contain, most telling first. Those of the last pass need not be named. */
  mustContain?(known: Known<F>): readonly Expected[];
  /** What every site has and the pass lacks. `why` is `failed` unless something else is said. */
  lacks?(pass: CompletedPass<F>, known: Known<F>): readonly { doubt: Doubt; why?: GapReason }[];
}

export interface Examined {
  /** Why the pass isn't believed, as far as that needs no question to Jira. */
  readonly doubts: readonly Gap[];
  /** Objects that should be in it and aren't. Only Jira's answer for the object itself tells whether that is so. */
  readonly absent: readonly Expected[];
  readonly isShrunken: boolean;
  /** It has as many rows as the one before it, which had shrunk. */
  readonly isAlike: boolean;
  /** It is alike, and came an hour later. */
  readonly isAgreed: boolean;
}

/** A loss of up to so many rows is everyday. */
const FEW = 10;

/** The second pass counts from this long after the first. Ticks are an hour apart, and a pass begins some minutes into one. */
const READ_AGAIN_AFTER = 50 * MINUTE;

const isShrunkenFrom = (before: number, now: number): boolean =>
  (now < before / 2 && before - now > FEW) || (now === 0 && before > 0);

function firstOfEach(expected: readonly Expected[]): readonly Expected[] {
  const byKey = new Map<string, Expected>();
  for (const each of expected) if (!byKey.has(each.key)) byKey.set(each.key, each);
  return [...byKey.values()];
}

/**
 * What speaks against a completed pass. Pure.
 * @param first the pass before this one, where that had shrunk.
 */
export function examine<F>(
  { list, distinct, single, isObject = () => true, namesOf = () => [], mustContain, lacks }: Plausibility<F>,
  keyOf: (fact: F) => string,
  pass: CompletedPass<F>,
  known: Known<F>,
  first?: ShrunkenPass,
): Examined {
  const keys = pass.facts.map(keyOf);
  const names = new Set([...keys, ...pass.facts.flatMap(namesOf)]);
  const before = (known.last?.facts ?? []).filter(isObject).map(keyOf);
  const must = mustContain?.(known) ?? [];
  const isOwn = ({ doubt }: Expected): boolean => doubt.startsWith('own-');
  // Spaces in the trash keep their schemes: what other answers name comes last.
  const expected: readonly Expected[] = [
    ...must.filter(isOwn),
    ...before.map((key): Expected => ({ key, doubt: 'seen-before' })),
    ...must.filter(each => !isOwn(each)),
  ];
  const absent = firstOfEach(expected.filter(({ key }) => !names.has(key)));
  const now = pass.read;
  const isAlike =
    first !== undefined && !isShrunkenFrom(first.count, now) && !isShrunkenFrom(now, first.count);
  return {
    doubts: [
      ...(distinct && new Set(keys).size < keys.length ? [doubtGap('moved', list, 'repeated')] : []),
      ...(lacks?.(pass, known) ?? []).map(({ doubt, why = 'failed' }) => doubtGap(why, list, doubt)),
    ],
    absent: single ? absent : [],
    isShrunken: known.last !== undefined && isShrunkenFrom(known.last.read, now),
    isAlike,
    isAgreed: isAlike && pass.asOf - first.asOf >= READ_AGAIN_AFTER,
  };
}
