import { view } from '@forge/bridge';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type NavigationSource, type Route, routePath, parseRoute } from './route';

type PageHistory = Awaited<ReturnType<typeof view.createHistory>>;

/** The `history` package passes the location to listeners in version 4, and an update with a location in version 5. */
const pathFromUpdate = (update: unknown): string => {
  if (typeof update !== 'object' || update === null) return '/';
  if ('pathname' in update && typeof update.pathname === 'string') return update.pathname;
  return 'location' in update ? pathFromUpdate(update.location) : '/';
};

/** The current location. `route` is missing until the URL is known, so that no wrong page is loaded. */
interface RouteState {
  readonly route?: Route;
  /**
   * Whether the new page takes the focus, because the activated element is gone. A tab stays on the page and keeps it.
   */
  readonly takesFocus: boolean;
}

/**
 * Provides the current location and navigation. The browser's back and forward work if Jira gives the page a history.
 * Otherwise, the location is only kept in this component.
 * @param initialRoute where the page opens.
 */
export function useRoute(
  initialRoute: Route,
): RouteState & { navigate: (route: Route, source?: NavigationSource) => void } {
  const [routeState, setRouteState] = useState<RouteState>({ takesFocus: false });
  const initialRouteRef = useRef(initialRoute);
  const history = useRef<PageHistory>();
  /** How the user requested the location that the history reports next. */
  const nextSource = useRef<NavigationSource>('link');

  useEffect(() => {
    let isUnmounted = false;
    let unlisten: (() => void) | undefined;
    view.createHistory().then(
      pageHistory => {
        if (isUnmounted) return;
        history.current = pageHistory;
        setRouteState({
          route: parseRoute(pageHistory.location.pathname, initialRouteRef.current),
          takesFocus: false,
        });
        unlisten = pageHistory.listen((update: unknown) => {
          setRouteState({
            route: parseRoute(pathFromUpdate(update), initialRouteRef.current),
            takesFocus: nextSource.current === 'link',
          });
          nextSource.current = 'link';
        });
      },
      () => {
        // This kind of page has no history, so the location is kept only in this component.
        history.current = undefined;
        setRouteState({ route: initialRouteRef.current, takesFocus: false });
      },
    );
    return () => {
      isUnmounted = true;
      unlisten?.();
    };
  }, []);

  const navigate = useCallback((route: Route, source: NavigationSource = 'link') => {
    if (history.current === undefined) return setRouteState({ route: route, takesFocus: source === 'link' });
    nextSource.current = source;
    return history.current.push(routePath(route));
  }, []);

  return { ...routeState, navigate };
}
