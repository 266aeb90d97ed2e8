import { useState } from 'react';
import { actOnBench } from '../requests';
import { useShell } from '../shell-context';

/** Does things on the bench, one at a time for each caller; what fails comes up as a flag. */
export function useDeeds(): {
  underway: string | undefined;
  act(path: string, body?: unknown): Promise<void>;
} {
  const { flags } = useShell();
  const [underway, setUnderway] = useState<string>();
  const act = async (path: string, body?: unknown) => {
    setUnderway(path);
    try {
      await actOnBench(path, body);
    } catch (error) {
      flags.show({
        id: `bench-${path}`,
        title: 'That did not work',
        description: error instanceof Error ? error.message : String(error),
        kind: 'error',
        isBold: false,
        isAutoDismiss: false,
        actions: [],
      });
    } finally {
      setUnderway(undefined);
    }
  };
  return { underway, act };
}
