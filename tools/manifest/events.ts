import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const mappingSchema = z.object({
  mapping: z.array(
    z.object({
      productEvent: z.string(),
      oAuthScopes: z.object({ current: z.array(z.string()), beta: z.array(z.string()).optional() }),
    }),
  ),
});

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

/** The events of Atlassian's products that an app can hear. @forge/manifest ships the list and exports no path to it. */
export function productEvents(): ReadonlyMap<string, EventScopes> {
  const folder = dirname(require.resolve('@forge/manifest'));
  const text = readFileSync(join(folder, 'mapping', 'product-event-to-scope-mapping.json'), 'utf8');
  return new Map(
    mappingSchema
      .parse(JSON.parse(text))
      .mapping.map(({ productEvent, oAuthScopes }) => [
        productEvent,
        { classic: oAuthScopes.current, granular: oAuthScopes.beta },
      ]),
  );
}
