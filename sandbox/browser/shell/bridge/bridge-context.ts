import { type ForgeDoc, type RemoteFunction } from '../../protocol';
import { type ShellConfig } from '../../bench-view';
import { type EventHub } from '../event-hub';
import { type FlagActions } from '../flags';
import { type Theme } from '../theme';

/** Who looks at which module, as the browser host is told. */
export interface FrameVisit {
  moduleKey: string;
  accountId: string;
  extension: Record<string, unknown>;
}

/** What the answers to one frame's bridge calls work with. */
export interface BridgeContext {
  visit: FrameVisit;
  config: ShellConfig;
  flags: FlagActions;
  events: EventHub;
  theme(): Theme;
  /** The page's place within its module, from `/`. */
  pathWithin(): string;
  show(doc: ForgeDoc): void;
  /** Says on the page that something went wrong. */
  reportProblem(problem: string): void;
  run(remote: RemoteFunction, args: unknown[]): Promise<unknown>;
  /** Reloads the page around the frame; absent where there is nothing to reload. */
  refresh: (() => void) | undefined;
  /** What to call when the person goes back or forward; set when the app makes its history. */
  onArrive: RemoteFunction | undefined;
}
