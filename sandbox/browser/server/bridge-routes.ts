import { Hono } from 'hono';
import { z } from 'zod';
import { type PageHost } from '../../ports';

const visit = z.object({
  moduleKey: z.string(),
  accountId: z.string().optional(),
  extension: z.record(z.string(), z.unknown()),
});
const contextCall = z.object({ visit, theme: z.enum(['light', 'dark']) });
const invokeCall = z.object({ visit, functionKey: z.string(), payload: z.unknown().optional() });
const productCall = z.object({
  visit,
  path: z.string(),
  init: z.object({
    method: z.string(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.string().nullable(),
  }),
});

/** The calls of the bridge that the Forge host answers. An answer is `{ value }` or `{ error: message }`. */
export function createBridgeRoutes(host: PageHost): Hono {
  const routes = new Hono();
  routes.post('/context', async c => {
    const call = contextCall.parse(await c.req.json());
    return c.json(await toOutcome(() => Promise.resolve(host.context(toPageVisit(call.visit), call.theme))));
  });
  routes.post('/invoke', async c => {
    const call = invokeCall.parse(await c.req.json());
    return c.json(
      await toOutcome(() => host.invoke(toPageVisit(call.visit), call.functionKey, call.payload)),
    );
  });
  routes.post('/product', async c => {
    const call = productCall.parse(await c.req.json());
    return c.json(await toOutcome(() => host.fetchProduct(toPageVisit(call.visit), call.path, call.init)));
  });
  return routes;
}

function toPageVisit({ moduleKey, accountId, extension }: z.infer<typeof visit>) {
  return { moduleKey, accountId, extension };
}

/** A refused call is an answer like any other: the app's page is told why. */
async function toOutcome(answer: () => Promise<unknown>): Promise<{ value: unknown } | { error: string }> {
  try {
    return { value: await answer() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
