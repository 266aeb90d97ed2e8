import type { Millis } from '../clock';

/** Why a function was called. */
export type InvocationCause = 'page' | 'queue' | 'schedule' | 'event' | 'lifecycle' | 'direct';

/** How an invocation ended. */
export type InvocationEnding = 'done' | 'threw' | 'timed-out' | 'out-of-memory' | 'crashed' | 'refused';

/** What happened on the host, for the bench and for tests. */
export type HostEvent = { at: Millis; installationId: string } & (
  | {
      kind: 'invocation';
      functionKey: string;
      moduleKey: string;
      cause: InvocationCause;
      ending: InvocationEnding;
      /** The error's message; undefined where it ended well. */
      message: string | undefined;
      /** Real milliseconds. */
      took: Millis;
      /** External calls: Jira, storage, queue. */
      calls: number;
    }
  | { kind: 'console'; functionKey: string; level: string; text: string }
  /** Something that Forge would not have let the app do. */
  | { kind: 'refused'; functionKey: string; what: string; why: string }
  /** A delivery that will be made again. */
  | { kind: 'redelivery'; what: string; due: Millis; why: string }
  /** A delivery that was given up, or never made. */
  | { kind: 'dropped'; what: string; why: string }
  /** A trigger's filter held an event back. */
  | { kind: 'filtered'; triggerKey: string; event: string; why: string }
);

const MAX_EVENTS = 5_000;

/** The last of what happened, oldest first. */
export class HostEventLog {
  readonly #events: HostEvent[] = [];
  readonly #listener: ((hostEvent: HostEvent) => void) | undefined;

  constructor(listener: ((hostEvent: HostEvent) => void) | undefined) {
    this.#listener = listener;
  }

  note(hostEvent: HostEvent): void {
    this.#events.push(hostEvent);
    if (this.#events.length > MAX_EVENTS) this.#events.splice(0, this.#events.length - MAX_EVENTS);
    this.#listener?.(hostEvent);
  }

  all(): readonly HostEvent[] {
    return this.#events;
  }
}
