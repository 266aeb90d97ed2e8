import { type Instant } from '../domain/instant';

/** An object in an audit record or event. Audit records give most objects a name, but few an ID. */
export interface ChangedObject {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  /** The account is a person's, not an app's. Missing if unknown. */
  readonly person?: true;
}

/** A change on the site: an audit record, or a product event that the app received. */
export interface Change {
  /** Unique: the audit record's ID, or an ID built from the event. */
  readonly id: string;
  readonly via: 'audit' | 'event';
  readonly at: Instant;
  /** Jira's summary of an audit record in the log's language, or the event's name. Never shown to users. */
  readonly summary: string;
  readonly category: string;
  /** The account that made the change, if Jira names it. */
  readonly by?: string;
  readonly object?: ChangedObject;
  readonly associated: readonly ChangedObject[];
}
