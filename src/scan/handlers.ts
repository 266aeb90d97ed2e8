import { getAppContext } from '@forge/api';
import { type AsyncEvent, type InvocationError } from '@forge/events';
import { z } from 'zod';
import { parseProductEvent } from '../evidence/product-event';
import { numberOrIdSchema } from '../jira/id-schemas';
import { createForgeJira } from '../jira/forge-jira';
import { putIntoInbox } from '../storage/inbox';
import { type SiteRecord, readSiteRecord, buildSiteRecordWrite } from '../storage/site-record';
import { changeSchema } from '../storage/changes';
import { recordEdit } from '../storage/edited-work-items';
import { appendToAuditTrail } from '../storage/audit-trail';
import { type Instant, instant, SECOND } from '../domain/instant';
import { consumeMessage } from './consume-message';
import { pushMessage } from './scan-message';
import { type ScanDependencies } from './scan-dependencies';

/** Seconds between install and the first scan: the app's rights take a while to arrive. */
const FIRST_SCAN_DELAY = 120;

/** The response that Forge expects of a scheduled function. */
const DONE = { statusCode: 204 } as const;

const now = (): Instant => instant(Date.now());

const cloudIdOf = (contextAri: string): string => contextAri.slice(contextAri.lastIndexOf('/') + 1);

const invocationSchema = z.object({ installContext: z.string() });

/** Returns the installation's record, and creates it if the install event was lost. */
async function ensureSite(context: unknown): Promise<SiteRecord> {
  const known = await readSiteRecord();
  if (known !== undefined) return known;
  const { installContext } = invocationSchema.parse(context);
  const site: SiteRecord = {
    cloudId: cloudIdOf(installContext),
    environmentId: getAppContext().environmentAri.environmentId,
    installedAt: now(),
  };
  const auditRecord = { kind: 'installed', body: { environment: site.environmentId } } as const;
  const isRecorded = async (): Promise<boolean> => (await readSiteRecord()) !== undefined;
  await appendToAuditTrail(auditRecord, now(), { writes: [buildSiteRecordWrite(site)], isRecorded });
  return (await readSiteRecord()) ?? site;
}

const createScanDependencies = async (context: unknown): Promise<ScanDependencies> => ({
  now,
  createJiraWithAllowance: createForgeJira,
  newId: () => crypto.randomUUID(),
  site: await ensureSite(context),
});

/** The queue consumer. All of the app's background work runs here. */
export const onScan = async (event: AsyncEvent, context: unknown): Promise<InvocationError | undefined> =>
  consumeMessage(event, await createScanDependencies(context));

/** The hourly trigger. */
export async function onTick(): Promise<typeof DONE> {
  await pushMessage({ kind: 'tick' });
  return DONE;
}

/** Starts the first scan after an install, and a scan after an upgrade, since a new version may read and judge more. */
export async function onLifecycle(event: unknown, context: unknown): Promise<void> {
  await ensureSite(context);
  const { eventType } = z.object({ eventType: z.string() }).parse(event);
  await pushMessage({ kind: eventType.includes('installed') ? 'first' : 'tick' }, FIRST_SCAN_DELAY);
}

/** Seconds to collect changes before a slice processes them: after a first change, and while many keep arriving. */
const GATHER_SECONDS = 5;
const GATHER_SECONDS_IN_A_FLOOD = 60;

/**
 * Seconds (at least 1) until the end of the current batch. Messages for several inbox parts arrive together, and the
 * first one processes all.
 */
const secondsUntilBatchEnds = (batchSeconds: number, at: Instant): number => {
  const elapsed = Math.floor(at / SECOND) % batchSeconds;
  return batchSeconds - elapsed;
};

/**
 * Handles a change of a filter, space, or person, and ignores events that affect no source. One message processes the
 * whole inbox, so 500 deactivations don't need 500 slices. A crash between the two writes delays the change to the next
 * tick.
 */
export async function onSiteEvent(event: unknown): Promise<void> {
  const change = parseProductEvent(event, now());
  if (change === undefined) return;
  const inboxEntry = await putIntoInbox(change, now());
  if (inboxEntry === undefined) return pushMessage({ kind: 'changed', change: changeSchema.parse(change) });
  if (inboxEntry.needsMessage)
    await pushMessage(
      { kind: 'changed' },
      secondsUntilBatchEnds(inboxEntry.isFlood ? GATHER_SECONDS_IN_A_FLOOD : GATHER_SECONDS, now()),
    );
}

const issueEvent = z.object({ issue: z.object({ id: numberOrIdSchema }) });

/**
 * Handles an edit of one of the app's work items. One pending message covers all edits until it runs. A crash between
 * the two writes delays the edit to the next tick.
 */
export async function onWorkItemEvent(event: unknown): Promise<void> {
  const workItem = issueEvent.safeParse(event).data?.issue.id;
  if (await recordEdit(now(), workItem)) await pushMessage({ kind: 'edited' }, GATHER_SECONDS);
}
