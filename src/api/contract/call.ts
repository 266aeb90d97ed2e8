import { type z } from 'zod';
import { type Caller } from '../caller';

/** One call of a page: who may make it, what it takes, what it answers. */
export interface Call<I = unknown, O = unknown> {
  readonly caller: Caller;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
}

/** Gives a call the types of its schemas. */
export const call = <I, O>(caller: Caller, input: z.ZodType<I>, output: z.ZodType<O>): Call<I, O> => ({
  caller,
  input,
  output,
});

export type InputOf<C> = C extends Call<infer I, unknown> ? I : never;
export type OutputOf<C> = C extends Call<unknown, infer O> ? O : never;
