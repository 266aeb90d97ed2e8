import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock, Millis } from '../clock';
import type { ProductEvent } from '../ports';
import type { Store } from '../store';
import type { Delivery } from './deliveries';
import { EvaluationError, type Expression, isMet, parseExpression } from './filter-expression';
import type { InvocationResult } from './invoker';
import { MAX_EVENT_ATTEMPTS, QUEUE } from './limits';
import type { EventFilter, EventTrigger } from './manifest-content';
import { parseRetryRequest } from './retry-request';
import { seededFraction } from './seeded-fraction';
import { PersistentMap } from './persistent-map';
import type { HostSwitches } from './switches';

const pendingSchema = z.object({
  triggerKey: z.string(),
  functionKey: z.string(),
  event: z.string(),
  payload: z.record(z.string(), z.unknown()),
  at: z.number(),
  attempts: z.number(),
  retry: z
    .object({ retryCount: z.number(), retryReason: z.string(), retryData: z.unknown().optional() })
    .optional(),
});
type PendingEvent = z.infer<typeof pendingSchema>;

/** Calls a trigger's function with the event. */
export type RunTrigger = (
  trigger: Pick<EventTrigger, 'key' | 'functionKey' | 'event'>,
  payload: unknown,
) => Promise<InvocationResult>;

/** What the triggers of an installation need around them. */
export interface EventTriggerDependencies {
  appAccountId: string;
  clock: Clock;
  switches: HostSwitches;
  isLicensed: boolean;
  filtered(triggerKey: string, event: string, why: string): void;
  retried(what: string, due: Millis, why: string): void;
  dropped(what: string, why: string): void;
}

/** The triggers of one installation: hears the product's events, filters them, and delivers them some time later. */
export class EventTriggers {
  readonly #parts: EventTriggerDependencies;
  readonly #pending: PersistentMap<PendingEvent>;
  readonly #running = new Set<string>();
  readonly #triggers: ReadonlyArray<EventTrigger & { expression: Expression | undefined }>;

  private constructor(
    parts: EventTriggerDependencies,
    pending: PersistentMap<PendingEvent>,
    triggers: readonly EventTrigger[],
  ) {
    this.#parts = parts;
    this.#pending = pending;
    this.#triggers = triggers.map(trigger => {
      const text = trigger.filter?.expression;
      return { ...trigger, expression: text === undefined ? undefined : parseExpression(text) };
    });
  }

  /** @throws where a filter's expression can't be read. */
  static async open(
    store: Store,
    path: readonly string[],
    triggers: readonly EventTrigger[],
    parts: EventTriggerDependencies,
  ): Promise<EventTriggers> {
    return new EventTriggers(
      parts,
      await PersistentMap.open(store, path, stored => pendingSchema.parse(stored)),
      triggers,
    );
  }

  /** Keeps the event for each trigger that wants it. */
  async receive({ name, actor, payload, runtime }: ProductEvent): Promise<void> {
    const wanted = this.#triggers.filter(
      trigger => trigger.event === name && this.#passesFilter(trigger, actor, { ...payload, runtime }),
    );
    await this.#enqueue(wanted, payload);
  }

  /** An event of the app's own life: `avi:forge:installed:app`, `avi:forge:upgraded:app`. */
  async receiveLifecycleEvent(event: string, payload: Record<string, unknown>): Promise<void> {
    await this.#enqueue(
      this.#triggers.filter(trigger => trigger.event === event),
      { eventType: event, ...payload },
    );
  }

  /** Those that are due; they count as under way from here on. */
  take(now: Millis, run: RunTrigger): Delivery[] {
    const due = [...this.#pending.entries()].filter(([id, { at }]) => at <= now && !this.#running.has(id));
    return due.map(([id, pending]) => {
      this.#running.add(id);
      return {
        at: pending.at,
        run: () => this.#deliver(id, pending, run).finally(() => this.#running.delete(id)),
      };
    });
  }

  /** When the next one after `now` is due. */
  next(now: Millis): Millis | undefined {
    const due = [...this.#pending.values()].map(({ at }) => at).filter(at => at > now);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  pending(): ReadonlyArray<Pick<PendingEvent, 'triggerKey' | 'event' | 'at'>> {
    return [...this.#pending.values()];
  }

  clear(): Promise<void> {
    return this.#pending.clear();
  }

  async #enqueue(triggers: readonly EventTrigger[], payload: Record<string, unknown>): Promise<void> {
    const { clock, switches } = this.#parts;
    const now = clock.now();
    await this.#pending.write(
      triggers.map(({ key, functionKey, event }) => {
        const id = randomUUID();
        const late = switches.eventDelay * seededFraction(switches.seed, 'event', key, event, now);
        return [id, { triggerKey: key, functionKey, event, payload, at: now + late, attempts: 0 }] as const;
      }),
    );
  }

  #passesFilter(
    { key, event, filter, expression }: EventTrigger & { expression: Expression | undefined },
    actor: string | undefined,
    read: Record<string, unknown>,
  ): boolean {
    if (filter === undefined) return true;
    const held = (why: string): false => {
      this.#parts.filtered(key, event, why);
      return false;
    };
    if (filter.appIsLicensed && !this.#parts.isLicensed) return held('The app is not licensed.');
    if (filter.ignoreSelf && actor === this.#parts.appAccountId) return held('The app did it itself.');
    if (expression === undefined) return true;
    try {
      return isMet(expression, { event: read }) || held('The expression is false.');
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return this.#onError(filter, key, event, error.message);
    }
  }

  #onError({ onError }: EventFilter, key: string, event: string, why: string): boolean {
    if (onError.endsWith('_AND_LOG')) this.#parts.filtered(key, event, `The expression failed: ${why}`);
    return onError.startsWith('RECEIVE');
  }

  async #deliver(id: string, pending: PendingEvent, run: RunTrigger): Promise<void> {
    const { triggerKey, functionKey, event, payload, retry } = pending;
    const attempts = pending.attempts + 1;
    const given = retry === undefined ? payload : { ...payload, retryContext: retry };
    const end = await run({ key: triggerKey, functionKey, event }, given);
    if (this.#pending.get(id) === undefined) return;
    const retryRequest = end.ending === 'done' ? parseRetryRequest(end.value) : undefined;
    if (retryRequest === undefined) return this.#pending.write([[id, undefined]]);
    if (attempts >= MAX_EVENT_ATTEMPTS) {
      this.#parts.dropped(`${triggerKey} ${event}`, `It was delivered ${attempts} times.`);
      return this.#pending.write([[id, undefined]]);
    }
    const at = this.#parts.clock.now() + Math.min(retryRequest.retryAfter, QUEUE.retrySeconds) * 1_000;
    this.#parts.retried(`${triggerKey} ${event}`, at, 'The function asked for it.');
    const { retryReason, retryData } = retryRequest;
    return this.#pending.write([
      [id, { ...pending, at, attempts, retry: { retryCount: attempts, retryReason, retryData } }],
    ]);
  }
}
