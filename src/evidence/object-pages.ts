import { type JiraError } from '../jira/jira-error';
import { type Gap } from '../domain/gap';
import { gapFromError, asJiraError, createStopCheck } from './jira-error-gaps';
import { gap, type MissedObject, type SourcePage, type SourceReader } from './source';

/** The result of reading one object: its fact, and gaps for the parts that couldn't be read. */
export interface ReadObject<F> {
  readonly fact: F;
  readonly gaps?: readonly Gap[];
}

/** The gateway runs at most this many calls at once. */
const MAX_CONCURRENT_READS = 5;

/** The gap for an object that couldn't be read. A 404 means that the list changed after it was read. */
export const missedObjectGap = (error: JiraError): Gap =>
  error.kind === 'not-found' ? gap('moved', error.operation) : gapFromError(error);

/** A pass that reads the objects of a previously read list one by one. */
export interface ObjectPass<F> {
  /** Keys of the objects to read, in order. */
  readonly keys: readonly string[];
  /** Number of objects per page. */
  readonly size: number;
  read(key: string): Promise<ReadObject<F>>;
  /** The other fields of a page: the total, the list's gaps, and the cursor of the next page. */
  pageDetails(left: readonly string[], last?: string): Pick<SourcePage<F>, 'of' | 'gaps' | 'next'>;
}

interface ObjectOutcome<F> {
  readonly key: string;
  readonly result: ReadObject<F> | Gap;
}

const isMissed = ({ result }: ObjectOutcome<unknown>): boolean => 'why' in result;

/** Reads a few objects at once, in order, until `shouldStop` returns true. */
async function readObjects<F>(
  keys: readonly string[],
  read: ObjectPass<F>['read'],
  shouldStop: (error: JiraError | undefined) => boolean,
): Promise<{ readonly outcomes: readonly ObjectOutcome<F>[]; readonly stoppedBy: JiraError | undefined }> {
  const outcomes: ObjectOutcome<F>[] = [];
  let nextIndex = 0;
  let stoppedBy: JiraError | undefined;
  const worker = async (): Promise<void> => {
    for (let key = keys[nextIndex]; key !== undefined && stoppedBy === undefined; key = keys[nextIndex]) {
      const index = nextIndex;
      nextIndex += 1;
      try {
        outcomes[index] = { key, result: await read(key) };
        shouldStop(undefined);
      } catch (thrown) {
        const error = asJiraError(thrown);
        outcomes[index] = { key, result: missedObjectGap(error) };
        if (shouldStop(error)) stoppedBy = error;
      }
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT_READS }, worker));
  if (stoppedBy === undefined) return { outcomes, stoppedBy };
  // A stopped pass continues after the last object it read. Failures at the end aren't missed objects: the pass reads
  // them again.
  const lastReadIndex = outcomes.map(outcome => !isMissed(outcome)).lastIndexOf(true);
  return { outcomes: outcomes.slice(0, lastReadIndex + 1), stoppedBy };
}

/**
 * Reads many objects, page by page. An object that fails is missed, and the pass continues. If a live pass has to stop,
 * it first yields what it read.
 *
 * @throws JiraError if the remaining objects would fail for the same reason.
 */
export async function* readObjectPages<F>(
  reader: Pick<SourceReader, 'live'>,
  { keys, size, read, pageDetails }: ObjectPass<F>,
): AsyncGenerator<SourcePage<F>> {
  if (keys.length === 0) yield { facts: [], read: 0, ...pageDetails([]) };
  const shouldStop = createStopCheck(reader);
  for (let start = 0; start < keys.length; start += size) {
    const { outcomes, stoppedBy } = await readObjects(keys.slice(start, start + size), read, shouldStop);
    const successes = outcomes.flatMap(({ result }) => ('fact' in result ? [result] : []));
    const { gaps = [], ...others } = pageDetails(keys.slice(start + outcomes.length), outcomes.at(-1)?.key);
    if (outcomes.length > 0)
      yield {
        ...others,
        facts: successes.map(({ fact }) => fact),
        read: successes.length,
        gaps: [...gaps, ...successes.flatMap(one => one.gaps ?? [])],
        missed: outcomes.flatMap(({ key, result }): MissedObject[] =>
          'why' in result ? [{ key, gap: result }] : [],
        ),
      };
    if (stoppedBy !== undefined) throw stoppedBy;
  }
}

/** Sorts numeric IDs as numbers, then other IDs alphabetically. */
export const compareById = (one: { readonly id: string }, other: { readonly id: string }): number => {
  const difference = Number(one.id) - Number(other.id);
  return Number.isNaN(difference) ? one.id.localeCompare(other.id) : difference;
};
