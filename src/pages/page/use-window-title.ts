import { view } from '@forge/bridge';
import { useEffect } from 'react';
import { type Page, usePage } from './page-context';
import { type Place } from './place';

/** A control that there is not has no words: its page says so itself. */
const titleOf = ({ say, of, words }: Page, place: Place): string => {
  switch (place.page) {
    case 'control':
      return words.has(`controls.${place.control}.title`) ? of(place.control).plain('title') : place.control;
    case 'start':
      return say('pages.start.title');
    case 'settings':
      return say(`pages.settings.group.${place.group}`);
    default:
      return say(`pages.tabs.${place.page}`);
  }
};

/** The window's title tells where in the app the person is. */
export function useWindowTitle(place: Place): void {
  const page = usePage();
  const title = page.say('pages.windowTitle', { page: titleOf(page, place) });
  useEffect(() => {
    view.changeWindowTitle(title).catch(() => {
      // Not every place of Jira lets a page have a title: it then keeps Jira's own.
    });
  }, [title]);
}
