import { z } from 'zod';
import { idSchema, numberOrIdSchema } from '../jira/id-schemas';
import { type Instant } from '../domain/instant';
import { type Change, type ChangedObject } from './change';

const namedObjectSchema = z.object({ id: numberOrIdSchema, name: z.string().nullish() });

const productEventSchema = z.object({
  eventType: z.string(),
  atlassianId: z.string().nullish(),
  filter: namedObjectSchema.nullish(),
  project: namedObjectSchema.nullish(),
  user: z.object({ accountId: idSchema, accountType: z.string().nullish() }).nullish(),
});
type ProductEvent = z.infer<typeof productEventSchema>;

const buildNamedObject = (
  type: string,
  { id: objectId, name }: z.infer<typeof namedObjectSchema>,
): ChangedObject => ({
  type,
  id: objectId,
  ...(typeof name === 'string' ? { name } : {}),
});

/** The event's object, in the terms of the audit log. Keeps only the ID of a person. */
function buildChangedObject({ filter, project, user }: ProductEvent): ChangedObject | undefined {
  if (filter) return buildNamedObject('FILTER', filter);
  if (project) return buildNamedObject('PROJECT', project);
  if (!user) return undefined;
  const { accountId, accountType } = user;
  return { type: 'USER', id: accountId, ...(accountType === 'atlassian' ? { person: true } : {}) };
}

/**
 * Converts a product event to a change. Events are delivered at least once: the same event at the same time is the same
 * change.
 *
 * @param at when the app received the event, because not every event has a time.
 * @returns undefined if no source reads the event's object.
 */
export function parseProductEvent(payload: unknown, at: Instant): Change | undefined {
  const parsed = productEventSchema.safeParse(payload);
  const object = parsed.success ? buildChangedObject(parsed.data) : undefined;
  if (!parsed.success || object === undefined) return undefined;
  const { eventType, atlassianId } = parsed.data;
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
