import type { Clock } from '../clock';
import type { Answer } from './answer';
import type { AuditLog } from './audit-log';
import type { ProductEvents } from './product-events';
import type { Permissions, Viewer } from './permissions';
import type { Query } from './query';
import type { SearchIndex } from './search-index';
import type { SiteState } from './state/site-state';
import type { SiteSwitches } from './switches';

/** What an operation works with. */
export interface SiteCore {
  state: SiteState;
  permissions: Permissions;
  switches: SiteSwitches;
  clock: Clock;
  audit: AuditLog;
  events: ProductEvents;
  index: SearchIndex;
  /** The site's address without a slash at the end. */
  url: string;
}

/** One request, after its caller is known and let in. */
export interface ApiRequest {
  caller: Viewer;
  /** Asked by an app's own account, which data security policies hold for. */
  isFromApp: boolean;
  /** The values of the path's placeholders. */
  path: Record<string, string>;
  query: Query;
  body: unknown;
  /** The path as it was asked. */
  urlPath: string;
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
export type RequiredAccess = 'nothing' | 'login' | 'administer' | 'browse-users' | 'login-and-browse-users';

/** One operation of Jira: a row of the table. */
export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As Atlassian's document writes it, with `{placeholders}`. */
  path: string;
  scopes: Scopes;
  requiredAccess: RequiredAccess;
  /** A POST that only reads costs what a GET costs. */
  isReadOnly?: true;
  answer(core: SiteCore, request: ApiRequest): Answer;
}

/** `GET /rest/api/3/filter/search`: how an operation is named in the meter, the faults and the conformance run. */
export function operationName(operation: Pick<Operation, 'method' | 'path'>): string {
  return `${operation.method} ${operation.path}`;
}
