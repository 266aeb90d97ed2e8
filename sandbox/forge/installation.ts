import { z } from 'zod';
import type { Clock, Millis } from '../clock';
import type { Product } from '../ports';
import type { Store } from '../store';
import { EventTriggers } from './events';
import type { Happenings, Happening } from './happenings';
import type { Invocation, InvocationEnd, InvocationRequest, Invoker, Tenant } from './invoker';
import { KvsWire } from './kvs/wire';
import { Space } from './kvs/space';
import { INVOCATIONS_A_MINUTE, RUN_TIME } from './limits';
import type { Consumer, EventTrigger, Manifest, ScheduledTrigger, UiModule } from './manifest';
import { MinuteLimit, Pace } from './pace';
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
  readonly #pace: Pace;
  readonly #invocations: MinuteLimit;
  readonly #byPerson = new Map<string, MinuteLimit>();

  private constructor(
    host: HostParts,
    product: Product,
    installed: Installed,
    parts: {
      pace: Pace;
      space: Space;
      kvs: KvsWire;
      queue: EventQueue;
      schedule: Schedule;
      triggers: EventTriggers;
    },
  ) {
    this.#host = host;
    this.product = product;
    this.installed = installed;
    this.facts = factsOf(host, installed);
    this.#space = parts.space;
    this.#pace = parts.pace;
    this.#invocations = new MinuteLimit(parts.pace, INVOCATIONS_A_MINUTE.installation);
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
      run: (consumer, payload, root) => whole().#consume(consumer, payload, root),
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
      isLicensed: () => whole().#isLicensed(),
      run: (trigger, payload) => whole().#trigger(trigger, payload),
      filtered: (triggerKey, event, why) => whole().#note({ kind: 'filtered', triggerKey, event, why }),
    });
    made.push(new Installation(host, product, installed, { pace, space, kvs, queue, schedule, triggers }));
    return whole();
  }

  answer(invocation: Invocation, request: DoorRequest): Promise<DoorAnswer> {
    return this.door.answer(invocation, request);
  }

  /** Calls a page's resolver for the person who looks at it. */
  runForPage(
    module: UiModule,
    functionKey: string,
    accountId: string | undefined,
    payload: unknown,
  ): Promise<InvocationEnd> {
    const { key: moduleKey, type: moduleType } = module;
    const timeout = this.#timeout(functionKey, RUN_TIME.page, RUN_TIME.page);
    return this.#run({ functionKey, moduleKey, moduleType, cause: 'page', accountId, payload, timeout });
  }

  /** Runs a scheduled trigger now. Undefined where its filter holds it back. */
  async runSchedule({
    key,
    function: functionKey,
    filter,
    interval,
  }: ScheduledTrigger): Promise<InvocationEnd | undefined> {
    if (filter.appIsLicensed && !this.#isLicensed()) {
      this.#note({ kind: 'filtered', triggerKey: key, event: interval, why: 'The app is not licensed.' });
      return undefined;
    }
    const payload = { context: { cloudId: this.installed.cloudId, moduleKey: key }, contextToken: 'sandbox' };
    const module = { moduleKey: key, moduleType: 'scheduledTrigger' };
    return this.#run({
      ...module,
      functionKey,
      cause: 'schedule',
      payload,
      timeout: this.#backgroundTimeout(functionKey),
    });
  }

  /** Calls a function with a payload as it is, as no module does. */
  invoke(functionKey: string, payload: unknown, accountId: string | undefined): Promise<InvocationEnd> {
    const module = { moduleKey: functionKey, moduleType: 'function' };
    const timeout = this.#backgroundTimeout(functionKey);
    return this.#run({ ...module, functionKey, cause: 'direct', accountId, payload, timeout });
  }

  /** What is due, in no order. */
  due(): Due[] {
    return [
      ...this.queue.messages().map(({ dueAt, queue }): Due => ({ at: dueAt, kind: 'queue', what: queue })),
      ...this.schedule.planned().map(({ at, moduleKey }): Due => ({ at, kind: 'schedule', what: moduleKey })),
      ...this.triggers
        .pending()
        .map(({ at, triggerKey, event }): Due => ({ at, kind: 'event', what: `${triggerKey} ${event}` })),
    ];
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

  #consume({ key, function: functionKey }: Consumer, payload: unknown, root: string): Promise<InvocationEnd> {
    const module = { moduleKey: key, moduleType: 'consumer' };
    const timeout = this.#backgroundTimeout(functionKey);
    return this.#run({ ...module, functionKey, cause: 'queue', payload, timeout, root });
  }

  #trigger(
    { key, functionKey, event }: Pick<EventTrigger, 'key' | 'functionKey' | 'event'>,
    payload: unknown,
  ): Promise<InvocationEnd> {
    const module = { moduleKey: key, moduleType: 'trigger' };
    const cause = event.startsWith('avi:forge:') ? 'lifecycle' : 'event';
    const timeout = this.#timeout(functionKey, RUN_TIME.trigger, RUN_TIME.trigger);
    return this.#run({ ...module, functionKey, cause, payload, timeout });
  }

  /** Without an account it runs for nobody: then only the app's own account is there to ask Jira. */
  async #run(request: InvocationRequest): Promise<InvocationEnd> {
    const { accountId } = request;
    const { installation, person } = INVOCATIONS_A_MINUTE;
    if (!this.#invocations.take(1)) {
      return {
        ending: 'refused',
        message: `An installation calls functions at most ${installation} times in a minute.`,
      };
    }
    if (accountId !== undefined && !this.#invocationsOf(accountId).take(1)) {
      return { ending: 'refused', message: `A person calls functions at most ${person} times in a minute.` };
    }
    return this.#host.invoker.run(this, request);
  }

  #invocationsOf(accountId: string): MinuteLimit {
    const limit = this.#byPerson.get(accountId) ?? new MinuteLimit(this.#pace, INVOCATIONS_A_MINUTE.person);
    this.#byPerson.set(accountId, limit);
    return limit;
  }

  #isLicensed(): boolean {
    return this.#host.license?.active ?? true;
  }

  #backgroundTimeout(functionKey: string): Millis {
    return this.#timeout(functionKey, RUN_TIME.background, RUN_TIME.backgroundMost);
  }

  #timeout(functionKey: string, otherwise: Millis, most: Millis): Millis {
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
