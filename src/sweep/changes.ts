import { type Change } from '../evidence/change';
import { callerRights } from '../evidence/caller-rights';
import { recheckWhole } from '../evidence/check-pass';
import { holds } from '../evidence/rights';
import { gap, type Reader, type Reread, type Source } from '../evidence/source';
import { type EvidenceWriter } from '../storage/evidence-writer';
import { type Gap } from '../terms/gap';
import { type Instant } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { type SliceTime } from './slice-time';

/** More single objects than this, and a new pass is cheaper and surer. */
const SINGLY = 50;

export interface Touched {
  /** Sources to be read anew from their first page. */
  readonly anew: readonly Source<unknown>[];
  readonly objects: readonly { readonly source: Source<unknown>; readonly key: string }[];
}

/** What changes touched, each thing once. */
export function touchedBy(
  changes: readonly Change[],
  sources: readonly Source<unknown>[],
  known: Pick<Reader, 'reading'>,
): Touched {
  const anew: Source<unknown>[] = [];
  const objects: { source: Source<unknown>; key: string }[] = [];
  for (const source of sources) {
    const touched = changes.map(change => source.touchedBy(change, known));
    const keys = new Set(touched.flatMap(said => (typeof said === 'string' ? [] : said)));
    if (touched.includes('all') || (keys.size > SINGLY && source.singly !== true)) anew.push(source);
    else for (const key of keys) objects.push({ source, key });
  }
  return { anew, objects };
}

/** Without a source's right what is gone may be hidden. */
const unlessHidden = (said: Reread<unknown>, source: Source<unknown>, reader: Reader): Reread<unknown> =>
  said === 'gone' && holds(source, reader.reading(callerRights)) !== true
    ? { gap: gap('denied', source.right) }
    : said;

/** Whether whatever is asked next would fail as well. */
const isSpent = ({ why }: Gap): boolean => why === 'over-budget' || why === 'rate-limited';

interface Said {
  readonly at: Instant;
  readonly said: Reread<unknown>;
}

/** Reads one object after the other again. A source that is read again by reading all is read once for all of them. */
function readAgainBy(
  reader: Reader,
  time: SliceTime,
): (source: Source<unknown>, key: string) => Promise<Said> {
  const wholes = new Map<SourceId, (key: string) => Said>();
  const wholeOf = async (source: Source<unknown>): Promise<((key: string) => Said) | undefined> => {
    const at = time.now();
    if (source.readWhole === undefined) return undefined;
    const said = await recheckWhole(source, source.readWhole, { reader, asOf: at });
    return key => ({ at, said: said(key) });
  };
  return async (source, key) => {
    const whole = wholes.get(source.id) ?? (await wholeOf(source));
    if (whole === undefined) return { at: time.now(), said: await source.reread(reader, key) };
    wholes.set(source.id, whole);
    return whole(key);
  };
}

/**
 * Reads single objects again and keeps what they said. Where Jira, or this app's own allowance, asks to stop, the rest are
 * not asked for: they fail for the same reason.
 * @returns those that were not read: the time was up, or Jira asked to stop.
 */
export async function rereadObjects<O extends { readonly source: Source<unknown>; readonly key: string }>(
  objects: readonly O[],
  reader: Reader,
  store: EvidenceWriter,
  time: SliceTime,
): Promise<readonly O[]> {
  const readAgain = readAgainBy(reader, time);
  for (const [index, { source, key }] of objects.entries()) {
    if (time.isOver()) return objects.slice(index);
    const { at, said: read } = await readAgain(source, key);
    const said = unlessHidden(read, source, reader);
    await store.patch(source, key, said, at);
    if (said === 'gone' || !('gap' in said) || !isSpent(said.gap)) continue;
    const rest = objects.slice(index);
    for (const left of rest.slice(1)) await store.patch(left.source, left.key, said, at);
    return rest;
  }
  return [];
}
