import type { Happening, Happenings } from './happenings';
import type { Clock, Millis } from '../clock';
import type { InvocationEnd, InvocationRequest, Invoker, Tenant } from './invoker';
import { INVOCATIONS_A_MINUTE, RUN_TIME } from './limits';
import type { Consumer, EventTrigger, Manifest, ScheduledTrigger, UiModule } from './manifest-content';
import { RateLimit, RateLimits, type Pace } from './pace';

type WithoutPlace<T> = T extends unknown ? Omit<T, 'at' | 'installationId'> : never;

/** Notes what happened in an installation now. */
export type Note = (what: WithoutPlace<Happening>) => void;

/** @returns what notes happenings of one installation. */
export function noteOf(happenings: Happenings, clock: Clock, installationId: string): Note {
  return what => happenings.note({ at: clock.now(), installationId, ...what });
}

/** What calls of functions need around them. */
export interface CallParts {
  tenant: Tenant;
  manifest: Manifest;
  invoker: Invoker;
  pace: Pace;
  isLicensed: boolean;
  note: Note;
}

/** How the modules of one installation call the app's functions: with what, for whom, and for how long. */
export class FunctionCalls {
  readonly #parts: CallParts;
  readonly #ofInstallation: RateLimit;
  readonly #ofPerson: RateLimits;

  constructor(parts: CallParts) {
    this.#parts = parts;
    this.#ofInstallation = new RateLimit(parts.pace, INVOCATIONS_A_MINUTE.installation);
    this.#ofPerson = new RateLimits(parts.pace, INVOCATIONS_A_MINUTE.person);
  }

  /** Calls a page's resolver for the person who looks at it. */
  page(
    { key: moduleKey, type: moduleType }: UiModule,
    functionKey: string,
    accountId: string | undefined,
    payload: unknown,
  ): Promise<InvocationEnd> {
    const timeout = this.#timeout(functionKey, RUN_TIME.page, RUN_TIME.page);
    return this.#run({ moduleKey, moduleType, functionKey, cause: 'page', accountId, payload, timeout });
  }

  /** Calls a scheduled trigger's function. Undefined where its filter holds it back. */
  async schedule(trigger: ScheduledTrigger): Promise<InvocationEnd | undefined> {
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
  consumer({ key, function: functionKey }: Consumer, payload: unknown, root: string): Promise<InvocationEnd> {
    const module = { moduleKey: key, moduleType: 'consumer' };
    const timeout = this.#backgroundTimeout(functionKey);
    return this.#run({ ...module, functionKey, cause: 'queue', payload, timeout, root });
  }

  /** Calls the function that waits for an event. */
  trigger(
    { key, functionKey, event }: Pick<EventTrigger, 'key' | 'functionKey' | 'event'>,
    payload: unknown,
  ): Promise<InvocationEnd> {
    const module = { moduleKey: key, moduleType: 'trigger' };
    const cause = event.startsWith('avi:forge:') ? 'lifecycle' : 'event';
    const timeout = this.#timeout(functionKey, RUN_TIME.trigger, RUN_TIME.trigger);
    return this.#run({ ...module, functionKey, cause, payload, timeout });
  }

  /** Calls a function with a payload as it is, as no module does. */
  direct(functionKey: string, payload: unknown, accountId: string | undefined): Promise<InvocationEnd> {
    const module = { moduleKey: functionKey, moduleType: 'function' };
    const timeout = this.#backgroundTimeout(functionKey);
    return this.#run({ ...module, functionKey, cause: 'direct', accountId, payload, timeout });
  }

  async #run(request: InvocationRequest): Promise<InvocationEnd> {
    const { accountId } = request;
    const { installation, person } = INVOCATIONS_A_MINUTE;
    const refused = (who: string, most: number): InvocationEnd => {
      return { ending: 'refused', message: `${who} calls functions at most ${most} times in a minute.` };
    };
    if (!this.#ofInstallation.take(1)) return refused('An installation', installation);
    if (accountId !== undefined && !this.#ofPerson.take(accountId, 1)) return refused('A person', person);
    return this.#parts.invoker.run(this.#parts.tenant, request);
  }

  #backgroundTimeout(functionKey: string): Millis {
    return this.#timeout(functionKey, RUN_TIME.background, RUN_TIME.backgroundMost);
  }

  #timeout(functionKey: string, otherwise: Millis, most: Millis): Millis {
    const asked = this.#parts.manifest.functions.get(functionKey)?.timeoutSeconds;
    return Math.min(asked === undefined ? otherwise : asked * 1_000, most);
  }
}
