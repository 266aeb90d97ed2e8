import type { HostEvent, HostEventLog } from './host-events';
import type { Clock, Millis } from '../clock';
import type { InvocationResult, InvocationRequest, Invoker, Tenant } from './invoker';
import { INVOCATIONS_A_MINUTE, RUN_TIME } from './limits';
import type { Consumer, EventTrigger, Manifest, ScheduledTrigger, UiModule } from './manifest-content';
import { RateLimit, RateLimits, type RateClock } from './rate-limit';

type WithoutOrigin<T> = T extends unknown ? Omit<T, 'at' | 'installationId'> : never;

/** Notes what happened in an installation now. */
export type NoteHostEvent = (what: WithoutOrigin<HostEvent>) => void;

/** @returns what notes happenings of one installation. */
export function createEventNoter(
  hostEvents: HostEventLog,
  clock: Clock,
  installationId: string,
): NoteHostEvent {
  return hostEvent => hostEvents.note({ at: clock.now(), installationId, ...hostEvent });
}

/** What calls of functions need around them. */
export interface FunctionCallDependencies {
  tenant: Tenant;
  manifest: Manifest;
  invoker: Invoker;
  pace: RateClock;
  isLicensed: boolean;
  note: NoteHostEvent;
}

/** How the modules of one installation call the app's functions: with what, for whom, and for how long. */
export class FunctionCalls {
  readonly #parts: FunctionCallDependencies;
  readonly #installationLimit: RateLimit;
  readonly #personLimit: RateLimits;

  constructor(parts: FunctionCallDependencies) {
    this.#parts = parts;
    this.#installationLimit = new RateLimit(parts.pace, INVOCATIONS_A_MINUTE.installation);
    this.#personLimit = new RateLimits(parts.pace, INVOCATIONS_A_MINUTE.person);
  }

  /** Calls a page's resolver for the person who looks at it. */
  page(
    { key: moduleKey, type: moduleType }: UiModule,
    functionKey: string,
    accountId: string | undefined,
    payload: unknown,
  ): Promise<InvocationResult> {
    const timeout = this.#timeout(functionKey, RUN_TIME.page, RUN_TIME.page);
    return this.#run({ moduleKey, moduleType, functionKey, cause: 'page', accountId, payload, timeout });
  }

  /** Calls a scheduled trigger's function. Undefined where its filter holds it back. */
  async schedule(trigger: ScheduledTrigger): Promise<InvocationResult | undefined> {
    const { key, function: functionKey, filter, interval } = trigger;
    if (filter.appIsLicensed && !this.#parts.isLicensed) {
      this.#parts.note({
        kind: 'filtered',
        triggerKey: key,
        event: interval,
        why: 'The app is not licensed.',
      });
      return undefined;
    }
    const { cloudId } = this.#parts.tenant.facts;
    const payload = { context: { cloudId, moduleKey: key }, contextToken: 'sandbox' };
    const module = { moduleKey: key, moduleType: 'scheduledTrigger' };
    const timeout = this.#backgroundTimeout(functionKey);
    return this.#run({ ...module, functionKey, cause: 'schedule', payload, timeout });
  }

  /** Calls a queue's consumer. */
  consumer(
    { key, function: functionKey }: Consumer,
    payload: unknown,
    root: string,
  ): Promise<InvocationResult> {
    const module = { moduleKey: key, moduleType: 'consumer' };
    const timeout = this.#backgroundTimeout(functionKey);
    return this.#run({ ...module, functionKey, cause: 'queue', payload, timeout, root });
  }

  /** Calls the function that waits for an event. */
  trigger(
    { key, functionKey, event }: Pick<EventTrigger, 'key' | 'functionKey' | 'event'>,
    payload: unknown,
  ): Promise<InvocationResult> {
    const module = { moduleKey: key, moduleType: 'trigger' };
    const cause = event.startsWith('avi:forge:') ? 'lifecycle' : 'event';
    const timeout = this.#timeout(functionKey, RUN_TIME.trigger, RUN_TIME.trigger);
    return this.#run({ ...module, functionKey, cause, payload, timeout });
  }

  /** Calls a function with a payload as it is, as no module does. */
  direct(functionKey: string, payload: unknown, accountId: string | undefined): Promise<InvocationResult> {
    const module = { moduleKey: functionKey, moduleType: 'function' };
    const timeout = this.#backgroundTimeout(functionKey);
    return this.#run({ ...module, functionKey, cause: 'direct', accountId, payload, timeout });
  }

  async #run(request: InvocationRequest): Promise<InvocationResult> {
    const { accountId } = request;
    const { installation, person } = INVOCATIONS_A_MINUTE;
    const refused = (who: string, most: number): InvocationResult => {
      return { ending: 'refused', message: `${who} calls functions at most ${most} times in a minute.` };
    };
    if (!this.#installationLimit.take(1)) return refused('An installation', installation);
    if (accountId !== undefined && !this.#personLimit.take(accountId, 1)) return refused('A person', person);
    return this.#parts.invoker.run(this.#parts.tenant, request);
  }

  #backgroundTimeout(functionKey: string): Millis {
    return this.#timeout(functionKey, RUN_TIME.background, RUN_TIME.backgroundMost);
  }

  #timeout(functionKey: string, otherwise: Millis, most: Millis): Millis {
    const requestedSeconds = this.#parts.manifest.functions.get(functionKey)?.timeoutSeconds;
    return Math.min(requestedSeconds === undefined ? otherwise : requestedSeconds * 1_000, most);
  }
}
