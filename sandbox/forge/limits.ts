import { DAY, HOUR, MINUTE, type Millis } from '../clock';

const KB = 1024;

/** How long a function may run, by what calls it (developer.atlassian.com: Forge platform quotas and limits). */
export const RUN_TIME = {
  /** A resolver that a page waits for. */
  page: 25_000,
  /** Product and lifecycle triggers. */
  trigger: 55_000,
  /** Queue consumers and scheduled triggers without `timeoutSeconds`. */
  background: 55_000,
  /** Queue consumers and scheduled triggers at most. */
  backgroundMost: 900_000,
  /** One request that leaves the function. */
  request: 180_000,
} as const satisfies Record<string, Millis>;

/** MB of memory of a function that names none. */
export const MEMORY_MB = 512;

/** Bytes that may go into a function from a page, and come out of it. */
export const PAYLOAD = { request: 500 * KB, response: 5 * KB * KB } as const;

/** Invocations an installation and a person may cause in a minute. */
export const INVOCATIONS_A_MINUTE = { installation: 7_000, person: 1_200 } as const;

/** Requests that leave Atlassian, of an installation in a minute. */
export const EGRESS_A_MINUTE = 100;

/** Log lines and bytes kept of one runtime minute; what is more is lost. */
export const LOG = { lines: 100, bytes: 200 * KB } as const;

/** Limits of the key-value store and the custom entities (developer.atlassian.com: KVS and Custom Entity Store limits). */
export const KVS = {
  keyLength: 500,
  /** As the documentation writes it: letters, digits, `: . _ - #` and white space, not white space alone. */
  keyForm: /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/,
  valueBytes: 240 * KB,
  depth: 31,
  batchKeys: 25,
  batchBytes: 4 * KB * KB,
  transactionOperations: 25,
  transactionBytes: 4 * KB * KB,
  page: 10,
  pageMost: 100,
  ttlMost: 365 * DAY,
  /** A request counts once for each started 10 KB. */
  unitBytes: 10 * KB,
  readUnitsAMinute: 4_000,
  writeUnitsAMinute: 4_000,
  requestsASecond: 1_000,
  /** Of one key. */
  readBytesASecond: 12 * KB * KB,
  writeBytesASecond: KB * KB,
  entities: 20,
} as const;

/** Limits of the async events queue (developer.atlassian.com: Async events limits). */
export const QUEUE = {
  events: 50,
  pushBytes: 200 * KB,
  /** An event for a consumer that may run longer than `RUN_TIME.background`. */
  longEventBytes: 100 * KB,
  delaySeconds: 900,
  eventsAMinute: 500,
  retryDataBytes: 4 * KB,
  retrySeconds: 900,
  /** Pushes that one first invocation may cause through all its consequences. */
  cyclicPushes: 1_000,
  retention: DAY,
  longestBackOff: 15 * MINUTE,
} as const;

/** A product event's function may ask for another try until it was called this often. */
export const MAX_EVENT_ATTEMPTS = 4;

/** Scheduled triggers an app may have, and how many of them every five minutes. */
export const SCHEDULES = { most: 5, fiveMinute: 1 } as const;

/** How often each interval of a scheduled trigger comes round. */
export const INTERVAL = {
  fiveMinute: 5 * MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
} as const satisfies Record<string, Millis>;
