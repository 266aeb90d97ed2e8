/** What can go wrong with a request. */
export type Fault =
  /** Another status, with Jira's error body. */
  | { kind: 'status'; status: number; message?: string }
  /** A 429 with the headers of its kind; `gateway` has none, not even `Retry-After`. */
  | { kind: 'limit'; reason: LimitReason; retryAfter?: number }
  /** No answer, ever. */
  | { kind: 'hang' }
  /** The connection breaks before the request takes effect, or after it did and before its answer. */
  | { kind: 'cut'; when: 'before' | 'after' }
  /** A body that is no JSON, with status 200. */
  | { kind: 'not-json' }
  /** A row came in at the top since the first page: later pages repeat one. */
  | { kind: 'row-inserted' }
  /** A row at the top went since the first page: later pages leave one out. */
  | { kind: 'row-removed' }
  /** A list without rows, which says that this is all. */
  | { kind: 'empty' }
  /** As many rows as the right answer has: the first half, each twice. */
  | { kind: 'doubled' }
  /** Every other row is missing, and the count is that of the others. */
  | { kind: 'halved' }
  /** Every page of a list has the rows of the first one. */
  | { kind: 'first-page-again' }
  /** Every row of the answer, or the answer itself where it has none, lacks the field. */
  | { kind: 'missing-field'; field: string }
  /** A row of the answer (the first, without `row`), or the answer itself, has a value that no document names. */
  | { kind: 'new-value'; field: string; value: unknown; row?: number }
  /** Atlassian's user service is down: every account in the answer has fallback values. */
  | { kind: 'user-service-down' };

/** The documented values of `RateLimit-Reason`, and the gateway, which sends no header. */
export type LimitReason =
  | 'jira-quota-global-based'
  | 'jira-quota-tenant-based'
  | 'jira-burst-based'
  | 'jira-per-issue-on-write'
  | 'gateway';

/** A fault and the requests that it hits. */
export interface PlannedFault {
  /** An operation's name such as `GET /rest/api/3/filter/search`; `*` stands for any text in it. */
  on: string;
  fault: Fault;
  /** How many requests it hits; without it, all until it is cleared. */
  times?: number;
  /** How many matching requests pass first. */
  after?: number;
}

interface ActiveFault extends PlannedFault {
  remaining: number;
  skipped: number;
}

/** Faults on demand. */
export class Faults {
  #activeFaults: ActiveFault[] = [];

  /** @returns how to take it back. */
  add(planned: PlannedFault): () => void {
    const standing: ActiveFault = {
      ...planned,
      remaining: planned.times ?? Infinity,
      skipped: planned.after ?? 0,
    };
    this.#activeFaults.push(standing);
    return () => {
      this.#activeFaults = this.#activeFaults.filter(one => one !== standing);
    };
  }

  clear(): void {
    this.#activeFaults = [];
  }

  /** What stands, for a page that lists it. */
  list(): PlannedFault[] {
    return this.#activeFaults.map(({ on, fault, remaining: left }) => ({
      on,
      fault,
      ...(left === Infinity ? {} : { times: left }),
    }));
  }

  /** The fault that hits this request, counted. */
  take(operation: string): Fault | undefined {
    for (const standing of this.#activeFaults) {
      if (!matchesPattern(standing.on, operation)) continue;
      if (standing.skipped > 0) {
        standing.skipped -= 1;
        continue;
      }
      standing.remaining -= 1;
      if (standing.remaining <= 0) this.#activeFaults = this.#activeFaults.filter(one => one !== standing);
      return standing.fault;
    }
    return undefined;
  }
}

function matchesPattern(pattern: string, operation: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(operation);
}

/** The rows of an answer: of a page, a list, or the answer itself. */
function answerRows(body: unknown): Record<string, unknown>[] {
  const objects = (list: readonly unknown[]): Record<string, unknown>[] =>
    list.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
  if (Array.isArray(body)) return objects(body);
  if (typeof body !== 'object' || body === null) return [];
  const list = Object.values(body).find((value): value is unknown[] => Array.isArray(value));
  return list ? objects(list) : objects([body]);
}

/** Puts fallback values into every account of an answer, however deep. */
function withFallbackAccounts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFallbackAccounts);
  if (typeof value !== 'object' || value === null) return value;
  const body = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withFallbackAccounts(part)]),
  );
  if (!('accountId' in body) || !('displayName' in body)) return body;
  const { appType: _unsaid, ...rest } = body;
  return { ...rest, accountType: 'unknown', displayName: 'Unknown', active: false };
}

const ROW_FAULTS: Readonly<Partial<Record<Fault['kind'], (rows: readonly unknown[]) => unknown[]>>> = {
  empty: () => [],
  doubled: rows => rows.map((_, place) => rows[Math.floor(place / 2)]),
  halved: rows => rows.filter((_, place) => place % 2 === 0),
};

/** The answer with other rows in its list, and the count that goes with them. */
function applyRowFault(body: unknown, { kind }: Fault): unknown {
  const cut = ROW_FAULTS[kind];
  if (cut === undefined) return body;
  if (Array.isArray(body)) return cut(body);
  if (typeof body !== 'object' || body === null) return body;
  const list = Object.entries(body).find((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  if (list === undefined) return body;
  const [name, rows] = list;
  const total: unknown = 'total' in body ? body.total : undefined;
  const counted = typeof total === 'number' && kind !== 'doubled';
  return {
    ...body,
    [name]: cut(rows),
    ...(counted ? { total: kind === 'empty' ? 0 : Math.ceil(total / 2) } : {}),
    ...(kind === 'empty' && 'isLast' in body ? { isLast: true } : {}),
  };
}

/** The answer's body with a fault of content put in. */
export function applyFault(originalBody: unknown, fault: Fault): unknown {
  const body = applyRowFault(originalBody, fault);
  if (fault.kind === 'user-service-down') return withFallbackAccounts(body);
  if (fault.kind !== 'missing-field' && fault.kind !== 'new-value') return body;
  const copy: unknown = structuredClone(body);
  const rows = answerRows(copy);
  if (fault.kind === 'missing-field') {
    for (const row of rows) delete row[fault.field];
    return copy;
  }
  const row = rows[fault.row ?? 0];
  if (row) row[fault.field] = fault.value;
  return copy;
}
