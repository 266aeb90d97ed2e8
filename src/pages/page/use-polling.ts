import { useEffect, useRef } from 'react';

/** Does something every so many milliseconds while `isOn`; the next time begins when the last one has ended. */
export function usePolling(isOn: boolean, every: number, act: () => Promise<void>): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!isOn) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const next = (): void => {
      timer = setTimeout(() => {
        void latest.current().finally(() => {
          if (!isOver) next();
        });
      }, every);
    };
    next();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isOn, every]);
}
