import { z } from 'zod';
import type { Clock } from '../clock';
import type { Product } from '../ports';
import type { Store } from '../store';
import { EventTriggers } from './events';
import type { Happenings, Happening } from './happenings';
import type { Invocation, InvocationEnd, Invoker, Tenant } from './invoker';
import { KvsWire } from './kvs/wire';
import { Space } from './kvs/space';
import { RUN_TIME } from './limits';
import type { Manifest, ScheduledTrigger } from './manifest';
import { Pace } from './pace';
import { Door } from './proxy';
import { EventQueue } from './queue';
import { Schedule } from './schedule';
import type { Switches } from './switches';
import type { DoorAnswer, DoorRequest } from './worker-messages';

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

/** The app on one site: its storage, its queues, its schedule, its triggers, and how its functions are called. */
export class Installation implements Tenant {
  readonly facts: Tenant['facts'];
  readonly installed: Installed;
  readonly product: Product;
  readonly kvs: KvsWire;
  readonly queue: EventQueue;
  readonly schedule: Schedule;
  readonly triggers: EventTriggers;
  readonly door: Door;
  readonly #host: HostParts;
  readonly #space: Space;

  private constructor(
    host: HostParts,
    product: Product,
    installed: Installed,
    parts: { space: Space; kvs: KvsWire; queue: EventQueue; schedule: Schedule; triggers: EventTriggers },
  ) {
    this.#host = host;
    this.product = product;
    this.installed = installed;
    this.facts = factsOf(host, installed);
    this.#space = parts.space;
    this.kvs = parts.kvs;
    this.queue = parts.queue;
    this.schedule = parts.schedule;
    this.triggers = parts.triggers;
    const { scopes, egress } = host.manifest;
    this.door = new Door({
      product,
      appAccountId: installed.accountId,
      scopes,
      egress,
      kvs: this.kvs,
      queue: this.queue,
      refused: ({ functionKey }, what, why) => this.#note({ kind: 'refused', functionKey, what, why }),
    });
  }

  /** Opens what stands in the store; an installation of before goes on where it was. */
  static async open(host: HostParts, product: Product, installed: Installed): Promise<Installation> {
    const { manifest, clock, store, switches } = host;
    const { installationId } = installed;
    const path = (...part: string[]): string[] => ['forge', installationId, ...part];
    const pace = new Pace(clock);
    // The parts call the installation, which is made of them.
    const made: Installation[] = [];
    const whole = (): Installation => {
      const [installation] = made;
      if (installation === undefined) throw new Error('The installation is not open yet.');
      return installation;
    };
    const told = {
      again: (what: string, due: number, why: string) => whole().#note({ kind: 'again', what, due, why }),
      dropped: (what: string, why: string) => whole().#note({ kind: 'dropped', what, why }),
    };
    const space = await Space.open(store, path('kvs'), clock, switches);
    const kvs = new KvsWire(space, clock, pace, manifest.entities);
    const queue = await EventQueue.open(store, path('queue'), {
      manifest,
      clock,
      pace,
      switches,
      ...told,
      run: (consumer, payload, root) =>
        whole().#background(consumer.function, consumer.key, 'consumer', 'queue', payload, root),
    });
    const schedule = await Schedule.open(store, path('schedule'), manifest.schedules, {
      installationId,
      clock,
      switches,
      run: trigger => whole().runSchedule(trigger),
    });
    const triggers = await EventTriggers.open(store, path('events'), manifest.triggers, {
      appAccountId: installed.accountId,
      clock,
      switches,
      ...told,
      isLicensed: () => host.license?.active ?? true,
      run: (trigger, payload) => whole().#trigger(trigger, payload),
      filtered: (triggerKey, event, why) => whole().#note({ kind: 'filtered', triggerKey, event, why }),
    });
    made.push(new Installation(host, product, installed, { space, kvs, queue, schedule, triggers }));
    return whole();
  }

  answer(invocation: Invocation, request: DoorRequest): Promise<DoorAnswer> {
    return this.door.answer(invocation, request);
  }

  /** Runs a function for a person, as a page's resolver. */
  runForPage(
    functionKey: string,
    module: { key: string; type: string },
    accountId: string | undefined,
    payload: unknown,
  ): Promise<InvocationEnd> {
    const timeout = this.#timeout(functionKey, RUN_TIME.page, RUN_TIME.page);
    return this.#host.invoker.run(this, {
      functionKey,
      moduleKey: module.key,
      moduleType: module.type,
      cause: 'page',
      accountId,
      payload,
      timeout,
    });
  }

  /** Runs a scheduled trigger now. Undefined where its filter holds it back. */
  async runSchedule(trigger: ScheduledTrigger): Promise<InvocationEnd | undefined> {
    if (trigger.filter.appIsLicensed && this.#host.license?.active === false) {
      this.#note({
        kind: 'filtered',
        triggerKey: trigger.key,
        event: trigger.interval,
        why: 'The app is not licensed.',
      });
      return undefined;
    }
    const { cloudId } = this.installed;
    const payload = { context: { cloudId, moduleKey: trigger.key }, contextToken: 'sandbox' };
    return this.#background(trigger.function, trigger.key, 'scheduledTrigger', 'schedule', payload);
  }

  /** Calls a function with a payload and nobody's account, as no module does: for tests. */
  invoke(functionKey: string, payload: unknown, accountId: string | undefined): Promise<InvocationEnd> {
    const timeout = this.#timeout(functionKey, RUN_TIME.background, RUN_TIME.backgroundMost);
    return this.#host.invoker.run(this, {
      functionKey,
      moduleKey: functionKey,
      moduleType: 'function',
      cause: 'direct',
      accountId,
      payload,
      timeout,
    });
  }

  /** Takes away all that it stored. */
  async clear(): Promise<void> {
    await Promise.all([
      this.#space.clear(),
      this.queue.clear(),
      this.schedule.clear(),
      this.triggers.clear(),
    ]);
  }

  #background(
    functionKey: string,
    moduleKey: string,
    moduleType: string,
    cause: 'queue' | 'schedule',
    payload: unknown,
    root?: string,
  ): Promise<InvocationEnd> {
    const timeout = this.#timeout(functionKey, RUN_TIME.background, RUN_TIME.backgroundMost);
    return this.#host.invoker.run(this, {
      functionKey,
      moduleKey,
      moduleType,
      cause,
      accountId: undefined,
      payload,
      timeout,
      root,
    });
  }

  #trigger(
    trigger: { key: string; functionKey: string; event: string },
    payload: unknown,
  ): Promise<InvocationEnd> {
    return this.#host.invoker.run(this, {
      functionKey: trigger.functionKey,
      moduleKey: trigger.key,
      moduleType: 'trigger',
      cause: trigger.event.startsWith('avi:forge:') ? 'lifecycle' : 'event',
      accountId: undefined,
      payload,
      timeout: this.#timeout(trigger.functionKey, RUN_TIME.trigger, RUN_TIME.trigger),
    });
  }

  #timeout(functionKey: string, otherwise: number, most: number): number {
    const asked = this.#host.manifest.functions.get(functionKey)?.timeoutSeconds;
    return Math.min(asked === undefined ? otherwise : asked * 1_000, most);
  }

  #note(what: DistributiveOmit<Happening, 'at' | 'installationId'>): void {
    const { installationId } = this.installed;
    this.#host.happenings.note({ at: this.#host.clock.now(), installationId, ...what });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

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
