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
 * @param first where the page opens.
 * @returns no place until it is known which one the address names: another would be asked for in vain.
 */
export function usePlace(first: Place): {
  place: Place | undefined;
  cameFrom: Place | undefined;
  go: (to: Place) => void;
} {
  const [{ place, cameFrom }, setWhere] = useState<{
    readonly place?: Place;
    readonly cameFrom?: Place | undefined;
  }>({});
  const opensAt = useRef(first);
  const history = useRef<History>();
  const setPlace = useCallback((to: Place) => setWhere(known => ({ place: to, cameFrom: known.place })), []);

  useEffect(() => {
    let left = false;
    let stop: (() => void) | undefined;
    view.createHistory().then(
      given => {
        if (left) return;
        history.current = given;
        setWhere({ place: placeOf(given.location.pathname, opensAt.current) });
        stop = given.listen((told: unknown) => setPlace(placeOf(pathIn(told), opensAt.current)));
      },
      () => {
        // This kind of page has no history: the place stays in this component alone.
        history.current = undefined;
        setWhere({ place: opensAt.current });
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
