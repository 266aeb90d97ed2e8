import { HOUR, type Clock } from '../clock';
import type { Answer } from './answer';
import type { LimitReason } from './faults';
import type { Operation } from './operation';

/** `off` counts and never refuses; `points` holds the hourly quota; `points-and-bursts` the requests a second, too. */
export type QuotaMode = 'off' | 'points' | 'points-and-bursts';

/** The points that all of an app's customers share in an hour. */
export const HOURLY_POINTS = 65_000;

/** Requests a second on one endpoint, by method. */
const BURST_RATES: Record<Operation['method'], number> = { GET: 100, POST: 100, PUT: 50, DELETE: 50 };

/** What an answer costs: a read 1 and 1 for each core object or 2 for each identity or access object, a write 1. */
export function pointsOf(operation: Pick<Operation, 'method' | 'isReadOnly'>, answer: Answer): number {
  if (operation.method !== 'GET' && !operation.isReadOnly) return 1;
  if (answer.status >= 400) return 1;
  return 1 + (answer.core ?? 0) + 2 * (answer.access ?? 0);
}

/** A refusal for too many requests, with the documented headers. `retryAfter` is in seconds. */
export function tooManyRequests(
  reason: LimitReason,
  retryAfter: number,
  resetAt: number,
  limit: number,
): Answer {
  if (reason === 'gateway') return { status: 429, body: { message: 'Rate limit exceeded.' } };
  return {
    status: 429,
    body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
    headers: {
      'Retry-After': String(retryAfter),
      'RateLimit-Reason': reason,
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': new Date(resetAt).toISOString(),
    },
  };
}

/** The limits that Jira sets an app: points an hour, requests a second on an endpoint, writes on one work item. */
export class Quota {
  mode: QuotaMode;
  #hour = -1;
  #spent = 0;
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #writes = new Map<string, number[]>();

  /** @param now the time that bursts are measured with, in milliseconds: they are about real load, not about the site's clock. */
  constructor(clock: Clock, mode: QuotaMode, now: () => number = () => performance.now()) {
    this.#clock = clock;
    this.mode = mode;
    this.#now = now;
  }

  /** Points spent in the current UTC hour. */
  get spent(): number {
    this.#startHour();
    return this.#spent;
  }

  /** Takes points as if other customers had spent them. */
  spend(points: number): void {
    this.#startHour();
    this.#spent += points;
  }

  /** Refuses a request that is over a limit. `issue` is the work item that a write is about. */
  checkRequest(operation: Operation, name: string, issue: string | undefined): Answer | undefined {
    if (this.mode === 'off') return undefined;
    this.#startHour();
    const now = this.#clock.now();
    if (this.#spent >= HOURLY_POINTS) {
      const reset = (this.#hour + 1) * HOUR;
      return tooManyRequests(
        'jira-quota-global-based',
        Math.ceil((reset - now) / 1000),
        reset,
        HOURLY_POINTS,
      );
    }
    if (this.mode === 'points') return undefined;
    const rate = BURST_RATES[operation.method];
    if (!this.#takeToken(name, rate)) return tooManyRequests('jira-burst-based', 1, now + 1000, rate);
    if (issue !== undefined && operation.method !== 'GET' && !operation.isReadOnly && !this.#canWrite(issue))
      return tooManyRequests('jira-per-issue-on-write', 2, now + 2000, 20);
    return undefined;
  }

  /** What every answer to an app tells of the limits. No header says how many points are left. */
  headers(name: string, method: Operation['method']): Record<string, string> {
    if (this.mode === 'off') return {};
    this.#startHour();
    const seconds = Math.ceil(((this.#hour + 1) * HOUR - this.#clock.now()) / 1000);
    const rate = BURST_RATES[method];
    const left = Math.floor(this.#buckets.get(name)?.tokens ?? rate);
    return {
      'RateLimit-Policy': `"global-app-quota";q=${HOURLY_POINTS};w=3600`,
      RateLimit: `"global-app-quota";t=${seconds}`,
      'X-RateLimit-Limit': String(rate),
      'X-RateLimit-Remaining': String(left),
      ...(left < rate / 5 ? { 'X-RateLimit-NearLimit': 'true' } : {}),
    };
  }

  #startHour(): void {
    const hour = Math.floor(this.#clock.now() / HOUR);
    if (hour === this.#hour) return;
    this.#hour = hour;
    this.#spent = 0;
  }

  #takeToken(name: string, rate: number): boolean {
    const now = this.#now();
    const bucket = this.#buckets.get(name) ?? { tokens: rate, at: now };
    bucket.tokens = Math.min(rate, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    bucket.at = now;
    this.#buckets.set(name, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** 20 writes in 2 seconds, 100 in 30. */
  #canWrite(issue: string): boolean {
    const now = this.#now();
    const recent = (this.#writes.get(issue) ?? []).filter(at => now - at < 30_000);
    const may = recent.length < 100 && recent.filter(at => now - at < 2000).length < 20;
    if (may) recent.push(now);
    this.#writes.set(issue, recent);
    return may;
  }
}
