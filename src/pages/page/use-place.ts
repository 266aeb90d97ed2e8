import { view } from '@forge/bridge';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type By, type Place, pathOf, placeOf } from './place';

type History = Awaited<ReturnType<typeof view.createHistory>>;

/** History tells its listeners the location alone in version 4, inside an update in version 5. */
const pathIn = (told: unknown): string => {
  if (typeof told !== 'object' || told === null) return '/';
  if ('pathname' in told && typeof told.pathname === 'string') return told.pathname;
  return 'location' in told ? pathIn(told.location) : '/';
};

/** Where the person is; no place before it is known which one the address names: another would be asked for in vain. */
interface Where {
  readonly place?: Place;
  /** What the person pressed to come here is gone: what opens takes the focus. A tab stays, and keeps it. */
  readonly takesFocus: boolean;
}

/**
 * Where the person is, and how to go elsewhere. The browser's back and forward work where Jira gives the page a history;
 * where it doesn't, the place is only remembered here.
 * @param first where the page opens.
 */
export function usePlace(first: Place): Where & { go: (to: Place, by?: By) => void } {
  const [where, setWhere] = useState<Where>({ takesFocus: false });
  const opensAt = useRef(first);
  const history = useRef<History>();
  /** How the place was asked for that history tells next. */
  const asked = useRef<By>('way');

  useEffect(() => {
    let left = false;
    let stop: (() => void) | undefined;
    view.createHistory().then(
      given => {
        if (left) return;
        history.current = given;
        setWhere({ place: placeOf(given.location.pathname, opensAt.current), takesFocus: false });
        stop = given.listen((told: unknown) => {
          setWhere({
            place: placeOf(pathIn(told), opensAt.current),
            takesFocus: asked.current === 'way',
          });
          asked.current = 'way';
        });
      },
      () => {
        // This kind of page has no history: the place stays in this component alone.
        history.current = undefined;
        setWhere({ place: opensAt.current, takesFocus: false });
      },
    );
    return () => {
      left = true;
      stop?.();
    };
  }, []);

  const go = useCallback((to: Place, by: By = 'way') => {
    if (history.current === undefined) return setWhere({ place: to, takesFocus: by === 'way' });
    asked.current = by;
    return history.current.push(pathOf(to));
  }, []);

  return { ...where, go };
}
