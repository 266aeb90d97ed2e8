import { z } from 'zod';
import { nonEmptyId, numberOrId } from '../jira/id';
import { type Instant } from '../terms/instant';
import { type Change, type ChangedObject } from './change';

const named = z.object({ id: numberOrId, name: z.string().nullish() });

const productEvent = z.object({
  eventType: z.string(),
  atlassianId: z.string().nullish(),
  filter: named.nullish(),
  project: named.nullish(),
  user: z.object({ accountId: nonEmptyId, accountType: z.string().nullish() }).nullish(),
});
type ProductEvent = z.infer<typeof productEvent>;

const withName = (type: string, { id: of, name }: z.infer<typeof named>): ChangedObject => ({
  type,
  id: of,
  ...(typeof name === 'string' ? { name } : {}),
});

/** What an event is about, in the words of the audit log. Of people only the id is kept. */
function objectOf({ filter, project, user }: ProductEvent): ChangedObject | undefined {
  if (filter) return withName('FILTER', filter);
  if (project) return withName('PROJECT', project);
  if (!user) return undefined;
  const { accountId, accountType } = user;
  return { type: 'USER', id: accountId, ...(accountType === 'atlassian' ? { person: true } : {}) };
}

/**
 * A product event as a change. Delivery is at least once: the same event at one moment is the same change.
 *
 * @param at when it was received: not every event bears a time.
 * @returns undefined where the event is about none of the things that sources read.
 */
export function changeOfEvent(payload: unknown, at: Instant): Change | undefined {
  const read = productEvent.safeParse(payload);
  const object = read.success ? objectOf(read.data) : undefined;
  if (!read.success || object === undefined) return undefined;
  const { eventType, atlassianId } = read.data;
  return {
    id: `${eventType} ${object.id ?? ''} ${at}`,
    via: 'event',
    at,
    summary: eventType,
    category: '',
    ...(typeof atlassianId === 'string' ? { by: atlassianId } : {}),
    object,
    associated: [],
  };
}
