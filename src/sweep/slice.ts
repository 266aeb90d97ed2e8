import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { nonEmptyId } from '../jira/id';
import { type Jira } from '../jira/jira';
import { type Meter } from '../jira/meter';
import { EvidenceWriter } from '../storage/evidence-writer';
import { type LedgerEntry, type LedgerRecord, appendToLedger } from '../storage/ledger';
import { type Hold, writeHeld } from '../storage/lock';
import { HeldRemediations } from '../storage/remediations';
import { type Run, readRun, runWrite } from '../storage/run';
import { type Site, siteWrite } from '../storage/site';
import { type Write } from '../storage/transaction';
import { digest } from '../storage/values';
import { type Instant, instant } from '../terms/instant';
import { SOURCE_IDS } from '../terms/source-id';
import { feedSinceOf } from './evidence-now';
import { allowanceAt, budgetAt, isNewHour, pointsBackAt, spend } from './budget';
import { type SecondRead, nameOf } from './judge-site';
import { type Progress, writes } from './progress';
import { grouped } from './second-reads';
import { type ReadEnd } from './read';
import { type SliceTime, sliceTime } from './slice-time';
import { type Surroundings } from './surroundings';
import { trustedRun } from './trusted';

/** What a judging leaves. */
export interface Leaving {
  /** What nothing names before the rest is written. */
  readonly before: readonly Write[];
  /** What is written at once, with the entry of the ledger where there is one. */
  readonly together: readonly Write[];
  readonly record?: LedgerRecord;
}
const nothing: Leaving = { before: [], together: [] };

/** One slice of work: the run as it stands, what was read, what that cost, and how long there is. */
export class Slice {
  readonly store = new EvidenceWriter();
  #site: Site;
  readonly jira: Jira;
  readonly newId: () => string;
  /** Something was read, or failed to be: the site has to be judged anew. */
  dirty = false;
  readonly #progress = new Set<Progress>();
  #leavesChanges = false;
  /** When there are API points again; undefined while neither Jira nor the budget refused a call for lack of them. */
  pointsAt: Instant | undefined;
  /** What this slice tried to read a second time, and when it may be tried again, by name. */
  readonly #putOff = new Map<string, Instant>();
  /** When each second read was due as the run had it before the judging, by name. */
  #known: ReadonlyMap<string, number> = new Map();
  /** When there is something to do though nothing was read; undefined where there is not. */
  backAt: Instant | undefined;
  /** A person asked to check something, and nothing else asks for the site to be judged: what judging costs is the check's. */
  judgesForCheck = false;
  /** The slice of a tick. */
  isTick = false;
  /** Points that this slice had spent when it began to judge. */
  judgesFrom = 0;
  /** How asking for the rights ended in this slice; undefined while it did not ask. */
  rightsRead: ReadEnd | undefined;
  readonly #meter: Meter;
  readonly #allowance: number;
  /** The first slice in its UTC hour: nothing of the hour's points is spent. */
  readonly isFirstInHour: boolean;
  readonly #time: SliceTime;
  readonly #startedAt: Instant;
  readonly hold: Hold;
  /** The records of work items, read once in this slice. */
  readonly remediations: HeldRemediations;
  #run: Run;

  private constructor(run: Run, hold: Hold, { now, jiraWith, newId, site }: Surroundings) {
    this.#run = run;
    this.hold = hold;
    this.#site = site;
    this.newId = newId;
    this.#time = sliceTime(now);
    this.#startedAt = now();
    this.remediations = new HeldRemediations(hold, this.#startedAt);
    this.isFirstInHour = isNewHour(run.budget, now());
    this.#allowance = allowanceAt(run.budget, now(), instant(site.installedAt));
    const { jira, meter } = jiraWith(this.#allowance);
    this.jira = this.#watched(jira);
    this.#meter = meter;
  }

  static async open(hold: Hold, surroundings: Surroundings): Promise<Slice> {
    const slice = new Slice(trustedRun(await readRun(), surroundings.now()), hold, surroundings);
    await slice.store.load(SOURCE_IDS);
    return slice;
  }

  /** Says that events brought changes which this slice has no time for. */
  leaveChanges(): void {
    this.#leavesChanges = true;
  }

  get leavesChanges(): boolean {
    return this.#leavesChanges;
  }

  noteProgress(what: Progress): void {
    this.#progress.add(what);
  }

  /** Whether anything came of this slice so far. Where not, it may not ask for the next one at once. */
  get hasProgress(): boolean {
    return this.#progress.size > 0 || this.store.hasGained;
  }

  /** The gateway, with what its calls say of progress and of points. */
  #watched(jira: Jira): Jira {
    return {
      call: async (operation, input) => {
        try {
          const answer = await jira.call(operation, input);
          if (writes(operation)) this.#progress.add('work-item');
          return answer;
        } catch (error) {
          if (error instanceof JiraError) this.#notePoints(error);
          throw error;
        }
      },
    };
  }

  #notePoints({ kind, limit, retryAfter }: JiraError): void {
    if (kind !== 'over-budget' && (kind !== 'rate-limited' || limit === 'burst')) return;
    const share = (parseInt(digest(this.#site.cloudId).slice(0, 4), 16) % 100) / 100;
    const at = pointsBackAt(this.now(), kind === 'over-budget' ? undefined : retryAfter, share);
    this.pointsAt = instant(Math.max(at, this.pointsAt ?? at));
  }

  get site(): Site {
    return this.#site;
  }

  get run(): Run {
    return this.#run;
  }

  /** Since when changes have been followed without a hole; undefined while they can't be. */
  get feedSince(): Instant | undefined {
    return feedSinceOf(this.#run);
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

  /** Points that judging has taken so far. */
  get judgingPoints(): number {
    return this.points - this.judgesFrom;
  }

  /** Points that this slice may still spend. */
  get pointsLeft(): number {
    return Math.max(0, this.#allowance - this.points);
  }

  /** While `reading` goes on, a share of this hour's allowance is not touched. */
  async sparing<T>(share: number, reading: () => Promise<T>): Promise<T> {
    const { budget } = this.#run;
    const hour = this.#allowance + budgetAt(budget, this.#startedAt).spent;
    this.#meter.keepBack(hour * share);
    try {
      return await reading();
    } finally {
      this.#meter.keepBack(0);
    }
  }

  /** While `reading` goes on, it spends at most so many points. */
  async within<T>(points: number, reading: () => Promise<T>): Promise<T> {
    this.#meter.keepBack(Math.max(0, this.pointsLeft - points));
    try {
      return await reading();
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

  /** Notes that what this slice tried to read a second time is not to be tried again before a moment. */
  putOff(read: Pick<SecondRead, 'source' | 'key'>, until: Instant): void {
    this.#putOff.set(nameOf(read), until);
  }

  /** What was put off, by name. */
  get tried(): readonly string[] {
    return [...this.#putOff.keys()];
  }

  /** Whether something waited for its second read before, or was tried in this slice. */
  isKnown(read: Pick<SecondRead, 'source' | 'key'>): boolean {
    return this.#putOff.has(nameOf(read)) || this.#known.has(nameOf(read));
  }

  /**
   * When something may be read a second time. What was read in vain, in this slice or in one before, waits longer: other
   * messages in between make it no sooner readable.
   */
  #notBefore(read: SecondRead): Instant {
    const name = nameOf(read);
    return instant(Math.max(read.at, this.#putOff.get(name) ?? this.#known.get(name) ?? read.at));
  }

  /** Replaces what waits for a second read. When each was due before is remembered. */
  plan(reads: readonly SecondRead[]): void {
    const before = this.#run.second.map(read => [nameOf(read), read.at] as const);
    this.#known = new Map([...this.#known, ...before]);
    const second = grouped(reads).map(read => ({ ...read, at: this.#notBefore(read) }));
    this.update({ second: second.sort((one, other) => one.at - other.at) });
  }

  /** Asks for another judging at a moment that is near. */
  comeBack(at: Instant): void {
    this.backAt = at;
    this.update({ judgeBy: Math.min(at, this.#run.judgeBy ?? at) });
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

  /** Writes what was read, and after it what else there is. @throws LostHold */
  async #write(...others: readonly Write[][]): Promise<void> {
    const unsaved = this.store.unsaved();
    await writeHeld(this.hold, [...unsaved.flatMap(({ groups }) => groups), ...others]);
    this.store.wasSaved(unsaved);
  }

  /**
   * What was read, and then the run: its cursor in the audit log has passed what was read because of the log.
   * @throws LostHold where somebody else holds the sweep.
   */
  readonly checkpoint = (): Promise<void> => this.#write([runWrite(this.#priced())]);

  /** Asks, once in an installation, which account this app runs as. Where Jira doesn't say, the next sweep asks again. */
  async learnOwnAccount(): Promise<void> {
    if (this.#site.ownAccount !== undefined) return;
    try {
      const { accountId } = await this.jira.call('myself.get', {
        answer: z.object({ accountId: nonEmptyId }),
      });
      this.#site = { ...this.#site, ownAccount: accountId };
      await this.#write([siteWrite(this.#site)]);
    } catch (error) {
      if (!(error instanceof JiraError)) throw error;
    }
  }

  /** The run as it is when the slice is over. */
  #finished(): Run {
    const { sweep, ...run } = this.#priced();
    if (sweep === undefined) return run;
    if (sweep.pending.length > 0) return { ...run, sweep };
    return { ...run, lastSweep: { at: this.now(), cost: sweep.cost, why: sweep.why } };
  }

  /**
   * Ends the slice: what was read first, and then the run with all that a judging leaves, in one transaction. A crash before
   * it leaves nothing of the judging, which is then made anew; one after it leaves all.
   * @throws LostHold
   */
  async finish({ before, together, record }: Leaving = nothing): Promise<void> {
    await this.#write(...before.map(write => [write]));
    const writes = [...together, runWrite(this.#finished())];
    if (record === undefined) await writeHeld(this.hold, [writes]);
    else await this.#append(record, writes);
  }

  async #append(record: LedgerRecord, writes: readonly Write[]): Promise<LedgerEntry> {
    const entry = await appendToLedger(record, this.now(), { writes, hold: this.hold });
    if (entry === undefined) throw new Error('the judging could not be written');
    return entry;
  }
}
