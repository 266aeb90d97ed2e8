import { useCallback, useEffect, useState } from 'react';

/** Something that is asked for: shown as it was while it is asked for anew. */
export type LoadState<T> = { is: 'loading' } | { is: 'ready'; value: T } | { is: 'failed'; error: Error };

/**
 * Loads when it is first shown, when `load` is another function, and when `revision` has changed.
 * @returns what is loaded, and how to load it again.
 */
export function useLoad<T>(load: () => Promise<T>, revision: unknown): [LoadState<T>, () => void] {
  const [state, setState] = useState<LoadState<T>>({ is: 'loading' });
  const [reloadCount, setReloadCount] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    load().then(
      value => isCurrent && setState({ is: 'ready', value }),
      (error: unknown) =>
        isCurrent &&
        setState({ is: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [load, revision, reloadCount]);
  const reload = useCallback(() => setReloadCount(count => count + 1), []);
  return [state, reload];
}
