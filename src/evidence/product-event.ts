import { z } from 'zod';
import { type Instant } from '../terms/instant';
import { type Change, type ChangedObject } from './change';

const id = z.union([z.string(), z.number()]).transform(String);
const named = z.object({ id, name: z.string().optional() });

const productEvent = z.object({
  eventType: z.string(),
  atlassianId: z.string().optional(),
  filter: named.optional(),
  project: named.optional(),
  user: z.object({ accountId: z.string() }).optional(),
});
type ProductEvent = z.infer<typeof productEvent>;

const withName = (type: string, { id: of, name }: z.infer<typeof named>): ChangedObject => ({
  type,
  id: of,
  ...(name === undefined ? {} : { name }),
});

/** What an event is about, in the words of the audit log. Of people only the id is kept. */
function objectOf({ filter, project, user }: ProductEvent): ChangedObject | undefined {
  if (filter !== undefined) return withName('FILTER', filter);
  if (project !== undefined) return withName('PROJECT', project);
  return user === undefined ? undefined : { type: 'USER', id: user.accountId };
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
    ...(atlassianId === undefined ? {} : { by: atlassianId }),
    object,
    associated: [],
    values: [],
  };
}
