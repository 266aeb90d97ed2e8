import { invoke } from '@forge/bridge';
import { type ApiErrorValue, apiResponseSchema } from '../../api/api-response';
import { type Call, type InputOf, type OutputOf } from '../../api/contract/call';

/** The result of a call: its value, or the error. */
export type ApiResult<T> =
  { readonly is: 'done'; readonly value: T } | { readonly is: 'refused'; readonly error: ApiErrorValue };

type ApiCalls = Readonly<Record<string, Call>>;

/** Calls the app's function. Never rejects: a call that doesn't get through has error `failed`. */
export async function callApi<C extends ApiCalls, K extends keyof C & string>(
  calls: C,
  name: K,
  input: InputOf<C[K]>,
): Promise<ApiResult<OutputOf<C[K]>>> {
  try {
    const answer = apiResponseSchema.parse(await invoke(name, input as Record<string, unknown>));
    if (answer.is === 'refused') return answer;
    // The call's own schema parsed the output.
    return { is: 'done', value: calls[name]?.output.parse(answer.value) as OutputOf<C[K]> };
  } catch {
    // The bridge or Forge failed, or another app version answered. For the user these are all the same failure.
    return { is: 'refused', error: { code: 'failed' } };
  }
}
