import { buildPlausibilityGap } from '../domain/plausibility-failure';
import { type Gap } from '../domain/gap';
import { type Instant } from '../domain/instant';
import {
  type CompletedPass,
  examinePass,
  type ExpectedObject,
  type LastPass,
  type NamedObjects,
  type Plausibility,
  type ShrunkenPass,
} from './plausibility';
import { licenseSource } from './sources/license';
import { schemeListSource } from './sources/scheme-list';
import { gapFromError } from './jira-error-gaps';
import {
  gap,
  recheckFromPage,
  type SourcePage,
  type SourceReader,
  type RecheckResult,
  type Source,
} from './source';
import { spaceSchemesSource } from './sources/space-schemes';

/** The result of checking a pass, after re-checking the objects it lacks. */
export interface CheckedPass<F> {
  /** Why the pass is rejected; empty if it is accepted. */
  readonly failures: readonly Gap[];
  /** Set if the pass has shrunk. A pass an hour later must agree with this size. */
  readonly shrunken?: ShrunkenPass;
  /** Jira's answers for objects that the pass lacks. */
  readonly rechecks: readonly { readonly key: string; readonly result: RecheckResult<F> }[];
  /** Missing objects that couldn't be re-checked. Their facts from the last pass are kept as last seen. */
  readonly carriedOver: readonly { readonly key: string; readonly gap: Gap }[];
}

/** Maximum number of objects that one pass re-checks. */
export const MAX_RECHECKS_PER_PASS = 50;

/** With more carried-over objects than this, the pass counts as shrunken. */
export const MAX_CARRIED_OVER = 400;

const acceptedPass: CheckedPass<never> = { failures: [], rechecks: [], carriedOver: [] };

/** A recording lacks answers for most single objects. That contradicts a list only if the list is empty. */
const isInconclusive = ({ why }: Gap, { live }: SourceReader, pass: CompletedPass<unknown>): boolean =>
  why === 'not-recorded' && !live && pass.read > 0;

const isLimitGap = ({ why }: Gap): boolean => why === 'over-budget' || why === 'rate-limited';

/**
 * Objects that other sources name. These sources may be older than the pass, so a re-check decides whether an object is
 * gone.
 */
function collectNamedObjects({ reading }: SourceReader): NamedObjects {
  const schemeUses = reading(spaceSchemesSource).facts;
  return {
    spacesWithScheme: [
      ...reading(schemeListSource).facts.flatMap(({ space }) => (space === undefined ? [] : [space])),
      ...schemeUses.map(({ space }) => space),
    ],
    schemesInUse: schemeUses.map(({ scheme }) => scheme),
    // Jira may drop the role of an app whose license expired.
    licensed: reading(licenseSource)
      .facts.filter(({ plan }) => plan !== 'UNLICENSED')
      .map(({ application }) => application),
  };
}

const wasSeenBefore = ({ failure }: ExpectedObject): boolean => failure === 'known-object';

type AbsentRechecks<F> = Pick<CheckedPass<F>, 'rechecks' | 'carriedOver'> & { readonly contradiction?: Gap };

/** Re-checks absent objects one at a time, until Jira still returns one. That object contradicts the list. */
async function recheckAbsentObjects<F>(
  source: Source<F>,
  { list }: Plausibility<F>,
  absent: readonly ExpectedObject[],
  pass: CompletedPass<F>,
  reader: SourceReader,
): Promise<AbsentRechecks<F>> {
  const rechecks: { key: string; result: RecheckResult<F> }[] = [];
  const carriedOver: { key: string; gap: Gap }[] = [];
  const carryOver = ({ key }: ExpectedObject, why: Gap): void => {
    carriedOver.push({ key, gap: why });
  };
  for (const [index, expected] of absent.slice(0, MAX_RECHECKS_PER_PASS).entries()) {
    const result = await source.recheck(reader, expected.key);
    if (result !== 'gone' && 'gap' in result) {
      if (isInconclusive(result.gap, reader, pass)) continue;
      if (result.gap.why === 'not-recorded')
        return {
          rechecks,
          carriedOver,
          contradiction: buildPlausibilityGap('failed', list, expected.failure),
        };
      carryOver(expected, result.gap);
      if (!isLimitGap(result.gap)) continue;
      for (const skipped of absent.slice(index + 1).filter(wasSeenBefore)) carryOver(skipped, result.gap);
      return { rechecks, carriedOver };
    }
    rechecks.push({ key: expected.key, result });
    if (result !== 'gone' && result.facts.length > 0)
      return { rechecks, carriedOver, contradiction: buildPlausibilityGap('failed', list, expected.failure) };
  }
  for (const skipped of absent.slice(MAX_RECHECKS_PER_PASS).filter(wasSeenBefore))
    carryOver(skipped, gap('changed', list));
  return { rechecks, carriedOver };
}

/**
 * Checks a completed pass against everything the app knows about the site. A list contradicts itself if Jira still
 * returns an object that it lacks. A shrunken list is accepted if a pass an hour later agrees.
 *
 * @param lastPass the last accepted pass; undefined on the first scan.
 * @param shrunkenBefore the pass before this one, if it had shrunk.
 */
export async function checkPass<F>(
  source: Source<F>,
  pass: CompletedPass<F>,
  {
    reader,
    lastPass,
    shrunkenBefore,
  }: { reader: SourceReader; lastPass?: LastPass<F> | undefined; shrunkenBefore?: ShrunkenPass | undefined },
): Promise<CheckedPass<F>> {
  const { plausibility } = source;
  if (plausibility === undefined) return acceptedPass;
  const own = (plausibility.usesOwnRecords && (await reader.ownRecords?.())) ?? { spaces: [] };
  const context = { namedObjects: collectNamedObjects(reader), live: reader.live, own, last: lastPass };
  const { failures, absent, isShrunken, isSameSize, isConfirmed } = examinePass(
    plausibility,
    fact => source.keyOf(fact),
    pass,
    context,
    shrunkenBefore,
  );
  if (failures.length > 0) return { ...acceptedPass, failures };
  const { contradiction, ...recheckResult } = await recheckAbsentObjects(
    source,
    plausibility,
    absent,
    pass,
    reader,
  );
  if (contradiction !== undefined) return { ...acceptedPass, ...recheckResult, failures: [contradiction] };
  const isLarge = isShrunken || recheckResult.carriedOver.length > MAX_CARRIED_OVER;
  if (!isLarge || isConfirmed)
    return {
      ...recheckResult,
      carriedOver: recheckResult.carriedOver.slice(0, MAX_CARRIED_OVER),
      failures: [],
    };
  // A second pass that comes too soon confirms nothing, and the hour still counts from the first.
  const shrunken =
    isSameSize && shrunkenBefore !== undefined
      ? shrunkenBefore
      : { startedAt: pass.startedAt, rowCount: pass.read };
  return {
    ...recheckResult,
    shrunken,
    failures: [buildPlausibilityGap('moved', plausibility.list, 'shrunken')],
  };
}

/** Why a list fetched for a re-check is implausible. Makes no calls to Jira. */
async function findListDoubt<F>(
  source: Source<F>,
  page: SourcePage<F>,
  { reader, startedAt }: { reader: SourceReader; startedAt: Instant },
): Promise<Gap | undefined> {
  const { plausibility } = source;
  if (plausibility === undefined) return undefined;
  const { facts, read, signals = [] } = page;
  const previous = reader.reading(source);
  const own = (plausibility.usesOwnRecords && (await reader.ownRecords?.())) ?? { spaces: [] };
  const context = {
    namedObjects: collectNamedObjects(reader),
    live: reader.live,
    own,
    last: previous.fullReadAt === undefined ? undefined : { facts: previous.facts, read: previous.read },
  };
  const { failures, isShrunken } = examinePass(
    plausibility,
    fact => source.keyOf(fact),
    { facts, read, startedAt, signals },
    context,
  );
  return (
    failures[0] ?? (isShrunken ? buildPlausibilityGap('moved', plausibility.list, 'shrunken') : undefined)
  );
}

/**
 * Re-checks objects of a source that can only be read in full, with a single reading of the list. An implausible list
 * can show that an object is there, but never that it is gone.
 */
export async function recheckAll<F>(
  source: Source<F>,
  readAll: NonNullable<Source<F>['readAll']>,
  input: { reader: SourceReader; startedAt: Instant },
): Promise<(key: string) => RecheckResult<F>> {
  try {
    const page = await readAll(input.reader);
    const failure = await findListDoubt(source, page, input);
    const gaps = [...(page.gaps ?? []), ...(failure === undefined ? [] : [failure])];
    return key => recheckFromPage(source, { facts: page.facts, gaps }, key);
  } catch (error) {
    return () => ({ gap: gapFromError(error) });
  }
}
