/** One question to the simulated Jira, as the platform's door sees it. */
export interface PlatformRequest {
  readonly as: 'app' | 'user';
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

type PlatformResponse = { readonly status: number; readonly body?: unknown };

/** What the functions of the app see of the platform: a store, a queue, and Jira behind one door. */
export interface Platform {
  readonly store: Map<string, unknown>;
  readonly entities: Map<string, unknown>;
  readonly pushedMessages: readonly unknown[];
  readonly requests: readonly PlatformRequest[];
}

const jsonResponse = (status: number, body: unknown): Response =>
  new Response(body === undefined ? null : JSON.stringify(body), { status });

const notFound = (): Response => jsonResponse(404, { code: 'KEY_NOT_FOUND', message: 'no such key' });
const conflict = (code: string): Response => jsonResponse(409, { code, message: code });

interface KvsItem {
  readonly key: string;
  readonly entityName?: string;
  readonly value?: unknown;
  readonly conditions?: {
    readonly and?: readonly { readonly property: string; readonly values: unknown[] }[];
  };
}

interface KvsBody extends KvsItem {
  readonly options?: { readonly keyPolicy?: string };
  readonly set?: readonly KvsItem[];
  readonly delete?: readonly KvsItem[];
  readonly check?: readonly KvsItem[];
}

const storageName = ({ entityName, key }: KvsItem): string => `${entityName}/${key}`;

/** A batch names what isn't there instead of failing. */
function batchAnswer({ store }: Platform, items: readonly KvsBody[]): Response {
  const existing = items.filter(({ key }) => store.has(key));
  return jsonResponse(200, {
    successfulKeys: existing.map(({ key }) => ({ key, value: store.get(key) })),
    failedKeys: items
      .filter(({ key }) => !store.has(key))
      .map(({ key }) => ({ key, error: { code: 'KEY_NOT_FOUND', message: 'no such key' } })),
  });
}

/** All of a transaction or nothing. A store that a test makes throw at a key throws before anything is kept. */
function transactionAnswer(
  platform: Platform,
  { set = [], delete: deleted = [], check = [] }: KvsBody,
): Response {
  const { store, entities } = platform;
  const meets = (part: KvsItem): boolean => {
    const stored = entities.get(storageName(part)) as Record<string, unknown> | undefined;
    return (part.conditions?.and ?? []).every(({ property, values }) => stored?.[property] === values[0]);
  };
  if (set.length + deleted.length + check.length > 25)
    return jsonResponse(400, { code: 'TOO_MANY_OPERATIONS' });
  if (![...set, ...deleted, ...check].every(meets)) return conflict('CONDITIONAL_CHECK_FAILED');
  const storedBefore = new Map(store);
  try {
    for (const part of set) {
      if (part.entityName === undefined) store.set(part.key, part.value);
    }
  } catch (error) {
    for (const key of store.keys()) if (!storedBefore.has(key)) store.delete(key);
    for (const [key, value] of storedBefore) Map.prototype.set.call(store, key, value);
    throw error;
  }
  for (const part of set) if (part.entityName !== undefined) entities.set(storageName(part), part.value);
  for (const part of deleted)
    if (part.entityName === undefined) store.delete(part.key);
    else entities.delete(storageName(part));
  return jsonResponse(204, undefined);
}

function kvsAnswer(platform: Platform, path: string, body: KvsBody): Response {
  const { store, entities } = platform;
  const name = storageName(body);
  switch (path) {
    case '/api/v1/get':
      return store.has(body.key)
        ? jsonResponse(200, { key: body.key, value: store.get(body.key) })
        : notFound();
    case '/api/v1/set':
      store.set(body.key, body.value);
      return jsonResponse(204, undefined);
    case '/api/v1/delete':
      store.delete(body.key);
      return jsonResponse(204, undefined);
    case '/api/v1/entity/get':
      return entities.has(name)
        ? jsonResponse(200, { key: body.key, value: entities.get(name) })
        : notFound();
    case '/api/v1/entity/set':
      if (body.options?.keyPolicy === 'FAIL_IF_EXISTS' && entities.has(name)) return conflict('KEY_CONFLICT');
      entities.set(name, body.value);
      return jsonResponse(204, undefined);
    case '/api/v1/entity/delete':
      entities.delete(name);
      return jsonResponse(204, undefined);
    case '/api/v1/transaction':
      return transactionAnswer(platform, body);
    default:
      throw new Error(`the store of this test has no ${path}`);
  }
}

/**
 * Stands in for the platform, beneath the unmodified SDKs.
 * @param jira answers a question to Jira; undefined is 404.
 */
export function createFakePlatform(
  jira: (requests: PlatformRequest) => PlatformResponse | undefined,
): Platform {
  const pushedMessages: unknown[] = [];
  const requests: PlatformRequest[] = [];
  const platform: Platform = { store: new Map(), entities: new Map(), pushedMessages, requests };
  Object.assign(globalThis, {
    __forge_runtime__: {
      proxy: { token: 't', url: 'http://localhost' },
      contextAri: 'ari:cloud:jira::site/cloud-1',
      appContext: { appId: 'app', environmentId: 'env-1', appVersion: '1.0.0', invocationId: 'i' },
      lambdaContext: { getRemainingTimeInMillis: () => 25_000 },
      tracing: { traceId: 't', spanId: 's' },
    },
    __forge_fetch__: async (
      descriptor: { type: string; provider?: string; remote?: string },
      path: string,
      init: { method?: string; body?: string } = {},
    ) => {
      const body: unknown = init.body === undefined ? undefined : JSON.parse(init.body);
      if (path === '/api/v1/batch/get') return batchAnswer(platform, body as readonly KvsBody[]);
      if (descriptor.type === 'kvs') return kvsAnswer(platform, path, body as KvsBody);
      if (descriptor.remote === 'stargate') {
        for (const { body: message } of (body as { payload: { body: unknown }[] }).payload)
          pushedMessages.push(message);
        return jsonResponse(201, {});
      }
      const request: PlatformRequest = {
        as: descriptor.provider === 'user' ? 'user' : 'app',
        method: init.method ?? 'GET',
        path,
        body,
      };
      requests.push(request);
      const answer = jira(request) ?? { status: 404 };
      return jsonResponse(answer.status, answer.body);
    },
  });
  return platform;
}

export const ADMIN = 'admin-1';
export const NON_ADMIN = 'plain-1';

/** A Jira in which `ADMIN` is the only admin, and the app may ask about everyone. */
export const jiraWithOneAdmin = ({ path, body }: PlatformRequest): PlatformResponse | undefined => {
  if (!path.startsWith('/rest/api/3/permissions/check')) return undefined;
  const { accountId } = body as { accountId: string };
  return {
    status: 200,
    body: { globalPermissions: accountId === ADMIN ? ['ADMINISTER'] : [], projectPermissions: [] },
  };
};

/** What a page's `invoke` reaches: the handler with what the browser sent, and the account that the platform vouches for. */
export async function invokeHandler(
  handler: (payload: never, backend?: Record<string, unknown>) => Promise<unknown>,
  functionKey: string,
  payload: unknown,
  { account, context = {} }: { account?: string; context?: Record<string, unknown> } = {},
): Promise<unknown> {
  const request = { call: { functionKey, payload }, context } as never;
  return handler(request, account === undefined ? {} : { principal: { accountId: account } });
}
