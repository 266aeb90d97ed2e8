import { type Millis } from '../clock';

/**
 * Something that a named person does to the site, and can take back: through Jira's REST API or, where Jira has none for it,
 * through the sandbox's own.
 */
export interface BenchAction {
  id: string;
  /** What is done, in the imperative: "Share a filter with the public". */
  title: string;
  /** Who does it, to what, and what the app should notice. */
  description: string;
  /** `ready`: `run` is possible; `done`: `undo` is possible. */
  state: 'ready' | 'done';
  /** Rejects with an error whose message a person can read. */
  run(): Promise<void>;
  undo(): Promise<void>;
}

/** A fact about the site, or a fault of it, that can be chosen. */
export interface BenchChoice {
  id: string;
  kind: 'switch' | 'fault';
  title: string;
  description: string;
  options: readonly { value: string; label: string }[];
  value: string;
  choose(value: string): Promise<void>;
}

/** What a line is about: a work item by its key, or a control by its id. */
export type ActivitySubject = { workItem: string } | { control: string };

/** What is told: who did what, why, and to what. */
export interface ActivityLine {
  text: string;
  detail?: string;
  subject?: ActivitySubject;
}

/** A line about what happened, in plain words. */
export interface ActivityEntry extends ActivityLine {
  /** Grows by time; names the line. */
  id: number;
  /** When it happened; of what happened several times in a row, the last time. */
  at: Millis;
  /** How often it happened in a row, and since when: of what is only counted. */
  times?: number;
  since?: Millis;
}

/** How far the days before the first visit have been lived through; both are counts of days. */
export interface HistoryProgress {
  day: number;
  of: number;
}

/** Whoever can look at the site through the browser. */
export interface Person {
  accountId: string;
  name: string;
  /** What the person may do, in a few words: "Jira admin". */
  role: string;
}

/** Everything that the bench page shows and does. Whoever assembles the sandbox implements it. */
export interface Bench {
  actions(): readonly BenchAction[];
  choices(): readonly BenchChoice[];
  /** Newest first; at most a few hundred. */
  activity(): readonly ActivityEntry[];
  /** The sandbox's clock. */
  now(): Millis;
  /** Undefined once the days are lived through. */
  historyProgress(): HistoryProgress | undefined;
  /** Moves the clock ahead, with everything that comes due on the way. Resolves when all of it has run. */
  advance(by: Millis): Promise<void>;
  /** Calls the app's scheduled trigger now. Resolves when it and what it started have run. */
  runTrigger(): Promise<void>;
  /** Counts what happened, told or not: what was read of the site before it grew is old. */
  version(): number;
  /** Tells whenever anything above has changed. @returns how to stop listening. */
  onChange(listener: () => void): () => void;
}
