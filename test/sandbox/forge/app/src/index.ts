import { Queue } from '@forge/events';
import { kvs } from '@forge/kvs';
import { type Step, takeStep } from './steps';

interface Context {
  installContext: string;
  principal?: { accountId: string };
}

/** Runs the steps that the test sends, in order, and returns what they gave. */
export const run = async (payload: { steps: Step[] }, context: Context): Promise<unknown[]> => {
  const results: unknown[] = [];
  for (const step of payload.steps) results.push(await takeStep(step, context));
  return results;
};

/** Asks a consumer to note that it was there. */
export const tick = async (): Promise<{ statusCode: number }> => {
  await new Queue({ key: 'ticked' }).push({ body: { steps: [{ do: 'count', key: 'ticks' }] } });
  return { statusCode: 204 };
};

/** Runs the steps in the event's body and returns the last one's result. */
export const consume = async (event: { body: { steps: Step[] } }, context: Context): Promise<unknown> => {
  let last: unknown;
  for (const step of event.body.steps) last = await takeStep(step, context, event);
  return last;
};

/** Keeps what it heard, and asks for another call where the test stored that wish. */
export const onEvent = async (event: Record<string, unknown>): Promise<unknown> => {
  const heard = (await kvs.get<unknown[]>('heard')) ?? [];
  await kvs.set('heard', [...heard, event]);
  return kvs.get('answer-to-events');
};
