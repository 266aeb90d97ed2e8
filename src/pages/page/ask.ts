import { invoke } from '@forge/bridge';
import { type ApiErrorValue, answerShape } from '../../api/answer';
import { type Call, type InputOf, type OutputOf } from '../../api/contract/call';

/** What came of a call: its answer, or why there is none. */
export type Asked<T> =
  { readonly is: 'done'; readonly value: T } | { readonly is: 'refused'; readonly error: ApiErrorValue };

type Calls = Readonly<Record<string, Call>>;

/** Asks the app's own function. Never rejects: a call that didn't get through is a `failed` one. */
export async function ask<C extends Calls, K extends keyof C & string>(
  calls: C,
  name: K,
  input: InputOf<C[K]>,
): Promise<Asked<OutputOf<C[K]>>> {
  try {
    const answer = answerShape.parse(await invoke(name, input as Record<string, unknown>));
    if (answer.is === 'refused') return answer;
    // The output's schema is this call's own: what it parsed is its output.
    return { is: 'done', value: calls[name]?.output.parse(answer.value) as OutputOf<C[K]> };
  } catch {
    // The bridge, the platform or an answer of another version: none tells a person more than that it failed.
    return { is: 'refused', error: { code: 'failed' } };
  }
}
