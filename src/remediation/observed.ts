import { z } from 'zod';
import { type Instant, instant } from '../terms/instant';
import { type Live } from './action';
import { type Memory } from './memory';
import { withMoveOnRecord } from './moved-to-done';
import { plan } from './plan';
import { propertyShape } from './property';
import { type Item } from './wanted';

/*
 * Reading a work item costs a point. So how each was seen last is kept, and one of which nothing is to be done by that is left
 * unread. Nothing is ever done by what is kept: what is to be done is planned anew on a fresh reading.
 */

const liveShape: z.ZodType<Live> = z.object({
  is: z.literal('live'),
  id: z.string(),
  key: z.string(),
  projectId: z.string(),
  category: z.enum(['new', 'indeterminate', 'done']),
  status: z.object({ id: z.string(), name: z.string() }),
  categorySince: z.number().transform(instant),
  categorySinceIsGuessed: z.literal(true).exactOptional(),
  assignee: z.string().exactOptional(),
  due: z.string().exactOptional(),
  priority: z.string().exactOptional(),
  property: propertyShape.exactOptional(),
  unrecognizedProperty: z.literal(true).exactOptional(),
});

/** How a work item was seen last, and the revision of its record then: a later one may have changed the work item. */
export const observationShape = z.object({ revision: z.number(), seen: liveShape });
export type Observation = z.infer<typeof observationShape>;

/** Observations by the work item's id. */
export type Observations = ReadonlyMap<string, Observation>;

/** How a work item was seen last, where nothing is to be done about it by that; undefined where it has to be read. */
export function seenAtRest(
  item: Item | undefined,
  memory: Memory,
  {
    observed,
    now,
    timeZone,
  }: { readonly observed: Observations; readonly now: Instant; readonly timeZone: string },
): Live | undefined {
  const { issueId, revision, state, previous, failures } = memory;
  const known = issueId === undefined || state === 'done' ? undefined : observed.get(issueId);
  if (known?.revision !== revision || previous.length > 0 || Object.keys(failures).length > 0)
    return undefined;
  if (item === undefined) return known.seen;
  const { seen, memory: moved } = withMoveOnRecord(item, memory, known.seen);
  if (moved !== undefined) return undefined;
  // Planned as if everything could be filed: whatever may have to be done is a reason to read it.
  const target = { is: 'ready', id: '' } as const;
  const actions = plan({ item, seen, twins: [], memory, target, cap: { left: 1 }, now, timeZone });
  return actions.length === 0 ? known.seen : undefined;
}
