import { type Instant, instant } from '../terms/instant';
import { type Seen } from './action';
import { type Memory, without } from './memory';
import { type Item } from './wanted';

/** What was observed, and the record where it has to be written. */
interface Moved {
  readonly seen: Seen;
  readonly memory?: Memory;
}

/**
 * A move to Done keeps the time at which the app first saw it. Where Jira doesn't say when the category changed, only the time of
 * the last change is left, and each comment moves that: taken anew at every look, one move would be a new one each time.
 */
export function withMoveOnRecord(item: Item, memory: Memory, seen: Seen): Moved {
  const { movedToDoneAt: known } = memory;
  const isJudged = item.is === 'wanted' && memory.state !== 'done';
  if (seen.is !== 'live' || !isJudged) return { seen };
  if (seen.category !== 'done')
    return known === undefined ? { seen } : { seen, memory: without(memory, 'movedToDoneAt') };
  const { categorySince, categorySinceIsGuessed } = seen;
  const isSameMove = known !== undefined && (categorySinceIsGuessed === true || categorySince <= known);
  const movedAt: Instant = isSameMove ? instant(known) : categorySince;
  return {
    seen: { ...seen, categorySince: movedAt },
    ...(movedAt === known ? {} : { memory: { ...memory, movedToDoneAt: movedAt } }),
  };
}
