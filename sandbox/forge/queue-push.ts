import { z } from 'zod';
import { QUEUE, RUN_TIME } from './limits';
import type { Manifest } from './manifest-content';
import { jsonAnswer, type PlatformAnswer } from './platform-answer';

export const eventSchema = z.object({
  body: z.record(z.string(), z.unknown()),
  delayInSeconds: z.number().min(0).max(QUEUE.delaySeconds).optional(),
  concurrency: z.object({ key: z.string().min(1), limit: z.number().int().positive() }).optional(),
});
const pushSchema = z.object({
  queueName: z.string(),
  jobId: z.string().min(1),
  payload: z.array(eventSchema).min(1),
});
export const jobRequestSchema = z.object({ queueName: z.string(), jobId: z.string() });

/** An event as the app pushes it. */
export type PushedEvent = z.infer<typeof eventSchema>;

/** A push of which at least one event is taken. */
export interface ParsedPush {
  queueName: string;
  jobId: string;
  accepted: readonly PushedEvent[];
  /** Events that are too big for their consumer, by their place in the push. */
  tooBig: ReadonlyArray<{ index: number; errorMessage: string }>;
}

/** What of the push the queue takes; the answer that refuses it where that is nothing. */
export function parsePush(json: unknown, manifest: Manifest): ParsedPush | PlatformAnswer {
  const parsed = pushSchema.safeParse(json);
  if (!parsed.success) return jsonAnswer(400, { message: z.prettifyError(parsed.error) });
  const { queueName, jobId, payload } = parsed.data;
  const consumer = manifest.consumers.get(queueName);
  if (consumer === undefined)
    return jsonAnswer(400, { message: `manifest.yml has no consumer of the queue ${queueName}.` });
  if (payload.length > QUEUE.events) {
    return jsonAnswer(413, {
      errorMessage: `A push has at most ${QUEUE.events} events, this one ${payload.length}.`,
    });
  }
  const size = bytesOf(payload);
  if (size > QUEUE.pushBytes) {
    return jsonAnswer(413, {
      errorMessage: `A push has at most ${QUEUE.pushBytes} bytes, this one ${size}.`,
    });
  }
  const seconds = manifest.functions.get(consumer.function)?.timeoutSeconds ?? 0;
  const most = seconds * 1_000 > RUN_TIME.background ? QUEUE.longEventBytes : QUEUE.pushBytes;
  const errorMessage = `An event for a consumer that runs longer than 55 seconds has at most ${most} bytes.`;
  const isTooBig = payload.map(event => bytesOf(event) > most);
  const accepted = payload.filter((_, index) => !isTooBig[index]);
  if (accepted.length === 0) return jsonAnswer(413, { errorMessage });
  const tooBig = isTooBig.flatMap((big, index) => (big ? [{ index, errorMessage }] : []));
  return { queueName, jobId, accepted, tooBig };
}

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
