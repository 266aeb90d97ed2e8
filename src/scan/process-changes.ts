import { isLogInEnglish } from '../evidence/audit-record';
import { type Change } from '../evidence/change';
import { fetchChangesSince } from '../evidence/change-feed';
import { gapFromError } from '../evidence/jira-error-gaps';
import { SOURCES_IN_SCAN_ORDER } from '../evidence/sources';
import { saveChanges } from '../storage/changes';
import { requestPasses } from './begin-scan';
import { collectTouchedObjects } from './touched-objects';
import { createReader } from './load-evidence';
import { confirmationKeyOf } from './judge-site';
import { recheckInSlice } from './recheck-in-slice';
import { areRightsSettled } from './rights';
import { type ScanSlice } from './scan-slice';

/** Re-checks what changes affected: single objects now, whole sources with a new pass. */
export async function processChanges(slice: ScanSlice, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  slice.noteProgress('cursor');
  await saveChanges(changes, slice.now(), slice.lock);
  const reader = await createReader(slice.store, slice.jira, true);
  const { wholeSources, objects } = collectTouchedObjects(changes, SOURCES_IN_SCAN_ORDER, reader);
  const { scan } = slice.scanState;
  const unrequested = wholeSources.map(({ id }) => id).filter(id => !scan?.requested.includes(id));
  if (unrequested.length > 0) requestPasses(slice, unrequested);
  // The objects have changed, so earlier failed confirmations no longer delay a new attempt.
  const touchedKeys = new Set(
    objects.map(({ source, key }) => confirmationKeyOf({ source: source.id, key })),
  );
  slice.updateRun({
    pendingConfirmations: slice.scanState.pendingConfirmations.filter(
      read => !touchedKeys.has(confirmationKeyOf(read)),
    ),
  });
  // Marked before the re-check: every tick retries objects that fail or are not reached.
  for (const { source, key } of objects) await slice.store.markChanged(source.id, key, slice.now());
  await recheckInSlice(slice, objects);
}

/** Reads the audit log from the stored cursor. Remembers a refusal: while Jira refuses the log there is no feed. */
export async function readChangeFeed(slice: ScanSlice): Promise<void> {
  const { feed } = slice.scanState;
  try {
    const auditChanges = await fetchChangesSince(slice.jira, feed.cursor, slice.now());
    const since = auditChanges.hasHole || feed.since === undefined ? slice.now() : feed.since;
    const isEnglish = isLogInEnglish(auditChanges.changes) ?? feed.isEnglish;
    slice.updateRun({
      feed: {
        cursor: { at: auditChanges.cursor.at, recentIds: [...auditChanges.cursor.recentIds] },
        since,
        ...(isEnglish === undefined ? {} : { isEnglish }),
      },
    });
    await processChanges(slice, auditChanges.changes);
  } catch (error) {
    // This is no gap: once the log answers again, reading continues from the same cursor.
    const { why } = gapFromError(error);
    const refused = why === 'denied' && !areRightsSettled(slice) ? 'not-ready' : why;
    slice.updateRun({ feed: { ...feed, refusedBecause: refused } });
  }
}
