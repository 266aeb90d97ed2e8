import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { type Jira } from '../jira/jira';
import { type Meter } from '../jira/meter';
import { EvidenceStore } from '../storage/evidence';
import { type Hold } from '../storage/lock';
import { type Run, readRun, writeRun } from '../storage/run';
import { type Site, writeSite } from '../storage/site';
import { type Instant, instant } from '../terms/instant';
import { SOURCE_IDS } from '../terms/source-id';
import { sightOf } from './evidence-now';
import { SHARE_FOR_OBJECTS, allowanceAt, budgetAt, spend } from './budget';
import { type ReadEnd } from './read';
import { type SliceTime, sliceTime } from './slice-time';
import { type Surroundings } from './surroundings';

/** One slice of work: the run as it stands, what was read, what that cost, and how long there is. */
export class Slice {
  readonly store = new EvidenceStore();
  #site: Site;
  readonly jira: Jira;
  readonly newId: () => string;
  /** Something was read, or failed to be: the site has to be judged anew. */
  dirty = false;
  /** What this slice has read a second time, as `source key`, or as `source` alone for a pass. */
  readonly readAgain = new Set<string>();
  /** How asking for the rights ended in this slice; undefined while it did not ask. */
  rightsRead: ReadEnd | undefined;
  readonly #meter: Meter;
  readonly #allowance: number;
  readonly #time: SliceTime;
  readonly #startedAt: Instant;
  readonly #hold: Hold;
  #run: Run;

  private constructor(run: Run, hold: Hold, { now, jiraWith, newId, site }: Surroundings) {
    this.#run = run;
    this.#hold = hold;
    this.#site = site;
    this.newId = newId;
    this.#time = sliceTime(now);
    this.#startedAt = now();
    this.#allowance = allowanceAt(run.budget, now(), instant(site.installedAt));
    const { jira, meter } = jiraWith(this.#allowance);
    this.jira = jira;
    this.#meter = meter;
  }

  static async open(hold: Hold, surroundings: Surroundings): Promise<Slice> {
    const slice = new Slice(await readRun(), hold, surroundings);
    await slice.store.load(SOURCE_IDS);
    return slice;
  }

  get site(): Site {
    return this.#site;
  }

  get run(): Run {
    return this.#run;
  }

  /** Since when changes have been followed without a hole; undefined while they can't be. */
  get feedSince(): Instant | undefined {
    return sightOf(this.#run).feedSince;
  }

  now(): Instant {
    return this.#time.now();
  }

  get time(): SliceTime {
    return this.#time;
  }

  /** Points that this slice has spent. */
  get points(): number {
    return this.#meter.spent().points;
  }

  /** While `pass` reads, what is left for single objects in this hour is not touched. */
  async sparing<T>(pass: () => Promise<T>): Promise<T> {
    const { budget } = this.#run;
    const hour = this.#allowance + budgetAt(budget, this.#startedAt).spent;
    this.#meter.keepBack(hour * SHARE_FOR_OBJECTS);
    try {
      return await pass();
    } finally {
      this.#meter.keepBack(0);
    }
  }

  isOver(): boolean {
    return this.#time.isOver();
  }

  replace(run: Run): void {
    this.#run = run;
  }

  update(change: Partial<Run>): void {
    this.#run = { ...this.#run, ...change };
  }

  /** The run as it would be written now, with what this slice has cost so far. */
  #priced(): Run {
    const { calls, points, objects } = this.#meter.spent();
    const seconds = (this.now() - this.#startedAt) / 1000;
    const { sweep } = this.#run;
    const cost = sweep && {
      calls: sweep.cost.calls + calls,
      points: sweep.cost.points + points,
      objects: sweep.cost.objects + objects,
      seconds: sweep.cost.seconds + seconds,
    };
    return {
      ...this.#run,
      budget: spend(this.#run.budget, points, this.now()),
      ...(sweep && cost ? { sweep: { ...sweep, cost, heartbeat: this.now() } } : {}),
    };
  }

  /**
   * What was read, and then the run: its cursor in the audit log has passed what was read because of the log.
   * @throws LostHold where somebody else holds the sweep.
   */
  readonly checkpoint = async (): Promise<void> => {
    await this.store.saveAll();
    await writeRun(this.#priced(), this.#hold);
  };

  /** Asks, once in an installation, which account this app runs as. Where Jira doesn't say, the next sweep asks again. */
  async learnOwnAccount(): Promise<void> {
    if (this.#site.ownAccount !== undefined) return;
    try {
      const { accountId } = await this.jira.call('myself.get', {
        answer: z.object({ accountId: z.string() }),
      });
      this.#site = { ...this.#site, ownAccount: accountId };
      await writeSite(this.#site);
    } catch (error) {
      if (!(error instanceof JiraError)) throw error;
    }
  }

  /** Writes the run for the last time. */
  async finish(): Promise<void> {
    await this.store.saveAll();
    const { sweep, ...run } = this.#priced();
    if (sweep === undefined || sweep.pending.length > 0)
      await writeRun({ ...run, ...(sweep ? { sweep } : {}) }, this.#hold);
    else {
      const lastSweep = { at: this.now(), cost: sweep.cost, why: sweep.why };
      await writeRun({ ...run, lastSweep }, this.#hold);
    }
  }
}
