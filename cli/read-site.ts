import { readChecked } from '../src/evidence/read-checked';
import { withRights } from '../src/evidence/rights';
import { type Reader, type Source } from '../src/evidence/source';
import { SOURCES, sources } from '../src/evidence/sources';
import { type Jira } from '../src/jira/jira';
import { type Evidence } from '../src/posture/judge';
import { type Instant } from '../src/terms/instant';
import { neverRead, type Reading } from '../src/terms/reading';
import { type SourceId } from '../src/terms/source-id';

const FIRST: readonly SourceId[] = ['site'];
const LAST: readonly SourceId[] = ['sharedSchemes', 'ownSchemes', 'appAccounts'];

/**
 * The site comes first: whether it is a Jira at all. Spaces are read before what they name: the schemes that they use, and
 * the add-ons role of the lowest space of each style.
 */
const ORDER: readonly Source<unknown>[] = [
  ...SOURCES.filter(({ id }) => FIRST.includes(id)),
  ...SOURCES.filter(({ id }) => !FIRST.includes(id) && !LAST.includes(id)),
  ...SOURCES.filter(({ id }) => LAST.includes(id)),
];

/**
 * Reads every source once.
 *
 * @param live a live site, unless what it answers is recorded: then it is read as the recording will be.
 * @param read called after each source; what it throws ends the reading.
 */
export async function readSite(
  { jira, live, asOf }: { readonly jira: Jira; readonly live: boolean; readonly asOf: Instant },
  read: (source: Source<unknown>, reading: Reading<unknown>) => void,
): Promise<Evidence> {
  const readings = new Map<SourceId, Reading<unknown>>();
  // A reading stands under the id of the source that gave it.
  const reading: Reader['reading'] = <F>(source: Source<F>) =>
    (readings.get(source.id) as Reading<F> | undefined) ?? neverRead;
  for (const source of ORDER) {
    const pass = await readChecked(source, { jira, live, once: true, reading }, { asOf });
    readings.set(source.id, pass);
    read(source, pass);
  }
  const rights = reading(sources.callerRights);
  return { reading: source => withRights(reading(source), source, rights) };
}
