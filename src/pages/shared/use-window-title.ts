import { view } from '@forge/bridge';
import { useEffect } from 'react';
import { type PageServices, usePage } from './page-context';
import { type Route } from './route';

/** A control that doesn't exist has no title. Its page shows the error. */
const windowTitleOf = ({ formatMessage, controlTextOf, messages }: PageServices, route: Route): string => {
  switch (route.page) {
    case 'control':
      return messages.has(`controls.${route.control}.title`)
        ? controlTextOf(route.control).plainText('title')
        : route.control;
    case 'start':
      return formatMessage('pages.setup.title');
    case 'settings':
      return formatMessage(`pages.settings.group.${route.group}`);
    default:
      return formatMessage(`pages.tabs.${route.page}`);
  }
};

/** Sets the window title to the current location in the app. */
export function useWindowTitle(route: Route): void {
  const page = usePage();
  const title = page.formatMessage('pages.windowTitle', { page: windowTitleOf(page, route) });
  useEffect(() => {
    view.changeWindowTitle(title).catch(() => {
      // Some places in Jira don't allow a page to set the title. Jira's own title stays then.
    });
  }, [title]);
}
