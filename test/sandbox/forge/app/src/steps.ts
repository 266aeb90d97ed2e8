import api, {
  __requestAtlassianAsApp,
  asApp,
  invokeRemote,
  asUser,
  assumeTrustedRoute,
  getAppContext,
  requestJira,
} from '@forge/api';
import { InvocationError, InvocationErrorCode, Queue } from '@forge/events';
import {
  Filter,
  FilterConditions,
  type FilterOperator,
  kvs,
  type SetOptions,
  WhereConditions,
} from '@forge/kvs';

/** One thing that a test has the app do through the real packages. */
export type Step =
  | { do: 'jira'; as: 'app' | 'user' | 'none' | 'other'; path: string; headers?: Record<string, string> }
  | { do: 'get'; key: string; fields?: string[] }
  | { do: 'set'; key: string; value: unknown; options?: Record<string, unknown> }
  | { do: 'set-many'; keys: number; bytes: number }
  | { do: 'delete'; key: string }
  | { do: 'count'; key: string }
  | { do: 'query'; start?: string; limit?: number; cursor?: string }
  | { do: 'entity-get'; key: string }
  | { do: 'entity-set'; entity?: string; key: string; value: unknown }
  | {
      do: 'entity-query';
      index: string;
      partition?: unknown[];
      from?: number;
      limit?: number;
      filter?: string;
    }
  | { do: 'batch-set'; keys: string[]; bytes: number }
  | { do: 'transact'; sets?: TransactSet[]; deletes?: string[]; checks?: TransactSet[] }
  | { do: 'secret'; key: string; value: string }
  | {
      do: 'push';
      queue: string;
      events: Array<{
        body: Record<string, unknown>;
        delayInSeconds?: number;
        concurrency?: { key: string; limit: number };
      }>;
    }
  | { do: 'push-raw'; body: unknown }
  | { do: 'continue'; queue: string; delayInSeconds: number }
  | { do: 'append'; key: string; value: unknown }
  | { do: 'note-remaining'; key: string }
  | { do: 'push-and-ask'; queue: string; then: 'stats' | 'cancel' }
  | { do: 'fetch'; url: string }
  | { do: 'elsewhere'; to: 'confluence' | 'graph' | 'remote' }
  | { do: 'require' | 'import'; module: string }
  | {
      do:
        | 'date'
        | 'remaining'
        | 'globals'
        | 'binding'
        | 'context'
        | 'event'
        | 'throw'
        | 'hang'
        | 'exhaust'
        | 'exit'
        | 'stray';
    }
  | { do: 'wait'; ms: number }
  | { do: 'hoard'; megabytes: number }
  | { do: 'log'; lines: number; bytes?: number }
  | { do: 'get-many'; keys: number }
  | { do: 'return'; bytes: number }
  | { do: 'remember'; key: string; value?: string }
  | { do: 'again'; retryAfter: number; retryData?: unknown; times: number };

interface TransactSet {
  key: string;
  value?: Record<string, unknown>;
  entity?: string;
  where?: { property: string; equals?: string | number; missing?: true };
}

/** Outlives invocations on purpose: a warm process is shared by installations. */
const memory = new Map<string, string>();

/** Buffers that stay. */
const hoard: Buffer[] = [];

/** @returns what the step gives, or `{ error }` where it throws and the step is no end of the function. */
export async function takeStep(step: Step, context: unknown, event?: unknown): Promise<unknown> {
  if (step.do === 'throw') throw new Error('The app threw.');
  try {
    return await runStep(step, context, event);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message } = error;
    const code: unknown = 'code' in error ? error.code : undefined;
    const failed: unknown = 'failedEvents' in error ? error.failedEvents : undefined;
    return { error: { kind: error.constructor.name, name, message, code, failed } };
  }
}

async function runStep(step: Step, context: unknown, event: unknown): Promise<unknown> {
  switch (step.do) {
    case 'jira':
      return sendRequest(step);
    case 'get':
      return step.fields === undefined
        ? kvs.get(step.key)
        : kvs.get(step.key, { metadataFields: step.fields as never });
    case 'set':
      return kvs.set(step.key, step.value, step.options as never);
    case 'set-many':
      for (let at = 0; at < step.keys; at += 1) await kvs.set(`many-${at}`, 'x'.repeat(step.bytes));
      return 'all set';
    case 'get-many':
      for (let at = 0; at < step.keys; at += 1) await kvs.get(`many-${at}`);
      return 'all got';
    case 'delete':
      return kvs.delete(step.key);
    case 'count':
      return kvs.set(step.key, ((await kvs.get<number>(step.key)) ?? 0) + 1);
    case 'query': {
      const query = kvs.query();
      if (step.start !== undefined) query.where('key', WhereConditions.beginsWith(step.start));
      if (step.limit !== undefined) query.limit(step.limit);
      if (step.cursor !== undefined) query.cursor(step.cursor);
      return query.getMany();
    }
    case 'entity-get':
      return kvs.entity('task').get(step.key);
    case 'entity-set':
      return kvs.entity(step.entity ?? 'task').set(step.key, step.value);
    case 'entity-query': {
      const query = kvs
        .entity<Record<string, unknown>>('task')
        .query()
        .index(step.index, step.partition === undefined ? undefined : { partition: step.partition });
      if (step.from !== undefined) query.where(WhereConditions.greaterThanEqualTo(step.from));
      if (step.limit !== undefined) query.limit(step.limit);
      if (step.filter !== undefined)
        query.filters(new Filter<Record<string, unknown>>().and(step.filter, FilterConditions.exists()));
      return query.getMany();
    }
    case 'batch-set':
      return kvs.batchSet(step.keys.map(key => ({ key, value: 'x'.repeat(step.bytes) })));
    case 'transact':
      return runTransaction(step);
    case 'secret':
      await kvs.setSecret(step.key, step.value);
      return { secret: await kvs.getSecret(step.key), plain: await kvs.get(step.key) };
    case 'push':
      return new Queue({ key: step.queue }).push(step.events);
    case 'push-raw': {
      const path = '/webhook/queue/publish/{contextAri}/{environmentId}/{appId}/{appVersion}';
      const { status } = await __requestAtlassianAsApp(path, {
        method: 'POST',
        body: JSON.stringify(step.body),
      });
      return { status };
    }
    case 'continue': {
      const { queue, delayInSeconds } = step;
      return new Queue({ key: queue }).push({ body: { steps: [step] }, delayInSeconds });
    }
    case 'note-remaining':
      return kvs.set(step.key, getAppContext().invocationRemainingTimeInMillis());
    case 'append':
      return kvs.set(step.key, [...((await kvs.get<unknown[]>(step.key)) ?? []), step.value]);
    case 'push-and-ask': {
      const queue = new Queue({ key: step.queue });
      const { jobId } = await queue.push([
        { body: { steps: [{ do: 'count', key: 'asked' }] }, delayInSeconds: 60 },
        { body: { steps: [{ do: 'count', key: 'asked' }] }, delayInSeconds: 60 },
      ]);
      if (step.then === 'cancel') await queue.cancel(jobId);
      return queue.getStats(jobId);
    }
    case 'fetch':
      return (await api.fetch(step.url)).text();
    case 'elsewhere':
      return {
        confluence: () => asApp().requestConfluence(assumeTrustedRoute('/wiki/api/v2/spaces')),
        graph: () => asApp().requestGraph('{ me { user { id } } }'),
        remote: () => invokeRemote('a-remote', { path: '/' }),
      }[step.to]();
    case 'require':
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- this is what is tried, by a name that the bundler doesn't see
      return Object.keys(require(step.module));
    case 'import':
      return Object.keys(await import(step.module));
    case 'date':
      return {
        now: Date.now(),
        made: new Date().getTime(),
        text: Date(),
        fixed: new Date(5).getTime(),
        is: new Date() instanceof Date,
      };
    case 'remaining':
      return getAppContext().invocationRemainingTimeInMillis();
    case 'globals':
      return ['WebSocket', 'EventSource', 'require', 'XMLHttpRequest'].filter(name => name in globalThis);
    case 'binding':
      return Reflect.apply(Reflect.get(process, 'binding'), process, ['tcp_wrap']);
    case 'context':
      return { context, app: getAppContext() };
    case 'event':
      return kvs.set('event', event);
    case 'wait':
      return new Promise(resolve => setTimeout(resolve, step.ms));
    case 'hang':
      for (;;);
    case 'exhaust': {
      const held: unknown[] = [];
      for (;;) held.push(new Array(100_000).fill({}).map(() => ({ more: Math.random() })));
    }
    case 'hoard':
      hoard.push(...Array.from({ length: step.megabytes }, () => Buffer.alloc(1024 * 1024, 1)));
      return hoard.length;
    case 'exit':
      return process.exit(3);
    case 'stray':
      setTimeout(() => void kvs.set('stray', 'written').catch(() => memory.set('stray', 'refused')), 20);
      return 'left behind';
    case 'log':
      for (let line = 0; line < step.lines; line += 1)
        console.log(step.bytes === undefined ? `line ${line}` : 'x'.repeat(step.bytes));
      return undefined;
    case 'return':
      return 'x'.repeat(step.bytes);
    case 'remember':
      if (step.value !== undefined) memory.set(step.key, step.value);
      return memory.get(step.key);
    case 'again':
      return requestRetry(step, event);
    default:
      throw new Error(`No such step: ${step.do}`);
  }
}

async function sendRequest({ as, path, headers }: Extract<Step, { do: 'jira' }>): Promise<unknown> {
  const route = assumeTrustedRoute(path);
  const init = headers === undefined ? undefined : { headers };
  const response = await {
    app: () => asApp().requestJira(route, init),
    user: () => asUser().requestJira(route, init),
    none: () => requestJira(route, init),
    other: () => asUser('someone-else').requestJira(route, init),
  }[as]();
  return { status: response.status, body: await response.json() };
}

async function runTransaction({
  sets = [],
  deletes = [],
  checks = [],
}: Extract<Step, { do: 'transact' }>): Promise<void> {
  const conditions = ({ where }: TransactSet): never | undefined => {
    if (where === undefined) return undefined;
    const condition = where.missing
      ? FilterConditions.notExists()
      : FilterConditions.equalTo(where.equals ?? '');
    return new Filter<Record<string, unknown>>().and(where.property, condition) as never;
  };
  const transaction = kvs.transact();
  for (const set of sets) {
    const entity =
      set.entity === undefined ? undefined : { entityName: set.entity, conditions: conditions(set) };
    transaction.set(set.key, set.value ?? 'a value', entity as never);
  }
  for (const key of deletes) transaction.delete(key);
  for (const check of checks) {
    transaction.check(check.key, {
      entityName: check.entity ?? 'task',
      conditions: conditions(check),
    } as never);
  }
  await transaction.execute();
}

function requestRetry(
  { retryAfter, retryData, times }: Extract<Step, { do: 'again' }>,
  event: unknown,
): unknown {
  const count = Number((event as { retryContext?: { retryCount: number } }).retryContext?.retryCount ?? 0);
  if (count >= times) return undefined;
  return new InvocationError({
    retryAfter,
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    retryData,
  });
}

export type { FilterOperator, SetOptions };
