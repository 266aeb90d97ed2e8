import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { type Bench } from '../bench-port';
import { type BenchView } from '../bench-view';
import { News } from './news';

const advanceCall = z.object({ by: z.number().positive() });
const chooseCall = z.object({ value: z.string() });

/** How many of the newest lines a browser is sent. */
const SHOWN_HAPPENINGS = 200;

/** The least time between two versions that a browser is sent, in milliseconds: while days pass, much changes. */
const PAUSE = 200;

/** What the bench shows, what it can do, and `/live`, which tells browsers when it changes. */
export function benchCalls(bench: Bench): Hono {
  const calls = new Hono();
  calls.get('/', c => c.json(viewOf(bench)));
  calls.post('/actions/:id/:way{run|undo}', async c => {
    const action = bench.actions().find(({ id }) => id === c.req.param('id'));
    if (action === undefined) return c.json({ error: 'The bench has no such action' }, 404);
    return c.json(await outcome(() => (c.req.param('way') === 'run' ? action.run() : action.undo())));
  });
  calls.post('/advance', async c => {
    const { by } = advanceCall.parse(await c.req.json());
    return c.json(await outcome(() => bench.advance(by)));
  });
  calls.post('/trigger', async c => c.json(await outcome(() => bench.runTrigger())));
  calls.post('/choices/:id', async c => {
    const { value } = chooseCall.parse(await c.req.json());
    const choice = bench.choices().find(({ id }) => id === c.req.param('id'));
    if (choice === undefined) return c.json({ error: 'The bench has no such choice' }, 404);
    return c.json(await outcome(() => choice.choose(value)));
  });
  calls.get('/live', c =>
    streamSSE(c, async stream => {
      const news = new News();
      const stop = bench.onChange(() => news.tell());
      stream.onAbort(() => news.end());
      try {
        while (await news.next()) {
          await stream.writeSSE({ data: JSON.stringify(viewOf(bench)) });
          await stream.sleep(PAUSE);
        }
      } finally {
        stop();
      }
    }),
  );
  return calls;
}

function viewOf(bench: Bench): BenchView {
  return {
    now: bench.now(),
    version: bench.version(),
    livedDays: bench.livedDays() ?? null,
    actions: bench.actions().map(({ id, title, description, state }) => ({ id, title, description, state })),
    choices: bench.choices().map(({ id, kind, title, description, options, value }) => ({
      id,
      kind,
      title,
      description,
      options,
      value,
    })),
    happenings: bench.happenings().slice(0, SHOWN_HAPPENINGS),
  };
}

/** What goes wrong on the bench is told to whoever pressed the button. */
async function outcome(act: () => Promise<void>): Promise<{ done: true } | { error: string }> {
  try {
    await act();
    return { done: true };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
