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
export function bridgeCalls(host: PageHost): Hono {
  const calls = new Hono();
  calls.post('/context', async c => {
    const call = contextCall.parse(await c.req.json());
    return c.json(await outcome(() => Promise.resolve(host.context(visitOf(call.visit), call.theme))));
  });
  calls.post('/invoke', async c => {
    const call = invokeCall.parse(await c.req.json());
    return c.json(await outcome(() => host.invoke(visitOf(call.visit), call.functionKey, call.payload)));
  });
  calls.post('/product', async c => {
    const call = productCall.parse(await c.req.json());
    return c.json(await outcome(() => host.fetchProduct(visitOf(call.visit), call.path, call.init)));
  });
  return calls;
}

function visitOf({ moduleKey, accountId, extension }: z.infer<typeof visit>) {
  return { moduleKey, accountId, extension };
}

/** A refused call is an answer like any other: the app's page is told why. */
async function outcome(answer: () => Promise<unknown>): Promise<{ value: unknown } | { error: string }> {
  try {
    return { value: await answer() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
