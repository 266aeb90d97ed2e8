import { useState } from 'react';

type Send = ((...args: unknown[]) => Promise<unknown>) | undefined;

/**
 * The value that a field shows. What a person types has to stand at once, but the app hears of it over the bridge and
 * answers later; until it has heard everything, the field shows what was typed, and then what the app says.
 * @param given the app's value; undefined where it leaves the field alone.
 * @param initial what an unattended field begins with.
 * @returns the value, and what to call when the person changed it: with the value, and with what the app is told.
 */
export function useHeld<T>(
  given: T | undefined,
  initial: T,
  send: Send,
): [T, (value: T, ...told: unknown[]) => void] {
  const [typed, setTyped] = useState(initial);
  const [underway, setUnderway] = useState(0);
  const change = (value: T, ...told: unknown[]) => {
    setTyped(value);
    if (send === undefined) return;
    setUnderway(count => count + 1);
    void send(...told).finally(() => setUnderway(count => count - 1));
  };
  return [underway > 0 || given === undefined ? typed : given, change];
}
