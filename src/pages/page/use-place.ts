import { view } from '@forge/bridge';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Place, pathOf, placeOf } from './place';

type History = Awaited<ReturnType<typeof view.createHistory>>;

/** History tells its listeners the location alone in version 4, inside an update in version 5. */
const pathIn = (told: unknown): string => {
  if (typeof told !== 'object' || told === null) return '/';
  if ('pathname' in told && typeof told.pathname === 'string') return told.pathname;
  return 'location' in told ? pathIn(told.location) : '/';
};

/**
 * Where the person is, where they were before, and how to go elsewhere. The browser's back and forward work where Jira gives the page a history;
 * where it doesn't, the place is only remembered here.
 */
export function usePlace(): { place: Place; cameFrom: Place | undefined; go: (to: Place) => void } {
  const [{ place, cameFrom }, setWhere] = useState<{ place: Place; cameFrom?: Place }>({
    place: { page: 'checklist' },
  });
  const history = useRef<History>();
  const setPlace = useCallback((to: Place) => setWhere(known => ({ place: to, cameFrom: known.place })), []);

  useEffect(() => {
    let left = false;
    let stop: (() => void) | undefined;
    view.createHistory().then(
      given => {
        if (left) return;
        history.current = given;
        setWhere({ place: placeOf(given.location.pathname) });
        stop = given.listen((told: unknown) => setPlace(placeOf(pathIn(told))));
      },
      () => {
        // This kind of page has no history: the place stays in this component alone.
        history.current = undefined;
      },
    );
    return () => {
      left = true;
      stop?.();
    };
  }, [setPlace]);

  const go = useCallback(
    (to: Place) => {
      if (history.current === undefined) setPlace(to);
      else history.current.push(pathOf(to));
    },
    [setPlace],
  );

  return { place, cameFrom, go };
}
