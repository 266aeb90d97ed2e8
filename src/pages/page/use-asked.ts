import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { type Call, type InputOf, type OutputOf } from '../../api/contract/call';
import { ask } from './ask';

/** A page's data. While it is asked for again, what was there stays. */
export interface Loaded<T> {
  /** Missing until the first answer. */
  readonly value?: T;
  /** Why the latest call came to nothing. */
  readonly error?: ApiErrorValue | undefined;
  readonly loading: boolean;
  /** Asks again. */
  again(): void;
}

interface State<T> {
  readonly value?: T;
  readonly error?: ApiErrorValue | undefined;
  readonly loading: boolean;
}

/** Asks when the component appears and whenever the input changes. An answer that was overtaken is dropped. */
export function useAsked<C extends Readonly<Record<string, Call>>, K extends keyof C & string>(
  calls: C,
  name: K,
  input: InputOf<C[K]>,
): Loaded<OutputOf<C[K]>> {
  const [state, setState] = useState<State<OutputOf<C[K]>>>({ loading: true });
  const turn = useRef(0);
  const key = JSON.stringify(input);

  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    setState(known => ({ ...known, error: undefined, loading: true }));
    void ask(calls, name, JSON.parse(key) as InputOf<C[K]>).then(answer => {
      if (mine !== turn.current) return;
      setState(known =>
        answer.is === 'done'
          ? { value: answer.value, loading: false }
          : { ...known, error: answer.error, loading: false },
      );
    });
  }, [calls, name, key]);

  useEffect(() => {
    again();
    return () => {
      turn.current += 1;
    };
  }, [again]);

  return { ...state, again };
}
