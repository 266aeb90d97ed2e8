import { doubtGap } from '../terms/doubt';
import { type Gap } from '../terms/gap';
import { type Instant } from '../terms/instant';
import {
  type CompletedPass,
  examine,
  type Expected,
  type LastPass,
  type Named,
  type Plausibility,
  type ShrunkenPass,
} from './plausibility';
import { licence } from './licence';
import { schemeList } from './scheme-list';
import { gapOf } from './gaps-of-errors';
import { gap, inWhole, type Page, type Reader, type Reread, type Source } from './source';
import { spaceSchemes } from './space-schemes';

/** What became of a pass, once the objects that it lacks were re-checked. */
export interface CheckedPass<F> {
  /** Why it isn't believed; none where it is. */
  readonly doubts: readonly Gap[];
  /** It has shrunk: what a pass an hour after this one has to agree with. */
  readonly shrunken?: ShrunkenPass;
  /** Objects that it lacks, as Jira answered for each. */
  readonly rechecked: readonly { readonly key: string; readonly said: Reread<F> }[];
  /** Objects that it lacks and that couldn't be re-checked: those of the last pass count as last seen. */
  readonly carried: readonly { readonly key: string; readonly gap: Gap }[];
}

/** Objects that one pass re-checks at most. */
export const RECHECKED_AT_ONCE = 50;

/** More objects than this can't be carried: the pass is treated as one that has shrunk. */
export const CARRIED_AT_MOST = 400;

const believed: CheckedPass<never> = { doubts: [], rechecked: [], carried: [] };

/** A recording has no answer for most single objects; only a list that has lost all of them is contradicted by that. */
const saysNothing = ({ why }: Gap, { live }: Reader, pass: CompletedPass<unknown>): boolean =>
  why === 'not-recorded' && !live && pass.read > 0;

const isSpent = ({ why }: Gap): boolean => why === 'over-budget' || why === 'rate-limited';

/** What Jira's other answers name. They may be older than the pass: what is gone since is found out by asking for it. */
function namedIn({ reading }: Reader): Named {
  const inUse = reading(spaceSchemes).facts;
  return {
    spacesWithScheme: [
      ...reading(schemeList).facts.flatMap(({ space }) => (space === undefined ? [] : [space])),
      ...inUse.map(({ space }) => space),
    ],
    schemesInUse: inUse.map(({ scheme }) => scheme),
    // Jira may drop the role of an app whose license expired.
    licensed: reading(licence)
      .facts.filter(({ plan }) => plan !== 'UNLICENSED')
      .map(({ application }) => application),
  };
}

const wasSeen = ({ doubt }: Expected): boolean => doubt === 'seen-before';

type Rechecks<F> = Pick<CheckedPass<F>, 'rechecked' | 'carried'> & { readonly contradiction?: Gap };

/** Asks for the objects one after the other, until one that the list lacks is still there. */
async function recheck<F>(
  source: Source<F>,
  { list }: Plausibility<F>,
  absent: readonly Expected[],
  pass: CompletedPass<F>,
  reader: Reader,
): Promise<Rechecks<F>> {
  const rechecked: { key: string; said: Reread<F> }[] = [];
  const carried: { key: string; gap: Gap }[] = [];
  const carry = ({ key }: Expected, why: Gap): void => {
    carried.push({ key, gap: why });
  };
  for (const [index, each] of absent.slice(0, RECHECKED_AT_ONCE).entries()) {
    const said = await source.reread(reader, each.key);
    if (said !== 'gone' && 'gap' in said) {
      if (saysNothing(said.gap, reader, pass)) continue;
      if (said.gap.why === 'not-recorded')
        return { rechecked, carried, contradiction: doubtGap('failed', list, each.doubt) };
      carry(each, said.gap);
      if (!isSpent(said.gap)) continue;
      for (const left of absent.slice(index + 1).filter(wasSeen)) carry(left, said.gap);
      return { rechecked, carried };
    }
    rechecked.push({ key: each.key, said });
    if (said !== 'gone' && said.facts.length > 0)
      return { rechecked, carried, contradiction: doubtGap('failed', list, each.doubt) };
  }
  for (const left of absent.slice(RECHECKED_AT_ONCE).filter(wasSeen)) carry(left, gap('changed', list));
  return { rechecked, carried };
}

/**
 * Checks a completed pass against everything that the app knows, in one place for all sources. A list that lacks an object
 * for which Jira still answers has contradicted itself. One that has shrunk is believed when a pass an hour later agrees.
 *
 * @param last the last pass that was believed; undefined where the site is read for the first time.
 * @param first the pass before this one, where that had shrunk.
 */
export async function checkPass<F>(
  source: Source<F>,
  pass: CompletedPass<F>,
  {
    reader,
    last,
    first,
  }: { reader: Reader; last?: LastPass<F> | undefined; first?: ShrunkenPass | undefined },
): Promise<CheckedPass<F>> {
  const { plausibility } = source;
  if (plausibility === undefined) return believed;
  const own = (plausibility.own && (await reader.own?.())) ?? { spaces: [] };
  const known = { named: namedIn(reader), live: reader.live, own, last };
  const { doubts, absent, isShrunken, isAlike, isAgreed } = examine(
    plausibility,
    fact => source.keyOf(fact),
    pass,
    known,
    first,
  );
  if (doubts.length > 0) return { ...believed, doubts };
  const { contradiction, ...rechecks } = await recheck(source, plausibility, absent, pass, reader);
  if (contradiction !== undefined) return { ...believed, ...rechecks, doubts: [contradiction] };
  const isLarge = isShrunken || rechecks.carried.length > CARRIED_AT_MOST;
  if (!isLarge || isAgreed)
    return { ...rechecks, carried: rechecks.carried.slice(0, CARRIED_AT_MOST), doubts: [] };
  // Read again too soon, it agrees with nothing yet: the hour began with the first one.
  const shrunken = isAlike && first !== undefined ? first : { asOf: pass.asOf, count: pass.read };
  return { ...rechecks, shrunken, doubts: [doubtGap('moved', plausibility.list, 'shrunken')] };
}

/** Why a list that was read for a re-check isn't believed, as far as that needs no question to Jira. */
async function doubtOfWhole<F>(
  source: Source<F>,
  page: Page<F>,
  { reader, asOf }: { reader: Reader; asOf: Instant },
): Promise<Gap | undefined> {
  const { plausibility } = source;
  if (plausibility === undefined) return undefined;
  const { facts, read, marks = [] } = page;
  const before = reader.reading(source);
  const own = (plausibility.own && (await reader.own?.())) ?? { spaces: [] };
  const known = {
    named: namedIn(reader),
    live: reader.live,
    own,
    last: before.asOf === undefined ? undefined : { facts: before.facts, read: before.read },
  };
  const { doubts, isShrunken } = examine(
    plausibility,
    fact => source.keyOf(fact),
    { facts, read, asOf, marks },
    known,
  );
  return doubts[0] ?? (isShrunken ? doubtGap('moved', plausibility.list, 'shrunken') : undefined);
}

/**
 * Re-checks any object of a source that can only be read whole, with one reading of the list. An implausible list shows what
 * is in it, and never that an object is gone.
 */
export async function recheckWhole<F>(
  source: Source<F>,
  readWhole: NonNullable<Source<F>['readWhole']>,
  from: { reader: Reader; asOf: Instant },
): Promise<(key: string) => Reread<F>> {
  try {
    const page = await readWhole(from.reader);
    const doubt = await doubtOfWhole(source, page, from);
    const gaps = [...(page.gaps ?? []), ...(doubt === undefined ? [] : [doubt])];
    return key => inWhole(source, { facts: page.facts, gaps }, key);
  } catch (error) {
    return () => ({ gap: gapOf(error) });
  }
}
