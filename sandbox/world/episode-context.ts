import { type CallApp } from './app-caller';
import { type RestClient } from './rest-client';
import { type World } from './world';

/** What the episodes of the days before the first visit act with: named persons, and the app's page as Ana uses it. */
export interface EpisodeContext {
  readonly world: World;
  /** Asks the app as its page does. Rejects where the app refuses. */
  readonly callApp: CallApp;
  readonly ana: RestClient;
  readonly lee: RestClient;
}

/** A thing of the site as its lists name it. */
export interface NamedObject {
  readonly id: string;
  readonly name: string;
  readonly key?: string;
}
