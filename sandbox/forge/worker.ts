import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from './worker-clock';
import { restrictWorker } from './worker-restrictions';
import { MemoryWatch } from './worker-memory';
import type { ProxyAnswer, FromWorker, RuntimeFacts, ToWorker, WorkerStart } from './worker-messages';
import { buildRuntime } from './worker-runtime';

/** An invocation as the code that runs in it is told apart, also long after it ended. */
interface RunningInvocation {
  facts: RuntimeFacts;
  runtime: Record<string, unknown>;
}

const port = parentPort;
if (port === null) throw new Error('This runs in a worker.');
const post = (message: FromWorker): void => port.postMessage(message);
const start: WorkerStart = workerData;
const invocation = new AsyncLocalStorage<RunningInvocation>();
const token = (): string | undefined => invocation.getStore()?.facts.token;
const pendingAnswers = new Map<number, (answer: ProxyAnswer) => void>();
const clock = followClock();
let calls = 0;
let runningToken: string | undefined;
const memoryWatch = new MemoryWatch(() => {
  if (runningToken !== undefined) post({ kind: 'out-of-memory', token: runningToken });
});

/** The one way out: to the host, with the token of the invocation whose code asks. */
async function requestThroughProxy(
  descriptor: unknown,
  path: string,
  init: RequestInit | undefined,
): Promise<Response> {
  const invocationToken = token();
  if (invocationToken === undefined) throw new Error(`No invocation is running that could request ${path}.`);
  // Makes bytes and headers of whatever kinds of body and headers the caller hands in.
  const outgoing = new Request('http://forge.invalid/', init);
  const body = outgoing.body === null ? undefined : await outgoing.arrayBuffer();
  memoryWatch.check();
  const call = ++calls;
  const answer = await new Promise<ProxyAnswer>((resolve, reject) => {
    outgoing.signal.throwIfAborted();
    outgoing.signal.addEventListener('abort', () => reject(outgoing.signal.reason), { once: true });
    pendingAnswers.set(call, resolve);
    const request = { descriptor, path, method: outgoing.method, headers: [...outgoing.headers], body };
    post({ kind: 'request', call, token: invocationToken, request });
  }).finally(() => pendingAnswers.delete(call));
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
  __forge_fetch__: requestThroughProxy,
  fetch: (input: string | URL | Request, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input);
    return requestThroughProxy(
      { type: 'egress' },
      url,
      input instanceof Request ? new Request(input, init) : init,
    );
  },
});
for (const level of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const) {
  console[level] = (...values: unknown[]) =>
    post({ kind: 'console', token: token(), level, text: format(...values) });
}
const block = (what: string): never => {
  post({ kind: 'blocked', token: token(), what });
  throw new Error(`${what} is not available to a Forge function.`);
};
const allowedRequire = restrictWorker(require, block);

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
  const { runtime, context } = buildRuntime(message.facts, message.timeout);
  const result: unknown = await invocation.run({ facts: message.facts, runtime }, () =>
    handler(JSON.parse(message.payload), context),
  );
  return JSON.stringify(result);
}

port.on('message', (message: ToWorker) => {
  clock.set(message.clock);
  if (message.kind === 'answer') return pendingAnswers.get(message.call)?.(message.answer);
  runningToken = message.facts.token;
  memoryWatch.begin(message.memoryMB * 1024 * 1024);
  resultOf(message)
    .finally(() => memoryWatch.end())
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
