import { useEffect, useRef, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type Progress } from '../../api/contract/facts';
import { ask } from '../page/ask';
import { type Loaded, useAsked } from '../page/use-asked';
import { usePolling } from '../page/use-polling';
import { type Home } from './home-value';

/** Milliseconds between two looks at a sweep that is under way. */
const LOOK_EVERY = 3_000;
/** Looks after *Sweep now* until the sweep is seen to begin. */
const LOOKS_FOR_BEGIN = 30;

const nothing = {};

/**
 * The page's data by one call, and while a sweep is under way how far it has come; with each new checklist the page's data
 * is asked for anew.
 */
export function useHome(): { home: Loaded<Home>; asked: () => void } {
  const home = useAsked(adminCalls, 'home', nothing);
  const [sweep, setSweep] = useState<Progress>();
  const [looks, setLooks] = useState(0);
  const { value, again } = home;
  const shownAt = useRef<number>();
  shownAt.current = value?.checklist?.at;

  useEffect(() => setSweep(value?.sweep), [value]);

  const isFirst = value !== undefined && value.checklist === undefined && value.setup.started;
  usePolling(sweep !== undefined || looks > 0 || isFirst, LOOK_EVERY, async () => {
    const answer = await ask(adminCalls, 'progress', {});
    if (answer.is === 'refused') return;
    const { sweep: now, checklistAt } = answer.value;
    setSweep(now);
    setLooks(left => (now === undefined ? Math.max(0, left - 1) : 0));
    if (checklistAt !== shownAt.current || (now === undefined && sweep !== undefined)) again();
  });

  return {
    home: value === undefined ? home : { ...home, value: { ...value, sweep } },
    asked: () => setLooks(LOOKS_FOR_BEGIN),
  };
}
