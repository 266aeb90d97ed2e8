import { getAppContext } from '@forge/api';
import { type AsyncEvent, type InvocationError } from '@forge/events';
import { z } from 'zod';
import { changeOfEvent } from '../evidence/product-event';
import { numberOrId } from '../jira/id';
import { forgeJira } from '../jira/forge-jira';
import { putIntoInbox } from '../storage/inbox';
import { type Site, readSite, siteWrite } from '../storage/site';
import { changeShape } from '../storage/changes';
import { noteEdit } from '../storage/edits';
import { appendToLedger } from '../storage/ledger';
import { type Instant, instant, SECOND } from '../terms/instant';
import { consume } from './consume';
import { push } from './messages';
import { type Surroundings } from './surroundings';

/** Seconds between install and the first sweep: the app's rights arrive late. */
const FIRST_SWEEP_AFTER = 120;

/** What the platform wants of a scheduled function. */
const DONE = { statusCode: 204 } as const;

const now = (): Instant => instant(Date.now());

const cloudIdOf = (contextAri: string): string => contextAri.slice(contextAri.lastIndexOf('/') + 1);

const invocationShape = z.object({ installContext: z.string() });

/** The installation's record; made here where the install event was lost. */
async function siteOf(context: unknown): Promise<Site> {
  const known = await readSite();
  if (known !== undefined) return known;
  const { installContext } = invocationShape.parse(context);
  const site: Site = {
    cloudId: cloudIdOf(installContext),
    environmentId: getAppContext().environmentAri.environmentId,
    installedAt: now(),
  };
  const record = { kind: 'installed', body: { environment: site.environmentId } } as const;
  const isTold = async (): Promise<boolean> => (await readSite()) !== undefined;
  await appendToLedger(record, now(), { writes: [siteWrite(site)], isTold });
  return (await readSite()) ?? site;
}

const surroundingsOf = async (context: unknown): Promise<Surroundings> => ({
  now,
  jiraWith: forgeJira,
  newId: () => crypto.randomUUID(),
  site: await siteOf(context),
});

/** The queue's consumer: everything that the app does by itself happens here. */
export const onSweep = async (event: AsyncEvent, context: unknown): Promise<InvocationError | undefined> =>
  consume(event, await surroundingsOf(context));

/** The hourly trigger. */
export async function onTick(): Promise<typeof DONE> {
  await push({ kind: 'tick' });
  return DONE;
}

/** Installed: the first sweep. Upgraded: a sweep, since a new version may read and judge more. */
export async function onLifecycle(event: unknown, context: unknown): Promise<void> {
  await siteOf(context);
  const { eventType } = z.object({ eventType: z.string() }).parse(event);
  await push({ kind: eventType.includes('installed') ? 'first' : 'tick' }, FIRST_SWEEP_AFTER);
}

/** Seconds in which changes gather before a slice takes them: after a first one, and while more keep coming. */
const GATHER = 5;
const GATHER_IN_A_FLOOD = 60;

/** Seconds, at least one, until the next whole `gather` of seconds: messages of several parts arrive together, and one takes all. */
const untilNext = (gather: number, at: Instant): number => {
  const passed = Math.floor(at / SECOND) % gather;
  return gather - passed;
};

/**
 * A filter, space or person changed. What is about nothing that is read is let pass. One message brings all that is in the
 * inbox: 500 deactivations are no 500 slices. A crash between the two leaves the change to the next tick.
 */
export async function onSiteEvent(event: unknown): Promise<void> {
  const change = changeOfEvent(event, now());
  if (change === undefined) return;
  const kept = await putIntoInbox(change, now());
  if (kept === undefined) return push({ kind: 'changed', change: changeShape.parse(change) });
  if (kept.isFirst)
    await push({ kind: 'changed' }, untilNext(kept.isFlood ? GATHER_IN_A_FLOOD : GATHER, now()));
}

const issueEvent = z.object({ issue: z.object({ id: numberOrId }) });

/**
 * Someone changed a work item of the app. While a look is pending, more edits ask for none: it reads all that were edited.
 * A crash between the two leaves the look to the next tick.
 */
export async function onWorkItemEvent(event: unknown): Promise<void> {
  const workItem = issueEvent.safeParse(event).data?.issue.id;
  if (await noteEdit(now(), workItem)) await push({ kind: 'edited' }, GATHER);
}
