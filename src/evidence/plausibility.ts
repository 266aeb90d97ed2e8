import { type OperationId } from '../jira/operations';
import { type PlausibilityFailure, buildPlausibilityGap } from '../domain/plausibility-failure';
import { type Gap, type GapReason } from '../domain/gap';
import { type Instant, MINUTE } from '../domain/instant';

/** The result of a pass that reached the last page. */
export interface CompletedPass<F> {
  readonly facts: readonly F[];
  readonly read: number;
  readonly startedAt: Instant;
  /** Observations from its pages that aren't facts, such as `public`. */
  readonly signals: readonly string[];
}

/** The last accepted pass, updated by the re-checks since. */
export interface LastPass<F> {
  readonly facts: readonly F[];
  readonly read: number;
}

/** A pass that was rejected because it had shrunk. */
export interface ShrunkenPass {
  readonly startedAt: number;
  readonly rowCount: number;
}

/**
 * Objects that exist according to the app's own records: its account, and the spaces of its work items, by ID or key.
 */
export interface OwnRecords {
  readonly account?: string;
  readonly spaces: readonly string[];
}

/** Objects that Jira names in other sources. */
export interface NamedObjects {
  readonly spacesWithScheme: readonly string[];
  readonly schemesInUse: readonly string[];
  readonly licensed: readonly string[];
}

/** The data that a list is checked against. */
export interface PlausibilityContext<F> {
  readonly namedObjects: NamedObjects;
  readonly live: boolean;
  readonly own: OwnRecords;
  readonly last: LastPass<F> | undefined;
}

/** An object that the list must contain: the key to re-check it by, and the failure to report if it is missing. */
export interface ExpectedObject {
  readonly key: string;
  readonly failure: PlausibilityFailure;
}

/** How to check the plausibility of a source's completed pass. */
export interface Plausibility<F> {
  /** The operation that lists the objects. */
  readonly list: OperationId;
  /**
   * Whether a re-check fetches the object itself. If false, a re-check reads the same list and proves nothing about it.
   */
  readonly rechecksSingly: boolean;
  /** Whether the check needs the app's own records, which must be loaded first. */
  readonly usesOwnRecords?: true;
  /** Whether each key may appear only once. A repeated key means that the list repeats itself. */
  readonly hasUniqueKeys?: true;
  /** Whether a fact is about an object that can be re-checked. By default, all are. */
  isObject?(fact: F): boolean;
  /** Other IDs by which the app's records may know the object, such as a space's key. */
  aliasesOf?(fact: F): readonly string[];
  /** Objects that the list must contain, strongest evidence first. Objects of the last pass are added automatically. */
  expectedObjects?(known: PlausibilityContext<F>): readonly ExpectedObject[];
  /** Objects that every site has and the pass lacks. The default for `why` is `failed`. */
  findMissing?(
    pass: CompletedPass<F>,
    known: PlausibilityContext<F>,
  ): readonly { failure: PlausibilityFailure; why?: GapReason }[];
}

export interface PassExamination {
  /** Why the pass is rejected, as far as this is clear without calling Jira. */
  readonly failures: readonly Gap[];
  /** Objects that the pass should contain but lacks. Only a re-check shows whether they are gone. */
  readonly absent: readonly ExpectedObject[];
  readonly isShrunken: boolean;
  /** The previous pass had shrunk to about the same number of rows. */
  readonly isSameSize: boolean;
  /** The pass has the same size as the previous one, and began about an hour later. */
  readonly isConfirmed: boolean;
}

/** Losing up to this many rows is normal. */
const MAX_ORDINARY_LOSS = 10;

/**
 * Minimum time between two passes that confirm each other. Ticks are an hour apart, and a pass begins some minutes into
 * its tick.
 */
const MIN_TIME_BETWEEN_PASSES = 50 * MINUTE;

const hasShrunk = (before: number, now: number): boolean =>
  (now < before / 2 && before - now > MAX_ORDINARY_LOSS) || (now === 0 && before > 0);

function uniqueByKey(expected: readonly ExpectedObject[]): readonly ExpectedObject[] {
  const byKey = new Map<string, ExpectedObject>();
  for (const each of expected) if (!byKey.has(each.key)) byKey.set(each.key, each);
  return [...byKey.values()];
}

/**
 * Checks the plausibility of a completed pass. Pure.
 * @param shrunkenBefore the pass before this one, if it had shrunk.
 */
export function examinePass<F>(
  {
    list,
    hasUniqueKeys,
    rechecksSingly,
    isObject = () => true,
    aliasesOf = () => [],
    expectedObjects,
    findMissing,
  }: Plausibility<F>,
  keyOf: (fact: F) => string,
  pass: CompletedPass<F>,
  context: PlausibilityContext<F>,
  shrunkenBefore?: ShrunkenPass,
): PassExamination {
  const keys = pass.facts.map(keyOf);
  const keysAndAliases = new Set([...keys, ...pass.facts.flatMap(aliasesOf)]);
  const keysOfLastPass = (context.last?.facts ?? []).filter(isObject).map(keyOf);
  const expectedByRecords = expectedObjects?.(context) ?? [];
  const isFromOwnRecords = ({ failure }: ExpectedObject): boolean => failure.startsWith('own-');
  // Spaces in the trash keep their schemes, so objects named by other sources come last.
  const expected: readonly ExpectedObject[] = [
    ...expectedByRecords.filter(isFromOwnRecords),
    ...keysOfLastPass.map((key): ExpectedObject => ({ key, failure: 'known-object' })),
    ...expectedByRecords.filter(each => !isFromOwnRecords(each)),
  ];
  const absent = uniqueByKey(expected.filter(({ key }) => !keysAndAliases.has(key)));
  const rowCount = pass.read;
  const isSameSize =
    shrunkenBefore !== undefined &&
    !hasShrunk(shrunkenBefore.rowCount, rowCount) &&
    !hasShrunk(rowCount, shrunkenBefore.rowCount);
  return {
    failures: [
      ...(hasUniqueKeys && new Set(keys).size < keys.length
        ? [buildPlausibilityGap('moved', list, 'repeated')]
        : []),
      ...(findMissing?.(pass, context) ?? []).map(({ failure, why = 'failed' }) =>
        buildPlausibilityGap(why, list, failure),
      ),
    ],
    absent: rechecksSingly ? absent : [],
    isShrunken: context.last !== undefined && hasShrunk(context.last.read, rowCount),
    isSameSize,
    isConfirmed: isSameSize && pass.startedAt - shrunkenBefore.startedAt >= MIN_TIME_BETWEEN_PASSES,
  };
}
