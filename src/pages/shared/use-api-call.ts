import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { type Call, type InputOf, type OutputOf } from '../../api/contract/call';
import { callApi } from './call-api';

/** The data of a call. The old value stays while it is reloaded. */
export interface ApiCallState<T> {
  /** Missing until the first response. */
  readonly value?: T;
  /** The error of the latest call. */
  readonly error?: ApiErrorValue | undefined;
  readonly loading: boolean;
  /** Calls again. */
  refetch(): void;
}

interface CallState<T> {
  readonly value?: T;
  readonly error?: ApiErrorValue | undefined;
  readonly loading: boolean;
}

/** Calls when the component mounts and when the input changes. Ignores outdated responses. */
export function useApiCall<C extends Readonly<Record<string, Call>>, K extends keyof C & string>(
  calls: C,
  name: K,
  input: InputOf<C[K]>,
): ApiCallState<OutputOf<C[K]>> {
  const [state, setState] = useState<CallState<OutputOf<C[K]>>>({ loading: true });
  const latestCall = useRef(0);
  const inputKey = JSON.stringify(input);

  const refetch = useCallback(() => {
    latestCall.current += 1;
    const thisCall = latestCall.current;
    setState(previous => ({ ...previous, error: undefined, loading: true }));
    void callApi(calls, name, JSON.parse(inputKey) as InputOf<C[K]>).then(answer => {
      if (thisCall !== latestCall.current) return;
      setState(previous =>
        answer.is === 'done'
          ? { value: answer.value, loading: false }
          : { ...previous, error: answer.error, loading: false },
      );
    });
  }, [calls, name, inputKey]);

  useEffect(() => {
    refetch();
    return () => {
      latestCall.current += 1;
    };
  }, [refetch]);

  return { ...state, refetch };
}
