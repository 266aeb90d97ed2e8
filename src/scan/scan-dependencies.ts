import { type Jira } from '../jira/jira';
import { type Meter } from '../jira/meter';
import { type SiteRecord } from '../storage/site-record';
import { type Instant } from '../domain/instant';

/** The external dependencies of a slice, passed in so that it has no clock, randomness, or network of its own. */
export interface ScanDependencies {
  now(): Instant;
  /** A gateway that acts as the app and spends at most `allowance` API points. */
  createJiraWithAllowance(allowance: number): { readonly jira: Jira; readonly meter: Meter };
  /** A new ID for a scan or a planned slice. */
  newId(): string;
  readonly site: SiteRecord;
}
