import { readAndCheckPass } from '../src/evidence/read-and-check-pass';
import { withRightGaps } from '../src/evidence/rights';
import { type SourceReader, type Source } from '../src/evidence/source';
import { SOURCES_IN_SCAN_ORDER, sources } from '../src/evidence/sources';
import { type Jira } from '../src/jira/jira';
import { type SiteEvidence } from '../src/posture/judge-evidence';
import { type Instant } from '../src/domain/instant';
import { neverReadReading, type Reading } from '../src/domain/reading';
import { type SourceId } from '../src/domain/source-id';

const READ_FIRST: readonly SourceId[] = ['site'];
const READ_LAST: readonly SourceId[] = ['sharedSchemes', 'ownSchemes', 'appAccounts'];

/**
 * Reads the site first, to check that it is Jira. Reads spaces before sources that depend on them: permission schemes
 * of spaces, and the add-ons role in the lowest-numbered space of each style.
 */
const READ_ORDER: readonly Source<unknown>[] = [
  ...SOURCES_IN_SCAN_ORDER.filter(({ id }) => READ_FIRST.includes(id)),
  ...SOURCES_IN_SCAN_ORDER.filter(({ id }) => !READ_FIRST.includes(id) && !READ_LAST.includes(id)),
  ...SOURCES_IN_SCAN_ORDER.filter(({ id }) => READ_LAST.includes(id)),
];

/**
 * Reads every source once.
 *
 * @param live whether the site is live. False also for a live site that is being recorded, so that it is read the same
 * way as the recording.
 * @param onRead called after each source. If it throws, reading stops.
 */
export async function readAllSources(
  {
    jira,
    live: isLive,
    asOf: startedAt,
  }: { readonly jira: Jira; readonly live: boolean; readonly asOf: Instant },
  onRead: (source: Source<unknown>, reading: Reading<unknown>) => void,
): Promise<SiteEvidence> {
  const readings = new Map<SourceId, Reading<unknown>>();
  // Each reading is stored under its source's ID, so its fact type matches.
  const reading: SourceReader['reading'] = <F>(source: Source<F>) =>
    (readings.get(source.id) as Reading<F> | undefined) ?? neverReadReading;
  for (const source of READ_ORDER) {
    const pass = await readAndCheckPass(
      source,
      { jira, live: isLive, readsOnce: true, reading },
      { startedAt },
    );
    readings.set(source.id, pass);
    onRead(source, pass);
  }
  const rights = reading(sources.callerRights);
  return { reading: source => withRightGaps(reading(source), source, rights) };
}
