import { type Millis } from '../clock';
import {
  type BenchAction,
  type BenchChoice,
  type ActivityEntry,
  type HistoryProgress,
  type Person,
} from './bench-port';

/** The bench as the browser is sent it: all that it shows, without the functions. */
export interface BenchView {
  now: Millis;
  version: number;
  historyProgress: HistoryProgress | null;
  actions: Omit<BenchAction, 'run' | 'undo'>[];
  choices: Omit<BenchChoice, 'choose'>[];
  activity: ActivityEntry[];
}

/** What the shell asks for once, when it loads. */
export interface ShellConfig {
  siteName: string;
  siteUrl: string;
  people: readonly Person[];
  modules: readonly ShellModule[];
}

/** A UI module of the app, as the shell lists it. */
export interface ShellModule {
  key: string;
  type: string;
  title: string;
  useAsConfig: boolean;
  displayConditions: Record<string, unknown> | undefined;
}
