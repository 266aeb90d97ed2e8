import type { Clock } from '../clock';
import type { ProductEvent } from '../ports';
import type { Viewer } from './permissions';
import type { SiteSwitches } from './switches';

/** Hands product events to those who listen: the Forge host. They go out once what raised them is written down. */
export class ProductEvents {
  #waiting: ProductEvent[] = [];
  readonly #listeners = new Set<(event: ProductEvent) => void>();
  readonly #clock: Clock;
  readonly #switches: SiteSwitches;

  constructor(clock: Clock, switches: SiteSwitches) {
    this.#clock = clock;
    this.#switches = switches;
  }

  listen(listener: (event: ProductEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * @param name e.g. `avi:jira:updated:filter`
   * @param payload what Atlassian documents beside `eventType`; `atlassianId` is added where `named` says that the event has it.
   */
  raise(
    name: string,
    actor: Viewer,
    payload: Record<string, unknown>,
    { named = true, runtime = {} }: { named?: boolean; runtime?: Record<string, unknown> } = {},
  ): void {
    const at = this.#clock.now();
    const event: ProductEvent = {
      name,
      actor: actor?.accountId,
      at,
      payload: {
        eventType: name,
        timestamp: String(at),
        ...payload,
        ...(named && actor ? { atlassianId: actor.accountId } : {}),
      },
      runtime,
    };
    this.#waiting.push(structuredClone(event));
  }

  /** Sends what waits. */
  deliver(): void {
    const events = this.#waiting;
    this.#waiting = [];
    const times = { once: 1, twice: 2, never: 0 }[this.#switches.eventDelivery];
    for (const event of events)
      for (let time = 0; time < times; time += 1)
        for (const listener of this.#listeners) listener(structuredClone(event));
  }
}
