import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const mappingSchema = z.object({
  mapping: z.array(
    z.object({
      productEvent: z.string(),
      oAuthScopes: z
        .object({ current: z.array(z.string()), beta: z.array(z.string()).optional() })
        .transform(({ current, beta }) => (beta === undefined ? { current } : { current, beta })),
    }),
  ),
});

/** The events of Atlassian's products that an app can hear, with the scopes they need. */
export type EventScopeMapping = z.infer<typeof mappingSchema>;

/** @forge/manifest ships the list and exports no path to it. */
export function readEventScopes(): EventScopeMapping {
  const folder = dirname(require.resolve('@forge/manifest'));
  const text = readFileSync(join(folder, 'mapping', 'product-event-to-scope-mapping.json'), 'utf8');
  return mappingSchema.parse(JSON.parse(text));
}
