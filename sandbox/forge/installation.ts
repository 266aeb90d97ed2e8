import { z } from 'zod';
import type { Clock, Millis } from '../clock';
import type { Product } from '../ports';
import type { Store } from '../store';
import { FunctionCalls, createEventNoter } from './function-calls';
import type { DeliverySource } from './deliveries';
import { EventTriggers } from './event-triggers';
import type { HostEventLog } from './host-events';
import type { Invoker, Tenant } from './invoker';
import { KvsStorage } from './kvs/kvs-storage';
import { KvsApi } from './kvs/kvs-api';
import type { Manifest } from './manifest-content';
import { RateClock } from './rate-limit';
import { ForgeProxy } from './forge-proxy';
import { EventQueue } from './event-queue';
import { Schedule } from './schedule';
import type { HostSwitches } from './switches';

/** A licence as functions see it (`context.license`). */
export interface License {
  active: boolean;
  [more: string]: unknown;
}

export const installationRecordSchema = z.object({
  installationId: z.string(),
  cloudId: z.string(),
  /** The app's account on the site. */
  accountId: z.string(),
  appVersion: z.string(),
  installedAt: z.number(),
});

/** What stays of an installation between starts. */
export type InstallationRecord = z.infer<typeof installationRecordSchema>;

/** Something that is due later. */
export interface DueDelivery {
  at: Millis;
  kind: 'queue' | 'schedule' | 'event';
  /** The queue's name, the trigger's key, or the trigger's key and the event. */
  what: string;
}

/** What the installations of a host share. */
export interface InstallationDependencies {
  manifest: Manifest;
  environmentId: string;
  invoker: Invoker;
  clock: Clock;
  store: Store;
  switches: HostSwitches;
  hostEvents: HostEventLog;
  license: License | undefined;
}

interface InstallationParts {
  storage: KvsStorage;
  kvs: KvsApi;
  queue: EventQueue;
  schedule: Schedule;
  triggers: EventTriggers;
  proxy: ForgeProxy;
  calls: FunctionCalls;
}

/** The app on one site: its storage, its queues, its schedule, its triggers, its way out, and how its functions are called. */
export class Installation {
  readonly record: InstallationRecord;
  readonly product: Product;
  readonly facts: Tenant['facts'];
  readonly kvs: KvsApi;
  readonly triggers: EventTriggers;
  readonly proxy: ForgeProxy;
  readonly calls: FunctionCalls;
  readonly #storage: KvsStorage;
  readonly #queue: EventQueue;
  readonly #schedule: Schedule;

  private constructor(
    product: Product,
    installed: InstallationRecord,
    facts: Tenant['facts'],
    parts: InstallationParts,
  ) {
    this.product = product;
    this.record = installed;
    this.facts = facts;
    this.kvs = parts.kvs;
    this.triggers = parts.triggers;
    this.proxy = parts.proxy;
    this.calls = parts.calls;
    this.#storage = parts.storage;
    this.#queue = parts.queue;
    this.#schedule = parts.schedule;
  }

  /** Opens what stands in the store; an installation of before goes on where it was. */
  static async open(
    host: InstallationDependencies,
    product: Product,
    installed: InstallationRecord,
  ): Promise<Installation> {
    const { manifest, clock, store, switches, hostEvents, invoker } = host;
    const { installationId, accountId: appAccountId } = installed;
    const path = (part: string): string[] => ['forge', installationId, part];
    const rateClock = new RateClock(clock);
    const note = createEventNoter(hostEvents, clock, installationId);
    const isLicensed = host.license?.active ?? true;
    const common = {
      clock,
      switches,
      retried: (what: string, due: Millis, why: string) => note({ kind: 'redelivery', what, due, why }),
      dropped: (what: string, why: string) => note({ kind: 'dropped', what, why }),
    };
    const storage = await KvsStorage.open(store, path('kvs'), clock, switches);
    const kvs = new KvsApi(storage, clock, rateClock, manifest.entities, switches);
    const queue = await EventQueue.open(store, path('queue'), {
      ...common,
      manifest,
      pace: rateClock,
      appVersion: installed.appVersion,
    });
    const schedule = await Schedule.open(store, path('schedule'), manifest.schedules, {
      ...common,
      installationId,
    });
    const triggers = await EventTriggers.open(store, path('events'), manifest.triggers, {
      ...common,
      appAccountId,
      isLicensed,
      filtered: (triggerKey, event, why) => note({ kind: 'filtered', triggerKey, event, why }),
    });
    const { scopes, egress } = manifest;
    const proxy = new ForgeProxy({
      ...{ product, appAccountId, scopes, egress, kvs, queue, pace: rateClock },
      onRefused: ({ functionKey }, what, why) => note({ kind: 'refused', functionKey, what, why }),
    });
    const facts = buildRuntimeFacts(host, installed);
    const tenant: Tenant = { facts, answer: (invocation, request) => proxy.answer(invocation, request) };
    const calls = new FunctionCalls({ tenant, manifest, invoker, pace: rateClock, isLicensed, note });
    return new Installation(product, installed, facts, {
      storage,
      kvs,
      queue,
      schedule,
      triggers,
      proxy,
      calls,
    });
  }

  /** Where what is due for this installation comes from. */
  sources(): DeliverySource[] {
    const { calls, triggers } = this;
    const queue = this.#queue;
    const schedule = this.#schedule;
    return [
      {
        take: now => schedule.take(now, trigger => calls.schedule(trigger)),
        next: now => schedule.next(now),
      },
      {
        take: now => triggers.take(now, (trigger, payload) => calls.trigger(trigger, payload)),
        next: now => triggers.next(now),
      },
      {
        take: now => queue.take(now, (consumer, payload, root) => calls.consumer(consumer, payload, root)),
        next: now => queue.next(now),
      },
    ];
  }

  /** What is due, in no order. */
  due(): DueDelivery[] {
    const { triggers } = this;
    return [
      ...this.#queue
        .messages()
        .map(({ dueAt, queue }): DueDelivery => ({ at: dueAt, kind: 'queue', what: queue })),
      ...this.#schedule
        .planned()
        .map(({ at, moduleKey }): DueDelivery => ({ at, kind: 'schedule', what: moduleKey })),
      ...triggers.pending().map(({ at, triggerKey, event }): DueDelivery => ({
        at,
        kind: 'event',
        what: `${triggerKey} ${event}`,
      })),
    ];
  }

  /** Takes away all that it stored. */
  async clear(): Promise<void> {
    await Promise.all([
      this.#storage.clear(),
      this.#queue.clear(),
      this.#schedule.clear(),
      this.triggers.clear(),
    ]);
  }
}

function buildRuntimeFacts(
  { manifest, environmentId, license }: InstallationDependencies,
  record: InstallationRecord,
): Tenant['facts'] {
  const { installationId, cloudId, appVersion } = record;
  return {
    appId: manifest.appId,
    appVersion,
    environmentId,
    // Forge gives a licence to production installations alone.
    environmentType: license === undefined ? 'DEVELOPMENT' : 'PRODUCTION',
    installationId,
    cloudId,
    license,
  };
}
