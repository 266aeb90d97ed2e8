import { type Jira } from '../jira/jira';
import { type Meter } from '../jira/meter';
import { type Site } from '../storage/site';
import { type Instant } from '../terms/instant';

/** What a slice leans on, handed in so that it has no clock, randomness or network of its own. */
export interface Surroundings {
  now(): Instant;
  /** A gateway as the app, which spends at most `allowance` points. */
  jiraWith(allowance: number): { readonly jira: Jira; readonly meter: Meter };
  /** A fresh id, for a sweep. */
  newId(): string;
  readonly site: Site;
}
