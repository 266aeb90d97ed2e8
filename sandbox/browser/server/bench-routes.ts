import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { type Bench } from '../bench-port';
import { type BenchView } from '../bench-view';
import { ChangeSignal } from './change-signal';

const advanceCall = z.object({ by: z.number().positive() });
const chooseCall = z.object({ value: z.string() });

/** How many of the newest lines a browser is sent. */
const MAX_ACTIVITY = 200;

/** The least time between two versions that a browser is sent, in milliseconds: while days pass, much changes. */
const PAUSE = 200;

/** What the bench shows, what it can do, and `/live`, which tells browsers when it changes. */
export function createBenchRoutes(bench: Bench): Hono {
  const routes = new Hono();
  routes.get('/', c => c.json(toBenchView(bench)));
  routes.post('/actions/:id/:way{run|undo}', async c => {
    const action = bench.actions().find(({ id }) => id === c.req.param('id'));
    if (action === undefined) return c.json({ error: 'The bench has no such action' }, 404);
    return c.json(await toOutcome(() => (c.req.param('way') === 'run' ? action.run() : action.undo())));
  });
  routes.post('/advance', async c => {
    const { by } = advanceCall.parse(await c.req.json());
    return c.json(await toOutcome(() => bench.advance(by)));
  });
  routes.post('/trigger', async c => c.json(await toOutcome(() => bench.runTrigger())));
  routes.post('/choices/:id', async c => {
    const { value } = chooseCall.parse(await c.req.json());
    const choice = bench.choices().find(({ id }) => id === c.req.param('id'));
    if (choice === undefined) return c.json({ error: 'The bench has no such choice' }, 404);
    return c.json(await toOutcome(() => choice.choose(value)));
  });
  routes.get('/live', c =>
    streamSSE(c, async stream => {
      const changeSignal = new ChangeSignal();
      const stop = bench.onChange(() => changeSignal.notify());
      stream.onAbort(() => changeSignal.close());
      try {
        while (await changeSignal.next()) {
          await stream.writeSSE({ data: JSON.stringify(toBenchView(bench)) });
          await stream.sleep(PAUSE);
        }
      } finally {
        stop();
      }
    }),
  );
  return routes;
}

function toBenchView(bench: Bench): BenchView {
  return {
    now: bench.now(),
    version: bench.version(),
    historyProgress: bench.historyProgress() ?? null,
    actions: bench.actions().map(({ id, title, description, state }) => ({ id, title, description, state })),
    choices: bench.choices().map(({ id, kind, title, description, options, value }) => ({
      id,
      kind,
      title,
      description,
      options,
      value,
    })),
    activity: bench.activity().slice(0, MAX_ACTIVITY),
  };
}

/** What goes wrong on the bench is told to whoever pressed the button. */
async function toOutcome(action: () => Promise<void>): Promise<{ done: true } | { error: string }> {
  try {
    await action();
    return { done: true };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
