import type { Millis } from '../clock';

/** Why a function was called. */
export type Cause = 'page' | 'queue' | 'schedule' | 'event' | 'lifecycle' | 'direct';

/** How an invocation ended. */
export type Ending = 'done' | 'threw' | 'timed-out' | 'out-of-memory' | 'crashed' | 'refused';

/** What happened on the host, for the bench and for tests. */
export type Happening = { at: Millis; installationId: string } & (
  | {
      kind: 'invocation';
      functionKey: string;
      moduleKey: string;
      cause: Cause;
      ending: Ending;
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
  | { kind: 'again'; what: string; due: Millis; why: string }
  /** A delivery that was given up, or never made. */
  | { kind: 'dropped'; what: string; why: string }
  /** A trigger's filter held an event back. */
  | { kind: 'filtered'; triggerKey: string; event: string; why: string }
);

const KEPT = 5_000;

/** The last of what happened, oldest first. */
export class Happenings {
  readonly #kept: Happening[] = [];
  readonly #listener: ((happening: Happening) => void) | undefined;

  constructor(listener: ((happening: Happening) => void) | undefined) {
    this.#listener = listener;
  }

  note(happening: Happening): void {
    this.#kept.push(happening);
    if (this.#kept.length > KEPT) this.#kept.splice(0, this.#kept.length - KEPT);
    this.#listener?.(happening);
  }

  all(): readonly Happening[] {
    return this.#kept;
  }
}
