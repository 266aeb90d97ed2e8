import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from './worker-clock';
import { barWaysOut } from './worker-bars';
import { MemoryWatch } from './worker-memory';
import type { DoorAnswer, FromWorker, RuntimeFacts, ToWorker, WorkerStart } from './worker-messages';
import { runtimeOf } from './worker-runtime';

/** An invocation as the code that runs in it is told apart, also long after it ended. */
interface Running {
  facts: RuntimeFacts;
  runtime: Record<string, unknown>;
}

const port = parentPort;
if (port === null) throw new Error('This runs in a worker.');
const post = (message: FromWorker): void => port.postMessage(message);
const start: WorkerStart = workerData;
const invocation = new AsyncLocalStorage<Running>();
const token = (): string | undefined => invocation.getStore()?.facts.token;
const waiting = new Map<number, (answer: DoorAnswer) => void>();
const clock = followClock();
let calls = 0;
let running: string | undefined;
const memory = new MemoryWatch(() => {
  if (running !== undefined) post({ kind: 'out-of-memory', token: running });
});

/** The one way out: to the host, with the token of the invocation whose code asks. */
async function throughDoor(
  descriptor: unknown,
  path: string,
  init: RequestInit | undefined,
): Promise<Response> {
  const from = token();
  if (from === undefined) throw new Error(`No invocation is running that could request ${path}.`);
  // Makes bytes and headers of whatever kinds of body and headers the caller hands in.
  const asked = new Request('http://forge.invalid/', init);
  const body = asked.body === null ? undefined : await asked.arrayBuffer();
  memory.look();
  const call = ++calls;
  const answer = await new Promise<DoorAnswer>((resolve, reject) => {
    asked.signal.throwIfAborted();
    asked.signal.addEventListener('abort', () => reject(asked.signal.reason), { once: true });
    waiting.set(call, resolve);
    const request = { descriptor, path, method: asked.method, headers: [...asked.headers], body };
    post({ kind: 'request', call, token: from, request });
  }).finally(() => waiting.delete(call));
  if ('refused' in answer)
    throw Object.assign(new Error(answer.refused.message), { name: answer.refused.name });
  const { status, statusText, headers, body: text } = answer;
  const empty = status === 204 || status === 205 || status === 304 || text === undefined;
  return new Response(empty ? null : text, {
    status,
    statusText,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  });
}

Object.defineProperty(globalThis, '__forge_runtime__', { get: () => invocation.getStore()?.runtime });
Object.assign(globalThis, {
  __forge_fetch__: throughDoor,
  fetch: (input: string | URL | Request, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input);
    return throughDoor({ type: 'egress' }, url, input instanceof Request ? new Request(input, init) : init);
  },
});
for (const level of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const) {
  console[level] = (...values: unknown[]) =>
    post({ kind: 'console', token: token(), level, text: format(...values) });
}
const bar = (what: string): never => {
  post({ kind: 'barred', token: token(), what });
  throw new Error(`${what} is not available to a Forge function.`);
};
const allowedRequire = barWaysOut(require, bar);

const bundle: { exports: Record<string, Record<string, unknown>> } = { exports: {} };
new vm.Script(`(function (exports, require, module) {${start.code}\n})`, {
  filename: start.name,
})
  .runInThisContext()
  .call(bundle.exports, bundle.exports, allowedRequire, bundle);

async function resultOf(message: Extract<ToWorker, { kind: 'invoke' }>): Promise<string | undefined> {
  const { file, name } = message.handler;
  const handler = bundle.exports[file]?.[name];
  if (typeof handler !== 'function') throw new Error(`src/${file} exports no function ${name}.`);
  const { runtime, context } = runtimeOf(message.facts, message.timeout);
  const result: unknown = await invocation.run({ facts: message.facts, runtime }, () =>
    handler(JSON.parse(message.payload), context),
  );
  return JSON.stringify(result);
}

port.on('message', (message: ToWorker) => {
  clock.set(message.clock);
  if (message.kind === 'answer') return waiting.get(message.call)?.(message.answer);
  running = message.facts.token;
  memory.begin(message.memoryMB * 1024 * 1024);
  resultOf(message)
    .finally(() => memory.end())
    .then(
      result => post({ kind: 'done', token: message.facts.token, result }),
      (thrown: unknown) => {
        const error = thrown instanceof Error ? thrown : new Error(format(thrown));
        const { name, stack = '' } = error;
        post({ kind: 'threw', token: message.facts.token, error: { name, message: error.message, stack } });
      },
    );
});
post({ kind: 'ready' });
