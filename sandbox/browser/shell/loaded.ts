import { useCallback, useEffect, useState } from 'react';

/** Something that is asked for: shown as it was while it is asked for anew. */
export type Loaded<T> = { is: 'loading' } | { is: 'ready'; value: T } | { is: 'failed'; error: Error };

/**
 * Loads when it is first shown, when `load` is another function, and when `revision` has changed.
 * @returns what is loaded, and how to load it again.
 */
export function useLoaded<T>(load: () => Promise<T>, revision: unknown): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ is: 'loading' });
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let isWanted = true;
    load().then(
      value => isWanted && setLoaded({ is: 'ready', value }),
      (error: unknown) =>
        isWanted &&
        setLoaded({ is: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => {
      isWanted = false;
    };
  }, [load, revision, asked]);
  const reload = useCallback(() => setAsked(count => count + 1), []);
  return [loaded, reload];
}
