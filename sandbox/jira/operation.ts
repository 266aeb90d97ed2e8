import type { Clock } from '../clock';
import type { Answer } from './answer';
import type { AuditLog } from './audit';
import type { Events } from './events';
import type { Permissions, Viewer } from './permissions';
import type { Query } from './query';
import type { SearchIndex } from './search-index';
import type { State } from './state/state';
import type { Switches } from './switches';

/** What an operation works with. */
export interface Core {
  state: State;
  permissions: Permissions;
  switches: Switches;
  clock: Clock;
  audit: AuditLog;
  events: Events;
  index: SearchIndex;
  /** The site's address without a slash at the end. */
  url: string;
}

/** One request, after its caller is known and let in. */
export interface Ask {
  caller: Viewer;
  /** Asked by an app's own account, which data security policies hold for. */
  byApp: boolean;
  /** The values of the path's placeholders. */
  path: Record<string, string>;
  query: Query;
  body: unknown;
  /** The path as it was asked. */
  at: string;
}

/**
 * The scopes that an operation asks of an app: one complete set is enough. An empty set lets every app in, a missing one lets
 * nobody in by it.
 */
export interface Scopes {
  classic?: readonly string[];
  granular?: readonly string[];
}

/** The least that the caller must be; what a single object asks for beyond it, the operation checks itself. */
export type Needs = 'nothing' | 'login' | 'administer' | 'browse-users' | 'login-and-browse-users';

/** One operation of Jira: a row of the table. */
export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As Atlassian's document writes it, with `{placeholders}`. */
  path: string;
  scopes: Scopes;
  needs: Needs;
  /** A POST that only reads costs what a GET costs. */
  reads?: true;
  answer(core: Core, ask: Ask): Answer;
}

/** `GET /rest/api/3/filter/search`: how an operation is named in the meter, the faults and the conformance run. */
export function nameOf(operation: Pick<Operation, 'method' | 'path'>): string {
  return `${operation.method} ${operation.path}`;
}
