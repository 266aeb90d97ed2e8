import { type AppPage } from './app-page';
import { type Rest } from './rest';
import { type World } from './world';

/** What the episodes of the days before the first visit act with: named persons, and the app's page as Ana uses it. */
export interface Storyline {
  readonly world: World;
  /** Asks the app as its page does. Rejects where the app refuses. */
  readonly page: AppPage;
  readonly ana: Rest;
  readonly lee: Rest;
}

/** A thing of the site as its lists name it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly key?: string;
}
