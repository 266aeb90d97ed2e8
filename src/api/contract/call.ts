import { type z } from 'zod';
import { type Caller } from '../caller';

/** An API call: who may make it, its input, and its output. */
export interface Call<I = unknown, O = unknown> {
  readonly caller: Caller;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
}

/** Infers the types of a call from its schemas. */
export const defineCall = <I, O>(caller: Caller, input: z.ZodType<I>, output: z.ZodType<O>): Call<I, O> => ({
  caller,
  input,
  output,
});

export type InputOf<C> = C extends Call<infer I, unknown> ? I : never;
export type OutputOf<C> = C extends Call<unknown, infer O> ? O : never;
