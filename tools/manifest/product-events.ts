import { readEventScopes } from '../../sandbox/forge/event-scopes';

/** Scopes with which an event is delivered: the classic ones or, where there are any, the granular ones. */
export interface EventScopes {
  classic: readonly string[];
  granular: readonly string[] | undefined;
}

/** Events of the app's own life, as Forge's documentation of lifecycle events names them. They need no scope. */
export const LIFECYCLE_EVENTS: readonly string[] = [
  'avi:forge:installed:app',
  'avi:forge:upgraded:app',
  'avi:forge:uninstalled:app',
];

/** The events of Atlassian's products that an app can hear. */
export function productEvents(): ReadonlyMap<string, EventScopes> {
  return new Map(
    readEventScopes().mapping.map(({ productEvent, oAuthScopes }) => [
      productEvent,
      { classic: oAuthScopes.current, granular: oAuthScopes.beta },
    ]),
  );
}
