import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock, Millis } from '../clock';
import type { Store } from '../store';
import type { Delivery } from './deliveries';
import type { Invocation, InvocationResult } from './invoker';
import { QUEUE } from './limits';
import type { Consumer, Manifest } from './manifest-content';
import { RateLimit, type RateClock } from './rate-limit';
import { jsonAnswer } from './platform-answer';
import { parsePush, bytesOf, eventSchema, jobRequestSchema, type PushedEvent } from './queue-push';
import { backOffDelay, parseRetryRequest } from './retry-request';
import { seededFraction } from './seeded-fraction';
import { PersistentMap } from './persistent-map';
import type { HostSwitches } from './switches';
import type { ProxyAnswer } from './worker-messages';

const messageSchema = eventSchema.extend({
  eventId: z.string(),
  jobId: z.string(),
  queue: z.string(),
  pushedAt: z.number(),
  dueAt: z.number(),
  /** Calls that ended badly. */
  failures: z.number(),
  /** Why it is called again. */
  retry: z
    .object({ retryCount: z.number(), retryReason: z.string(), retryData: z.unknown().optional() })
    .optional(),
  /** The invocation that began the chain of pushes. */
  root: z.string(),
  /** The version of the app that pushed it. */
  appVersion: z.string(),
  /** It was handled before, and comes once more. */
  duplicate: z.boolean(),
});
const jobSchema = z.object({ queue: z.string(), total: z.number(), success: z.number(), failed: z.number() });

/** An event of a queue until it is handled or given up. */
export type QueueMessage = z.infer<typeof messageSchema>;

/** Calls a consumer's function. `root` is the invocation that began the chain of pushes. */
export type RunConsumer = (consumer: Consumer, payload: unknown, root: string) => Promise<InvocationResult>;

/** What a queue needs around it. */
export interface EventQueueDependencies {
  manifest: Manifest;
  appVersion: string;
  clock: Clock;
  pace: RateClock;
  switches: HostSwitches;
  retried(what: string, due: Millis, why: string): void;
  dropped(what: string, why: string): void;
}

/** The queues of one installation: takes pushes, and calls the consumers as Forge does, at least once and in any order. */
export class EventQueue {
  readonly #parts: EventQueueDependencies;
  readonly #messages: PersistentMap<QueueMessage>;
  readonly #jobs: PersistentMap<z.infer<typeof jobSchema>>;
  readonly #pushesOfRoot: PersistentMap<number>;
  readonly #pushLimit: RateLimit;
  readonly #running = new Map<string, QueueMessage>();

  private constructor(
    parts: EventQueueDependencies,
    maps: [PersistentMap<QueueMessage>, PersistentMap<z.infer<typeof jobSchema>>, PersistentMap<number>],
  ) {
    this.#parts = parts;
    [this.#messages, this.#jobs, this.#pushesOfRoot] = maps;
    this.#pushLimit = new RateLimit(parts.pace, QUEUE.eventsAMinute);
  }

  static async open(
    store: Store,
    path: readonly string[],
    parts: EventQueueDependencies,
  ): Promise<EventQueue> {
    return new EventQueue(parts, [
      await PersistentMap.open(store, [...path, 'messages'], stored => messageSchema.parse(stored)),
      await PersistentMap.open(store, [...path, 'jobs'], stored => jobSchema.parse(stored)),
      await PersistentMap.open(store, [...path, 'roots'], stored => z.number().parse(stored)),
    ]);
  }

  /** The queue API as `@forge/events` calls it. */
  async answer(
    what: 'push' | 'stats' | 'cancel',
    body: string,
    invocation: Invocation,
  ): Promise<ProxyAnswer> {
    const json: unknown = JSON.parse(body);
    if (what === 'push') return this.#push(json, invocation.root);
    const parsedRequest = jobRequestSchema.safeParse(json);
    if (!parsedRequest.success) return jsonAnswer(400, { message: z.prettifyError(parsedRequest.error) });
    const job = this.#jobs.get(parsedRequest.data.jobId);
    if (job === undefined || job.queue !== parsedRequest.data.queueName)
      return jsonAnswer(404, { message: 'There is no such job.' });
    if (what === 'cancel') return this.#cancel(parsedRequest.data.jobId, job);
    const { total, success, failed } = job;
    return jsonAnswer(200, { success, failed, inProgress: total - success - failed });
  }

  /** Those that are due and have room under their concurrency key; they count as under way from here on. */
  take(now: Millis, run: RunConsumer): Delivery[] {
    const waiting = [...this.#messages.entries()]
      .filter(([id, { dueAt }]) => dueAt <= now && !this.#running.has(id))
      .sort(([, left], [, right]) => left.dueAt - right.dueAt);
    const taken: Delivery[] = [];
    for (const [id, message] of waiting) {
      if (!this.#hasFreeSlot(message)) continue;
      this.#running.set(id, message);
      taken.push({ at: message.dueAt, run: () => this.#deliver(id, message, run) });
    }
    return taken;
  }

  /** When the next one after `now` is due. */
  next(now: Millis): Millis | undefined {
    const due = [...this.#messages.values()].map(({ dueAt }) => dueAt).filter(dueAt => dueAt > now);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  messages(): readonly QueueMessage[] {
    return [...this.#messages.values()];
  }

  async clear(): Promise<void> {
    await Promise.all([this.#messages.clear(), this.#jobs.clear(), this.#pushesOfRoot.clear()]);
  }

  async #push(json: unknown, root: string): Promise<ProxyAnswer> {
    const push = parsePush(json, this.#parts.manifest);
    if ('status' in push) return push;
    const { queueName, jobId, accepted, tooBig } = push;
    const pushes = (this.#pushesOfRoot.get(root) ?? 0) + 1;
    if (pushes > QUEUE.cyclicPushes) {
      return jsonAnswer(405, { message: `One invocation leads to at most ${QUEUE.cyclicPushes} pushes.` });
    }
    if (!this.#pushLimit.take(accepted.length)) {
      return jsonAnswer(429, {
        message: `An installation pushes at most ${QUEUE.eventsAMinute} events in a minute.`,
      });
    }
    const known = this.#jobs.get(jobId) ?? { queue: queueName, total: 0, success: 0, failed: 0 };
    const messages = accepted.map((event, index) =>
      this.#buildMessage(event, { queue: queueName, jobId, root, index }),
    );
    await Promise.all([
      this.#pushesOfRoot.write([[root, pushes]]),
      this.#jobs.write([[jobId, { ...known, total: known.total + accepted.length }]]),
      this.#messages.write(messages.map(message => [message.eventId, message] as const)),
    ]);
    return tooBig.length === 0 ? jsonAnswer(201, {}) : jsonAnswer(202, { failedEvents: tooBig });
  }

  #buildMessage(
    event: PushedEvent,
    { queue, jobId, root, index }: { queue: string; jobId: string; root: string; index: number },
  ): QueueMessage {
    const { clock, switches, appVersion } = this.#parts;
    const now = clock.now();
    const eventId = randomUUID();
    const late = switches.unordered
      ? 1_000 * seededFraction(switches.seed, 'order', queue, now, index)
      : index / 1_000;
    const dueAt = now + (event.delayInSeconds ?? 0) * 1_000 + late;
    const fresh = { pushedAt: now, dueAt, failures: 0, duplicate: false };
    return { ...event, eventId, jobId, queue, root, appVersion, ...fresh };
  }

  async #cancel(jobId: string, job: z.infer<typeof jobSchema>): Promise<ProxyAnswer> {
    const waiting = [...this.#messages.entries()].filter(
      ([id, message]) => message.jobId === jobId && !this.#running.has(id),
    );
    await this.#messages.write(waiting.map(([id]) => [id, undefined] as const));
    await this.#jobs.write([[jobId, { ...job, total: job.total - waiting.length }]]);
    return jsonAnswer(204, undefined);
  }

  /** Counts those under way with the same key in all queues. */
  #hasFreeSlot({ concurrency }: QueueMessage): boolean {
    if (concurrency === undefined) return true;
    const alike = [...this.#running.values()].filter(running => running.concurrency?.key === concurrency.key);
    return alike.length < concurrency.limit;
  }

  async #deliver(id: string, message: QueueMessage, run: RunConsumer): Promise<void> {
    try {
      await this.#handle(id, message, run);
    } finally {
      this.#running.delete(id);
    }
  }

  async #handle(id: string, message: QueueMessage, run: RunConsumer): Promise<void> {
    const { manifest, clock, switches, appVersion } = this.#parts;
    const consumer = manifest.consumers.get(message.queue);
    if (consumer === undefined) return this.#giveUp(id, message, 'The app has no such consumer any more.');
    if (switches.olderEvents === 'dropped' && message.appVersion !== appVersion)
      return this.#giveUp(id, message, `Version ${message.appVersion} of the app pushed it.`);
    const end = await run(consumer, buildPayload(message, clock.now()), message.root);
    // Uninstalled meanwhile.
    if (this.#messages.get(id) === undefined) return;
    if (end.ending !== 'done') {
      const failures = message.failures + 1;
      const wait = backOffDelay(failures, this.#parts.switches.firstBackOff, QUEUE.longestBackOff);
      const reason = RETRY_REASONS[end.ending] ?? 'FUNCTION_PLATFORM_UNKNOWN_ERROR';
      return this.#retry(id, { ...message, failures }, wait, reason, undefined, end.message);
    }
    const retryRequest = parseRetryRequest(end.value);
    if (retryRequest === undefined) return this.#finish(id, message);
    if (bytesOf(retryRequest.retryData ?? null) > QUEUE.retryDataBytes) {
      return this.#giveUp(id, message, `retryData has at most ${QUEUE.retryDataBytes} bytes.`);
    }
    const wait = Math.min(retryRequest.retryAfter, QUEUE.retrySeconds) * 1_000;
    return this.#retry(
      id,
      message,
      wait,
      retryRequest.retryReason,
      retryRequest.retryData,
      'The consumer asked for it.',
    );
  }

  async #retry(
    id: string,
    message: QueueMessage,
    wait: Millis,
    retryReason: string,
    retryData: unknown,
    why: string,
  ): Promise<void> {
    const dueAt = this.#parts.clock.now() + wait;
    if (dueAt > message.pushedAt + QUEUE.retention)
      return this.#giveUp(id, message, `24 hours have passed. Last: ${why}`);
    const retryCount = (message.retry?.retryCount ?? 0) + 1;
    this.#parts.retried(`${message.queue} ${message.eventId}`, dueAt, why);
    await this.#messages.write([[id, { ...message, dueAt, retry: { retryCount, retryReason, retryData } }]]);
  }

  async #giveUp(id: string, message: QueueMessage, why: string): Promise<void> {
    this.#parts.dropped(`${message.queue} ${message.eventId}`, why);
    await this.#count(message, 'failed');
    await this.#remove(id, message);
  }

  async #finish(id: string, message: QueueMessage): Promise<void> {
    const { clock, switches } = this.#parts;
    await this.#count(message, 'success');
    const chance = seededFraction(switches.seed, 'duplicate', message.queue, message.pushedAt, message.dueAt);
    if (message.duplicate || chance >= switches.duplicates) return this.#remove(id, message);
    const dueAt =
      clock.now() + 1_000 + 60_000 * seededFraction(switches.seed, 'duplicate after', message.dueAt);
    await this.#messages.write([[id, { ...message, dueAt, failures: 0, retry: undefined, duplicate: true }]]);
  }

  async #count(message: QueueMessage, how: 'success' | 'failed'): Promise<void> {
    const job = this.#jobs.get(message.jobId);
    if (job === undefined || message.duplicate) return;
    await this.#jobs.write([[message.jobId, { ...job, [how]: job[how] + 1 }]]);
  }

  async #remove(id: string, { root }: QueueMessage): Promise<void> {
    await this.#messages.write([[id, undefined]]);
    const goesOn = [...this.#messages.values()].some(message => message.root === root);
    if (!goesOn) await this.#pushesOfRoot.write([[root, undefined]]);
  }
}

const RETRY_REASONS: Partial<Record<InvocationResult['ending'], string>> = {
  'timed-out': 'FUNCTION_TIME_OUT',
  'out-of-memory': 'FUNCTION_OUT_OF_MEMORY',
};

/** What the consumer's function gets. */
function buildPayload(message: QueueMessage, now: Millis): Record<string, unknown> {
  const { body, delayInSeconds, concurrency, queue, jobId, eventId, pushedAt, retry } = message;
  const remainingTimeMs = pushedAt + QUEUE.retention - now;
  const retentionWindow = { startTime: new Date(pushedAt).toISOString(), remainingTimeMs };
  return {
    body,
    ...(delayInSeconds === undefined ? {} : { delayInSeconds }),
    ...(concurrency === undefined ? {} : { concurrency }),
    queueName: queue,
    jobId,
    eventId,
    ...(retry === undefined ? {} : { retryContext: { ...retry, retentionWindow } }),
  };
}
