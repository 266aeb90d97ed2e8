import { type JiraError } from '../jira/errors';
import { type Gap } from '../terms/gap';
import { gapOf, jiraErrorOf, patience } from './gaps-of-errors';
import { gap, type Missed, type Page, type Reader } from './source';

/** What was read of one object: its fact, and what of it could not be read. */
export interface ObjectRead<F> {
  readonly fact: F;
  readonly gaps?: readonly Gap[];
}

/** How many objects are asked for at once; the gateway lets no more of its calls run. */
const AT_ONCE = 5;

/** Why an object is missed. One that is gone since the list was read means that the list moved. */
export const whyMissed = (error: JiraError): Gap =>
  error.kind === 'gone' ? gap('moved', error.operation) : gapOf(error);

/** A pass over single objects of a list that was read before. */
export interface ObjectPass<F> {
  /** The keys of the objects that are to be read, in order. */
  readonly keys: readonly string[];
  /** How many objects a page holds. */
  readonly size: number;
  read(key: string): Promise<ObjectRead<F>>;
  /** What a page says besides: how many there are, what is not known of their list, and where the pass goes on. */
  besides(left: readonly string[], last?: string): Pick<Page<F>, 'of' | 'gaps' | 'next'>;
}

interface Outcome<F> {
  readonly key: string;
  readonly said: ObjectRead<F> | Gap;
}

const isMissed = ({ said }: Outcome<unknown>): boolean => 'why' in said;

/** Reads objects a few at once, in order, until one says that it is enough. */
async function outcomesOf<F>(
  keys: readonly string[],
  read: ObjectPass<F>['read'],
  isEnough: (error: JiraError | undefined) => boolean,
): Promise<{ readonly outcomes: readonly Outcome<F>[]; readonly stop: JiraError | undefined }> {
  const outcomes: Outcome<F>[] = [];
  let taken = 0;
  let stop: JiraError | undefined;
  const work = async (): Promise<void> => {
    for (let key = keys[taken]; key !== undefined && stop === undefined; key = keys[taken]) {
      const place = taken;
      taken += 1;
      try {
        outcomes[place] = { key, said: await read(key) };
        isEnough(undefined);
      } catch (thrown) {
        const error = jiraErrorOf(thrown);
        outcomes[place] = { key, said: whyMissed(error) };
        if (isEnough(error)) stop = error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (stop === undefined) return { outcomes, stop };
  // Where the pass stopped, it goes on: what failed last is not missed, but left.
  const lastRead = outcomes.map(outcome => !isMissed(outcome)).lastIndexOf(true);
  return { outcomes: outcomes.slice(0, lastRead + 1), stop };
}

/**
 * Reads many objects, page by page. One that fails is missed and the others go on. Where a live Jira had better not be asked
 * on, what was read is given first.
 *
 * @throws JiraError where the others would fail for the same reason.
 */
export async function* objectPages<F>(
  reader: Pick<Reader, 'live'>,
  { keys, size, read, besides }: ObjectPass<F>,
): AsyncGenerator<Page<F>> {
  if (keys.length === 0) yield { facts: [], read: 0, ...besides([]) };
  const isEnough = patience(reader);
  for (let start = 0; start < keys.length; start += size) {
    const { outcomes, stop } = await outcomesOf(keys.slice(start, start + size), read, isEnough);
    const reads = outcomes.flatMap(({ said }) => ('fact' in said ? [said] : []));
    const { gaps = [], ...others } = besides(keys.slice(start + outcomes.length), outcomes.at(-1)?.key);
    if (outcomes.length > 0)
      yield {
        ...others,
        facts: reads.map(({ fact }) => fact),
        read: reads.length,
        gaps: [...gaps, ...reads.flatMap(one => one.gaps ?? [])],
        missed: outcomes.flatMap(({ key, said }): Missed[] => ('why' in said ? [{ key, gap: said }] : [])),
      };
    if (stop !== undefined) throw stop;
  }
}

/** Ids are numbers written as text; others come last, in the order of their letters. */
export const byId = (one: { readonly id: string }, other: { readonly id: string }): number => {
  const difference = Number(one.id) - Number(other.id);
  return Number.isNaN(difference) ? one.id.localeCompare(other.id) : difference;
};
