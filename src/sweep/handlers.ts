import { getAppContext } from '@forge/api';
import { type AsyncEvent, type InvocationError } from '@forge/events';
import { z } from 'zod';
import { forgeJira } from '../jira/forge-jira';
import { type Site, readSite, writeSite } from '../storage/site';
import { appendToLedger } from '../storage/ledger';
import { type Instant, instant } from '../terms/instant';
import { consume } from './consume';
import { type Message, push } from './messages';
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
  await writeSite(site);
  await appendToLedger({ kind: 'installed', body: { environment: site.environmentId } }, now());
  return site;
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

const named = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String).exactOptional(),
  name: z.string().exactOptional(),
  accountId: z.string().exactOptional(),
});

/** What product events carry that is of use here: the thing, and who did it. */
const siteEventShape = z.object({
  eventType: z.string(),
  atlassianId: z.string().exactOptional(),
  filter: named.exactOptional(),
  project: named.exactOptional(),
  user: named.exactOptional(),
});

function messageOf(event: z.infer<typeof siteEventShape>): Message {
  const type = event.eventType.split(':').at(-1) ?? '';
  const thing = event.filter ?? event.project ?? event.user ?? {};
  const id = thing.id ?? thing.accountId;
  return {
    kind: 'changed',
    event: event.eventType,
    at: now(),
    ...(event.atlassianId === undefined ? {} : { by: event.atlassianId }),
    object: {
      type,
      ...(id === undefined ? {} : { id }),
      ...(thing.name === undefined ? {} : { name: thing.name }),
    },
  };
}

/** A filter, space or person changed. */
export async function onSiteEvent(event: unknown): Promise<void> {
  await push(messageOf(siteEventShape.parse(event)));
}

/** A work item of ours was changed by somebody else. */
export async function onWorkItemEvent(): Promise<void> {
  await push({ kind: 'settle', why: 'work-item', objects: [] });
}
