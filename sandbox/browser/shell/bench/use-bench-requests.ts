import { useState } from 'react';
import { postToBench } from '../requests';
import { useShell } from '../shell-context';

/** Does things on the bench, one at a time for each caller; what fails comes up as a flag. */
export function useBenchRequests(): {
  underway: string | undefined;
  act(path: string, body?: unknown): Promise<void>;
} {
  const { flags } = useShell();
  const [runningPath, setRunningPath] = useState<string>();
  const send = async (path: string, body?: unknown) => {
    setRunningPath(path);
    try {
      await postToBench(path, body);
    } catch (error) {
      flags.show({
        id: `bench-${path}`,
        title: 'Something went wrong',
        description: error instanceof Error ? error.message : String(error),
        kind: 'error',
        isBold: false,
        isAutoDismiss: false,
        actions: [],
      });
    } finally {
      setRunningPath(undefined);
    }
  };
  return { underway: runningPath, act: send };
}
