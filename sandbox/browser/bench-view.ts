import { type Millis } from '../clock';
import {
  type BenchAction,
  type BenchChoice,
  type Happening,
  type LivedDays,
  type Person,
} from './bench-port';

/** The bench as the browser is sent it: all that it shows, without the functions. */
export interface BenchView {
  now: Millis;
  version: number;
  livedDays: LivedDays | null;
  actions: Omit<BenchAction, 'run' | 'undo'>[];
  choices: Omit<BenchChoice, 'choose'>[];
  happenings: Happening[];
}

/** What the shell asks for once, when it loads. */
export interface Surroundings {
  siteName: string;
  siteUrl: string;
  people: readonly Person[];
  modules: readonly SurroundingModule[];
}

/** A UI module of the app, as the shell lists it. */
export interface SurroundingModule {
  key: string;
  type: string;
  title: string;
  useAsConfig: boolean;
  displayConditions: Record<string, unknown> | undefined;
}
