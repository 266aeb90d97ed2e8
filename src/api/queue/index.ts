import { type Settings } from '../../settings/settings';
import { type Checklist } from '../../terms/checklist';
import { dayAt } from '../../terms/day';
import { type Instant } from '../../terms/instant';
import { type QueueItem } from '../contract/queue';
import { lostRights, unreadable } from './reading';
import { endingEntries, filingStopped, notFiling, statements } from './stated';
import { byUrgency, type Reader, type Waiting } from './waiting';
import { filedItems, notFiled } from './work-items';

/** What is under way by itself: to be known of, and nobody has to do anything. */
const isUnderWay = ({ item }: Waiting): boolean => item.is === 'moved-to-done';

/**
 * What waits for the person with `account`, most pressing first: without its rights the app can do nothing, so these come
 * before all else, and what is under way by itself comes last. Pure.
 */
export function queueOf(
  checklist: Checklist,
  settings: Settings,
  account: string,
  now: Instant,
): readonly QueueItem[] {
  const { rows } = checklist;
  const reader: Reader = { account, today: dayAt(now, settings.timeZone) };
  const lost = lostRights(checklist);
  const waiting = [
    ...filedItems(rows, reader),
    ...filingStopped(checklist),
    ...notFiled(rows, checklist.filingStopped?.code),
    ...unreadable(checklist),
    ...notFiling(rows, settings),
    ...statements(rows, settings, reader),
    ...endingEntries(settings, reader),
  ];
  return [
    ...(lost === undefined ? [] : [lost]),
    ...byUrgency(
      waiting.filter(each => !isUnderWay(each)),
      reader.today,
    ),
    ...byUrgency(waiting.filter(isUnderWay), reader.today),
  ];
}
