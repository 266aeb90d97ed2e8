import { useState } from 'react';

type SendValue = ((...args: unknown[]) => Promise<unknown>) | undefined;

/**
 * The value that a field shows. What a person types has to stand at once, but the app hears of it over the bridge and
 * answers later; until it has heard everything, the field shows what was typed, and then what the app says.
 * @param appValue the app's value; undefined where it leaves the field alone.
 * @param initial what an unattended field begins with.
 * @returns the value, and what to call when the person changed it: with the value, and with what the app is told.
 */
export function useFieldValue<T>(
  appValue: T | undefined,
  initial: T,
  send: SendValue,
): [T, (value: T, ...appArgs: unknown[]) => void] {
  const [typedValue, setTypedValue] = useState(initial);
  const [pendingCalls, setPendingCalls] = useState(0);
  const change = (value: T, ...appArgs: unknown[]) => {
    setTypedValue(value);
    if (send === undefined) return;
    setPendingCalls(count => count + 1);
    void send(...appArgs).finally(() => setPendingCalls(count => count - 1));
  };
  return [pendingCalls > 0 || appValue === undefined ? typedValue : appValue, change];
}
