import { z } from 'zod';
import type { Clock, Millis } from '../clock';
import type { Product } from '../ports';
import type { Store } from '../store';
import { FunctionCalls, noteOf } from './calls';
import type { DeliverySource } from './deliveries';
import { EventTriggers } from './events';
import type { Happenings } from './happenings';
import type { Invoker, Tenant } from './invoker';
import { Space } from './kvs/space';
import { KvsWire } from './kvs/wire';
import type { Manifest } from './manifest-content';
import { Pace } from './pace';
import { Door } from './proxy';
import { EventQueue } from './queue';
import { Schedule } from './schedule';
import type { Switches } from './switches';

/** A licence as functions see it (`context.license`). */
export interface License {
  active: boolean;
  [more: string]: unknown;
}

export const installedSchema = z.object({
  installationId: z.string(),
  cloudId: z.string(),
  /** The app's account on the site. */
  accountId: z.string(),
  appVersion: z.string(),
  installedAt: z.number(),
});

/** What stays of an installation between starts. */
export type Installed = z.infer<typeof installedSchema>;

/** Something that is due later. */
export interface Due {
  at: Millis;
  kind: 'queue' | 'schedule' | 'event';
  /** The queue's name, the trigger's key, or the trigger's key and the event. */
  what: string;
}

/** What the installations of a host share. */
export interface HostParts {
  manifest: Manifest;
  environmentId: string;
  invoker: Invoker;
  clock: Clock;
  store: Store;
  switches: Switches;
  happenings: Happenings;
  license: License | undefined;
}

interface Parts {
  space: Space;
  kvs: KvsWire;
  queue: EventQueue;
  schedule: Schedule;
  triggers: EventTriggers;
  door: Door;
  calls: FunctionCalls;
}

/** The app on one site: its storage, its queues, its schedule, its triggers, its way out, and how its functions are called. */
export class Installation {
  readonly installed: Installed;
  readonly product: Product;
  readonly facts: Tenant['facts'];
  readonly kvs: KvsWire;
  readonly triggers: EventTriggers;
  readonly door: Door;
  readonly calls: FunctionCalls;
  readonly #space: Space;
  readonly #queue: EventQueue;
  readonly #schedule: Schedule;

  private constructor(product: Product, installed: Installed, facts: Tenant['facts'], parts: Parts) {
    this.product = product;
    this.installed = installed;
    this.facts = facts;
    this.kvs = parts.kvs;
    this.triggers = parts.triggers;
    this.door = parts.door;
    this.calls = parts.calls;
    this.#space = parts.space;
    this.#queue = parts.queue;
    this.#schedule = parts.schedule;
  }

  /** Opens what stands in the store; an installation of before goes on where it was. */
  static async open(host: HostParts, product: Product, installed: Installed): Promise<Installation> {
    const { manifest, clock, store, switches, happenings, invoker } = host;
    const { installationId, accountId: appAccountId } = installed;
    const path = (part: string): string[] => ['forge', installationId, part];
    const pace = new Pace(clock);
    const note = noteOf(happenings, clock, installationId);
    const isLicensed = host.license?.active ?? true;
    const common = {
      clock,
      switches,
      again: (what: string, due: Millis, why: string) => note({ kind: 'again', what, due, why }),
      dropped: (what: string, why: string) => note({ kind: 'dropped', what, why }),
    };
    const space = await Space.open(store, path('kvs'), clock, switches);
    const kvs = new KvsWire(space, clock, pace, manifest.entities, switches);
    const queue = await EventQueue.open(store, path('queue'), {
      ...common,
      manifest,
      pace,
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
    const door = new Door({
      ...{ product, appAccountId, scopes, egress, kvs, queue, pace },
      refused: ({ functionKey }, what, why) => note({ kind: 'refused', functionKey, what, why }),
    });
    const facts = factsOf(host, installed);
    const tenant: Tenant = { facts, answer: (invocation, request) => door.answer(invocation, request) };
    const calls = new FunctionCalls({ tenant, manifest, invoker, pace, isLicensed, note });
    return new Installation(product, installed, facts, {
      space,
      kvs,
      queue,
      schedule,
      triggers,
      door,
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
  due(): Due[] {
    const { triggers } = this;
    return [
      ...this.#queue.messages().map(({ dueAt, queue }): Due => ({ at: dueAt, kind: 'queue', what: queue })),
      ...this.#schedule
        .planned()
        .map(({ at, moduleKey }): Due => ({ at, kind: 'schedule', what: moduleKey })),
      ...triggers
        .pending()
        .map(({ at, triggerKey, event }): Due => ({ at, kind: 'event', what: `${triggerKey} ${event}` })),
    ];
  }

  /** Takes away all that it stored. */
  async clear(): Promise<void> {
    await Promise.all([
      this.#space.clear(),
      this.#queue.clear(),
      this.#schedule.clear(),
      this.triggers.clear(),
    ]);
  }
}

function factsOf({ manifest, environmentId, license }: HostParts, installed: Installed): Tenant['facts'] {
  const { installationId, cloudId, appVersion } = installed;
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
