import { type Instant } from '../terms/instant';

/** A thing that an audit record or an event is about. Audit records name most things; few bear an id. */
export interface ChangedObject {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  /** It is a person, and no app. Missing where nothing says so. */
  readonly person?: true;
}

/** Something that changed on the site: an audit record, or a product event that this app was sent. */
export interface Change {
  /** Unique: the audit record's id, or one made of the event. */
  readonly id: string;
  readonly via: 'audit' | 'event';
  readonly at: Instant;
  /** Jira's summary of an audit record, in the log's language, or the event's name. Not shown to people. */
  readonly summary: string;
  readonly category: string;
  /** The account that acted, where Jira names it. */
  readonly by?: string;
  readonly object?: ChangedObject;
  readonly associated: readonly ChangedObject[];
}
