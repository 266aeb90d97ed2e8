import { type Settings } from '../../settings/settings';
import { type Checklist } from '../../domain/checklist';
import { dayAt } from '../../domain/day';
import { type Instant } from '../../domain/instant';
import { type ForYouItem } from '../contract/for-you';
import { lostRightsItem, unreadableSourceItems } from './source-problem-items';
import {
  expiringEntryItems,
  filingStoppedItems,
  filingNotSetUpItems,
  attestationItems,
} from './setup-and-expiry-items';
import { sortByUrgency, type ForYouViewer, type PrioritizedItem } from './prioritized-item';
import { openWorkItemItems, notFiledItems } from './work-item-items';

/** Whether the item is only for information, because the app is still working on it. */
const isInProgress = ({ item }: PrioritizedItem): boolean => item.is === 'moved-to-done';

/**
 * Builds the items for a person's account, most urgent first. Lost rights come first, because the app can do nothing
 * without them. Items in progress come last. Pure.
 */
export function buildForYouItems(
  checklist: Checklist,
  settings: Settings,
  account: string,
  now: Instant,
): readonly ForYouItem[] {
  const { rows } = checklist;
  const viewer: ForYouViewer = { account, today: dayAt(now, settings.timeZone) };
  const lost = lostRightsItem(checklist);
  const items = [
    ...openWorkItemItems(rows, viewer),
    ...filingStoppedItems(checklist),
    ...notFiledItems(rows, checklist.filingStopped?.code),
    ...unreadableSourceItems(checklist),
    ...filingNotSetUpItems(rows, settings),
    ...attestationItems(rows, settings, viewer),
    ...expiringEntryItems(settings, viewer),
  ];
  return [
    ...(lost === undefined ? [] : [lost]),
    ...sortByUrgency(
      items.filter(each => !isInProgress(each)),
      viewer.today,
    ),
    ...sortByUrgency(items.filter(isInProgress), viewer.today),
  ];
}
