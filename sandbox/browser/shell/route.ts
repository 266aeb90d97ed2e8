import { useSyncExternalStore } from 'react';

/** What the address in the browser stands for. */
export type Route =
  | { view: 'start' }
  | { view: 'module'; moduleKey: string; within: string }
  | { view: 'work-items' }
  | { view: 'work-item'; key: string }
  | { view: 'bench' }
  /** A page of Jira that the sandbox doesn't have. */
  | { view: 'unavailable'; path: string };

/** Below this stand the app's pages, as in Jira. */
const APPS_PATH = '/jira/settings/apps/';

const MOVED_EVENT = 'sandbox-moved';

export function parseRoute(path: string): Route {
  const { pathname, search, hash } = new URL(path, window.location.origin);
  if (pathname === '/') return { view: 'start' };
  if (pathname === '/work-items') return { view: 'work-items' };
  if (pathname === '/bench') return { view: 'bench' };
  if (pathname.startsWith('/browse/'))
    return { view: 'work-item', key: decodeURIComponent(pathname.slice('/browse/'.length)) };
  if (!pathname.startsWith(APPS_PATH)) return { view: 'unavailable', path };
  const [moduleKey = '', ...rest] = pathname.slice(APPS_PATH.length).split('/');
  return {
    view: 'module',
    moduleKey: decodeURIComponent(moduleKey),
    within: `/${rest.join('/')}${search}${hash}`,
  };
}

export function modulePath(moduleKey: string, within = '/'): string {
  return APPS_PATH + encodeURIComponent(moduleKey) + (within === '/' ? '' : within);
}

/** Goes to a path of the shell, with a new entry in the browser's history. */
export function navigateTo(path: string): void {
  window.history.pushState(null, '', path);
  window.dispatchEvent(new Event(MOVED_EVENT));
}

/** What a click on a link of the shell's own does; with a modifier it is the browser's. */
export function handleLinkClick(path: string) {
  return (event: Pick<MouseEvent, 'preventDefault' | 'metaKey' | 'ctrlKey' | 'shiftKey'>): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigateTo(path);
  };
}

/** Changes the address because a page's own history moved; the page itself stays. */
export function updateAddress(path: string, state: unknown, action: 'PUSH' | 'REPLACE'): void {
  if (action === 'PUSH') window.history.pushState(state, '', path);
  else window.history.replaceState(state, '', path);
  window.dispatchEvent(new Event(MOVED_EVENT));
}

/** The present address: path, search and hash. */
export function currentPath(): string {
  return window.location.pathname + window.location.search + window.location.hash;
}

export function useCurrentPath(): string {
  return useSyncExternalStore(subscribe, currentPath);
}

/** Where the present address stands within its module; `/` outside of modules. */
export function currentPathWithin(): string {
  const route = parseRoute(currentPath());
  return route.view === 'module' ? route.within : '/';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED_EVENT, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED_EVENT, listener);
  };
}
