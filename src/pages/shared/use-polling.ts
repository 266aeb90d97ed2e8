import { useEffect, useRef } from 'react';

/** Polls every `intervalMs` while `isOn`. The interval starts when the previous poll has ended. */
export function usePolling(isOn: boolean, intervalMs: number, poll: () => Promise<void>): void {
  const latest = useRef(poll);
  latest.current = poll;
  useEffect(() => {
    if (!isOn) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isStopped = false;
    const scheduleNext = (): void => {
      timer = setTimeout(() => {
        void latest.current().finally(() => {
          if (!isStopped) scheduleNext();
        });
      }, intervalMs);
    };
    scheduleNext();
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [isOn, intervalMs]);
}
