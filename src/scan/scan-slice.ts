import { z } from 'zod';
import { JiraError } from '../jira/jira-error';
import { idSchema } from '../jira/id-schemas';
import { type Jira } from '../jira/jira';
import { type Meter } from '../jira/meter';
import { EvidenceWriter } from '../storage/evidence-writer';
import { type AuditEntry, type AuditEntryInput, appendToAuditTrail } from '../storage/audit-trail';
import { type ScanLock, writeWithLock } from '../storage/lock';
import { LockedRemediationStore } from '../storage/remediation-records';
import { type ScanState, readScanState, buildScanStateWrite } from '../storage/scan-state';
import { type SiteRecord, buildSiteRecordWrite } from '../storage/site-record';
import { type StorageWrite } from '../storage/transaction';
import { sha256Digest } from '../storage/values';
import { type Instant, instant } from '../domain/instant';
import { SOURCE_IDS } from '../domain/source-id';
import { feedSinceOf } from './load-evidence';
import { allowanceAt, budgetAt, isNewHour, pointsAvailableAt, chargeBudget } from './budget';
import { type Confirmation, confirmationKeyOf } from './judge-site';
import { type SliceProgress, isWriteOperation } from './slice-progress';
import { groupConfirmations } from './group-confirmations';
import { type ReadOutcome } from './read-source';
import { type SliceClock, createSliceClock } from './slice-clock';
import { type ScanDependencies } from './scan-dependencies';
import { sanitizeRun } from './sanitize-times';

/** The writes that end a judging. */
export interface JudgingCommit {
  /** Written first: nothing refers to these values until the transaction is written. */
  readonly preliminaryWrites: readonly StorageWrite[];
  /** Written in one transaction, together with the audit trail entry if there is one. */
  readonly transactionWrites: readonly StorageWrite[];
  readonly auditRecord?: AuditEntryInput;
}
const emptyCommit: JudgingCommit = { preliminaryWrites: [], transactionWrites: [] };

/** One slice of work: the scan state, the evidence read so far, its cost, and the time left. */
export class ScanSlice {
  readonly store = new EvidenceWriter();
  #site: SiteRecord;
  readonly jira: Jira;
  readonly newId: () => string;
  /** A source was read or failed, so the site must be judged again. */
  needsJudging = false;
  readonly #progress = new Set<SliceProgress>();
  #hasUnprocessedChanges = false;
  /** When API points are available again; undefined unless Jira or the budget refused a call in this slice. */
  pointsAvailableAt: Instant | undefined;
  /** Confirmations that this slice tried, by `confirmationKeyOf`, and the earliest time for the next attempt. */
  readonly #retryTimes = new Map<string, Instant>();
  /** When each confirmation was due before this judging, by `confirmationKeyOf`. */
  #plannedBefore: ReadonlyMap<string, number> = new Map();
  /** When to judge again even if nothing is read until then; undefined if not needed. */
  judgeAgainAt: Instant | undefined;
  /** True if a requested check is the only reason to judge. The API points for checks then pay for the judging. */
  isJudgingForCheck = false;
  isTick = false;
  /** API points that this slice had spent when judging began. */
  judgesFrom = 0;
  /** How reading the rights ended in this slice; undefined if it did not read them. */
  rightsOutcome: ReadOutcome | undefined;
  readonly #meter: Meter;
  readonly #allowance: number;
  /** The first slice in its UTC hour: no API points of that hour are spent yet. */
  readonly isFirstInHour: boolean;
  readonly #clock: SliceClock;
  readonly #startedAt: Instant;
  readonly lock: ScanLock;
  /** The remediation records, loaded once per slice. */
  readonly remediations: LockedRemediationStore;
  #run: ScanState;

  private constructor(
    scanState: ScanState,
    lock: ScanLock,
    { now, createJiraWithAllowance: jiraWith, newId, site }: ScanDependencies,
  ) {
    this.#run = scanState;
    this.lock = lock;
    this.#site = site;
    this.newId = newId;
    this.#clock = createSliceClock(now);
    this.#startedAt = now();
    this.remediations = new LockedRemediationStore(lock, this.#startedAt);
    this.isFirstInHour = isNewHour(scanState.budget, now());
    this.#allowance = allowanceAt(scanState.budget, now(), instant(site.installedAt));
    const { jira, meter } = jiraWith(this.#allowance);
    this.jira = this.#observeCalls(jira);
    this.#meter = meter;
  }

  static async open(lock: ScanLock, dependencies: ScanDependencies): Promise<ScanSlice> {
    const slice = new ScanSlice(sanitizeRun(await readScanState(), dependencies.now()), lock, dependencies);
    await slice.store.loadStates(SOURCE_IDS);
    return slice;
  }

  /** Notes that the inbox contains changes that this slice has no time for. */
  noteUnprocessedChanges(): void {
    this.#hasUnprocessedChanges = true;
  }

  get hasUnprocessedChanges(): boolean {
    return this.#hasUnprocessedChanges;
  }

  noteProgress(what: SliceProgress): void {
    this.#progress.add(what);
  }

  /** Whether this slice made any progress. Without progress it must not ask for the next slice immediately. */
  get hasProgress(): boolean {
    return this.#progress.size > 0 || this.store.hasReceivedData;
  }

  /** Wraps the gateway to note progress and rate limits from its calls. */
  #observeCalls(jira: Jira): Jira {
    return {
      call: async (operation, input) => {
        try {
          const answer = await jira.call(operation, input);
          if (isWriteOperation(operation)) this.#progress.add('work-item');
          return answer;
        } catch (error) {
          if (error instanceof JiraError) this.#noteRateLimit(error);
          throw error;
        }
      },
    };
  }

  #noteRateLimit({ kind, limit, retryAfter }: JiraError): void {
    if (kind !== 'over-budget' && (kind !== 'rate-limited' || limit === 'burst')) return;
    const share = (parseInt(sha256Digest(this.#site.cloudId).slice(0, 4), 16) % 100) / 100;
    const at = pointsAvailableAt(this.now(), kind === 'over-budget' ? undefined : retryAfter, share);
    this.pointsAvailableAt = instant(Math.max(at, this.pointsAvailableAt ?? at));
  }

  get site(): SiteRecord {
    return this.#site;
  }

  get scanState(): ScanState {
    return this.#run;
  }

  /** Since when the change feed has no gaps; undefined while the feed is unavailable. */
  get feedSince(): Instant | undefined {
    return feedSinceOf(this.#run);
  }

  now(): Instant {
    return this.#clock.now();
  }

  get clock(): SliceClock {
    return this.#clock;
  }

  /** API points that this slice has spent. */
  get points(): number {
    return this.#meter.totalCost().points;
  }

  /** API points that judging has spent so far. */
  get judgingPoints(): number {
    return this.points - this.judgesFrom;
  }

  /** API points that this slice can still spend. */
  get pointsLeft(): number {
    return Math.max(0, this.#allowance - this.points);
  }

  /** Runs `reading` with a share (0..1) of the hour's budget reserved for later. */
  async reservingShare<T>(share: number, reading: () => Promise<T>): Promise<T> {
    const { budget } = this.#run;
    const hour = this.#allowance + budgetAt(budget, this.#startedAt).spent;
    this.#meter.reserve(hour * share);
    try {
      return await reading();
    } finally {
      this.#meter.reserve(0);
    }
  }

  /** Runs `reading` with a limit on the API points it can spend. */
  async spendingAtMost<T>(points: number, reading: () => Promise<T>): Promise<T> {
    this.#meter.reserve(Math.max(0, this.pointsLeft - points));
    try {
      return await reading();
    } finally {
      this.#meter.reserve(0);
    }
  }

  isTimeUp(): boolean {
    return this.#clock.isTimeUp();
  }

  replaceRun(scanState: ScanState): void {
    this.#run = scanState;
  }

  /** Notes that a confirmation must not be tried again before `until`. */
  postponeConfirmation(read: Pick<Confirmation, 'source' | 'key'>, until: Instant): void {
    this.#retryTimes.set(confirmationKeyOf(read), until);
  }

  /** The postponed confirmations, by `confirmationKeyOf`. */
  get postponedKeys(): readonly string[] {
    return [...this.#retryTimes.keys()];
  }

  /** Whether a confirmation was already pending before this judging, or was tried in this slice. */
  isKnownConfirmation(read: Pick<Confirmation, 'source' | 'key'>): boolean {
    return this.#retryTimes.has(confirmationKeyOf(read)) || this.#plannedBefore.has(confirmationKeyOf(read));
  }

  /**
   * The earliest time for a confirmation. One that failed, in this slice or an earlier one, keeps its later time even
   * if other messages run slices in between.
   */
  #earliestConfirmation(read: Confirmation): Instant {
    const name = confirmationKeyOf(read);
    return instant(Math.max(read.at, this.#retryTimes.get(name) ?? this.#plannedBefore.get(name) ?? read.at));
  }

  /** Replaces the pending confirmations and remembers when each was due before. */
  planConfirmations(confirmations: readonly Confirmation[]): void {
    const before = this.#run.pendingConfirmations.map(read => [confirmationKeyOf(read), read.at] as const);
    this.#plannedBefore = new Map([...this.#plannedBefore, ...before]);
    const second = groupConfirmations(confirmations).map(read => ({
      ...read,
      at: this.#earliestConfirmation(read),
    }));
    this.updateRun({ pendingConfirmations: second.sort((one, other) => one.at - other.at) });
  }

  /** Schedules another judging at `at`, or earlier if one is already due earlier. */
  scheduleJudging(at: Instant): void {
    this.judgeAgainAt = at;
    this.updateRun({ judgeBy: Math.min(at, this.#run.judgeBy ?? at) });
  }

  updateRun(change: Partial<ScanState>): void {
    this.#run = { ...this.#run, ...change };
  }

  /** The scan state to write now, including the cost of this slice so far. */
  #runWithCost(): ScanState {
    const { calls, points, objects } = this.#meter.totalCost();
    const seconds = (this.now() - this.#startedAt) / 1000;
    const { scan } = this.#run;
    const cost = scan && {
      calls: scan.cost.calls + calls,
      points: scan.cost.points + points,
      objects: scan.cost.objects + objects,
      seconds: scan.cost.seconds + seconds,
    };
    return {
      ...this.#run,
      budget: chargeBudget(this.#run.budget, points, this.now()),
      ...(scan && cost ? { scan: { ...scan, cost, heartbeat: this.now() } } : {}),
    };
  }

  /** Writes the unsaved evidence first, then the other groups. @throws LockLostError */
  async #write(...others: readonly StorageWrite[][]): Promise<void> {
    const unsaved = this.store.collectUnsaved();
    await writeWithLock(this.lock, [...unsaved.flatMap(({ writeGroups: groups }) => groups), ...others]);
    this.store.markSaved(unsaved);
  }

  /**
   * Writes the evidence before the scan state: the stored audit log cursor must never be ahead of the stored evidence.
   * @throws LockLostError if another holder has the scan lock.
   */
  readonly checkpoint = (): Promise<void> => this.#write([buildScanStateWrite(this.#runWithCost())]);

  /** Reads the app's own account ID once per installation. If Jira refuses, the next scan tries again. */
  async fetchOwnAccount(): Promise<void> {
    if (this.#site.ownAccount !== undefined) return;
    try {
      const { accountId } = await this.jira.call('myself.get', {
        responseSchema: z.object({ accountId: idSchema }),
      });
      this.#site = { ...this.#site, ownAccount: accountId };
      await this.#write([buildSiteRecordWrite(this.#site)]);
    } catch (error) {
      if (!(error instanceof JiraError)) throw error;
    }
  }

  /** The scan state at the end of the slice. */
  #finishedRun(): ScanState {
    const { scan, ...scanState } = this.#runWithCost();
    if (scan === undefined) return scanState;
    if (scan.pending.length > 0) return { ...scanState, scan };
    return { ...scanState, lastScan: { at: this.now(), cost: scan.cost, why: scan.why } };
  }

  /**
   * Ends the slice: writes the evidence, then the scan state and the judging in one transaction. A crash before that
   * transaction loses the whole judging, which then runs again. A crash after it loses nothing.
   * @throws LockLostError
   */
  async finish({
    preliminaryWrites: before,
    transactionWrites: together,
    auditRecord: record,
  }: JudgingCommit = emptyCommit): Promise<void> {
    await this.#write(...before.map(write => [write]));
    const writes = [...together, buildScanStateWrite(this.#finishedRun())];
    if (record === undefined) await writeWithLock(this.lock, [writes]);
    else await this.#appendToAuditTrail(record, writes);
  }

  async #appendToAuditTrail(record: AuditEntryInput, writes: readonly StorageWrite[]): Promise<AuditEntry> {
    const entry = await appendToAuditTrail(record, this.now(), { writes, lock: this.lock });
    if (entry === undefined) throw new Error('the judging could not be written');
    return entry;
  }
}
