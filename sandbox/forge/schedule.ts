import { z } from 'zod';
import { type Clock, MINUTE, type Millis } from '../clock';
import type { Store } from '../store';
import type { Delivery } from './deliveries';
import { INTERVAL } from './limits';
import type { ScheduledTrigger } from './manifest-content';
import { seededFraction } from './seeded-fraction';
import { PersistentMap } from './persistent-map';
import type { HostSwitches } from './switches';

const FIRST_RUN_DELAY = 5 * MINUTE;

const plannedRunSchema = z.object({
  moduleKey: z.string(),
  at: z.number(),
  interval: z.string(),
  /** A run that is made a second time. */
  second: z.boolean(),
});
type PlannedRun = z.infer<typeof plannedRunSchema>;

/** What a schedule needs around it. */
export interface ScheduleDependencies {
  installationId: string;
  clock: Clock;
  switches: HostSwitches;
}

/** The scheduled triggers of one installation: each has its own place in the interval, and keeps it. */
export class Schedule {
  readonly #parts: ScheduleDependencies;
  readonly #planned: PersistentMap<PlannedRun>;
  readonly #triggers: readonly ScheduledTrigger[];

  private constructor(
    parts: ScheduleDependencies,
    planned: PersistentMap<PlannedRun>,
    triggers: readonly ScheduledTrigger[],
  ) {
    this.#parts = parts;
    this.#planned = planned;
    this.#triggers = triggers;
  }

  /**
   * Goes on with what is planned. Where the app's triggers are others than those, as after an installation or a deployment
   * that changed one, all of them begin anew: their first run is about five minutes away.
   */
  static async open(
    store: Store,
    path: readonly string[],
    triggers: readonly ScheduledTrigger[],
    parts: ScheduleDependencies,
  ): Promise<Schedule> {
    const planned = await PersistentMap.open(store, path, stored => plannedRunSchema.parse(stored));
    const schedule = new Schedule(parts, planned, triggers);
    const known = [...planned.values()]
      .filter(({ second }) => !second)
      .map(({ moduleKey, interval }) => `${moduleKey} ${interval}`);
    const wanted = triggers.map(({ key, interval }) => `${key} ${interval}`);
    if (known.sort().join('\n') !== wanted.sort().join('\n')) await schedule.#planAll();
    return schedule;
  }

  /** @param run runs the trigger, which is never run again for how that ends. */
  take(now: Millis, run: (trigger: ScheduledTrigger) => Promise<unknown>): Delivery[] {
    return [...this.#planned.entries()]
      .filter(([, { at }]) => at <= now)
      .flatMap(([id, planned]) => {
        const trigger = this.#triggers.find(({ key }) => key === planned.moduleKey);
        const written = this.#planned.write(this.#planNext(id, planned, trigger, now));
        if (trigger === undefined) return [{ at: planned.at, run: () => written }];
        const runOnce = async (): Promise<void> => {
          await written;
          await run(trigger);
        };
        return [{ at: planned.at, run: runOnce }];
      });
  }

  /** When the next run after `now` is due. */
  next(now: Millis): Millis | undefined {
    const due = [...this.#planned.values()].map(({ at }) => at).filter(at => at > now);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  planned(): ReadonlyArray<Pick<PlannedRun, 'moduleKey' | 'at'>> {
    return [...this.#planned.values()];
  }

  clear(): Promise<void> {
    return this.#planned.clear();
  }

  async #planAll(): Promise<void> {
    const now = this.#parts.clock.now();
    await this.#planned.clear();
    await this.#planned.write(
      this.#triggers.map(({ key, interval }) => {
        const at = now + FIRST_RUN_DELAY + MINUTE * this.#fraction('first', key);
        return [key, { moduleKey: key, at, interval, second: false }] as const;
      }),
    );
  }

  /** What is planned once this run was taken: the next at the trigger's place, and now and then the same once more. */
  #planNext(
    id: string,
    planned: PlannedRun,
    trigger: ScheduledTrigger | undefined,
    now: Millis,
  ): Array<readonly [string, PlannedRun | undefined]> {
    if (trigger === undefined || planned.second) return [[id, undefined]];
    const interval = INTERVAL[trigger.interval];
    const place = interval * this.#fraction('place', planned.moduleKey);
    // Runs that were missed while the sandbox stood still are not made up for.
    const at = now - (now % interval) + place;
    const next = { ...planned, at: at > now ? at : at + interval };
    const { switches } = this.#parts;
    if (this.#fraction('second', planned.moduleKey, planned.at) >= switches.secondRuns) return [[id, next]];
    const again = {
      ...planned,
      at: now + 1_000 + 30_000 * this.#fraction('second at', planned.at),
      second: true,
    };
    return [
      [id, next],
      [`${id} again`, again],
    ];
  }

  #fraction(...about: ReadonlyArray<string | number>): number {
    return seededFraction(this.#parts.switches.seed, 'schedule', this.#parts.installationId, ...about);
  }
}
