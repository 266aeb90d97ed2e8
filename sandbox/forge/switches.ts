import { DAY, MINUTE, type Millis } from '../clock';

/** Ends the worker at an external call, as a lost machine would. It fires once. */
export interface Crash {
  /** Whose calls are counted; any function's where undefined. */
  functionKey: string | undefined;
  /** The first call is 1. Counted from when the switch was set, across invocations. */
  call: number;
  /** Before the call took effect, or after it did and before the function heard of it. */
  when: 'before' | 'after';
}

/** What Forge leaves open, and what a test wants to happen. Read at each use, so that they may change while the host runs. */
export interface HostSwitches {
  /** Everything that happens by chance follows from it. */
  seed: string;
  /** Chance that a queue delivers an event again that was handled: delivery is at least once. */
  duplicates: number;
  /** Queue events of the same time come in any order, up to a second late. */
  unordered: boolean;
  /** Chance that a scheduled trigger runs twice. */
  secondRuns: number;
  /** The longest time until a KVS query sees a write. */
  queryLag: Millis;
  /** The longest time that the KVS keeps, and returns, an expired value. */
  lateExpiry: Millis;
  /** The longest time from a product event to its trigger. */
  eventDelay: Millis;
  /** How long a queue waits before it calls a consumer again that failed; twice as long each time after. */
  firstBackOff: Millis;
  /** What becomes of queue events that an earlier version of the app pushed. */
  olderEvents: 'delivered' | 'dropped';
  /** Whether the KVS names a lost race as its documentation does; where not, it answers 409 with a code of its own. */
  conflictCodes: 'documented' | 'others';
  /** Batches that an installation may send to the KVS in a minute; Infinity where only single requests are counted. */
  batchesAMinute: number;
  /** Undefined again once it fired. */
  crash: Crash | undefined;
}

/** Forge as it is documented, at its least convenient. */
export const documentedSwitches: HostSwitches = {
  seed: 'forge',
  duplicates: 0.02,
  unordered: true,
  secondRuns: 0.01,
  queryLag: 2_000,
  lateExpiry: 2 * DAY,
  eventDelay: 3 * MINUTE,
  firstBackOff: 15_000,
  olderEvents: 'delivered',
  conflictCodes: 'documented',
  batchesAMinute: 45,
  crash: undefined,
};
