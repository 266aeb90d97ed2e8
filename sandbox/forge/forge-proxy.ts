import { EgressFilteringService } from '@forge/egress';
import { z } from 'zod';
import type { Product } from '../ports';
import type { Invocation } from './invoker';
import type { KvsApi } from './kvs/kvs-api';
import { EGRESS_A_MINUTE, RUN_TIME } from './limits';
import { type RateClock, RateLimit } from './rate-limit';
import { jsonAnswer, type PlatformAnswer } from './platform-answer';
import type { EventQueue } from './event-queue';
import type { ProxyAnswer, ProxyRequest } from './worker-messages';

/** Whom a request speaks for, and where it goes, as the SDK says it. */
const descriptorSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('fpp'),
    provider: z.enum(['app', 'user', 'none']),
    remote: z.string().optional(),
    accountId: z.string().optional(),
  }),
  z.object({ type: z.literal('kvs') }),
  z.object({ type: z.literal('egress') }),
  z.object({ type: z.literal('tpp') }),
  z.object({ type: z.literal('frc') }),
  z.object({ type: z.literal('fcc') }),
]);

/** Headers that say who asks, or that belong to the connection: the host sets them, never the app. */
const HOST_HEADERS: readonly string[] = [
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'host',
  'proxy-authorization',
  'transfer-encoding',
];

const QUEUE_PATHS = {
  '/webhook/queue/publish/{contextAri}/{environmentId}/{appId}/{appVersion}': 'push',
  '/webhook/queue/stats/{contextAri}/{environmentId}/{appId}/{appVersion}': 'stats',
  '/webhook/queue/cancel/{contextAri}/{environmentId}/{appId}/{appVersion}': 'cancel',
} as const;

/** What the door of one installation opens to. */
export interface ForgeProxyDependencies {
  product: Product;
  appAccountId: string;
  scopes: readonly string[];
  /** Addresses of `permissions.external.fetch.backend`. */
  egress: readonly string[];
  kvs: KvsApi;
  queue: EventQueue;
  pace: RateClock;
  /** Hears of each request that is refused. */
  onRefused(invocation: Invocation, what: string, why: string): void;
}

/** The one way out of a function: decides by the invocation, not by what the app says, who asks and with which scopes. */
export class ForgeProxy {
  readonly #parts: ForgeProxyDependencies;
  readonly #egress: EgressFilteringService;
  readonly #egressLimit: RateLimit;
  readonly #tokens = new Map<string | undefined, string>();
  /** Jira calls since the host started. */
  jiraCalls = 0;

  constructor(parts: ForgeProxyDependencies) {
    this.#parts = parts;
    this.#egress = new EgressFilteringService([...parts.egress]);
    this.#egressLimit = new RateLimit(parts.pace, EGRESS_A_MINUTE);
  }

  /** Refusals are answers too. Rejects only where the sandbox itself fails. */
  async answer(invocation: Invocation, request: ProxyRequest): Promise<ProxyAnswer> {
    const parsed = descriptorSchema.safeParse(request.descriptor);
    if (!parsed.success)
      return this.#refuse(invocation, request, 'UNKNOWN_REQUEST', 'The host knows no such request.');
    const descriptor = parsed.data;
    switch (descriptor.type) {
      case 'egress':
        return this.#answerEgress(invocation, request);
      case 'kvs':
        return this.#answerStorage(invocation, request);
      case 'fpp':
        return this.#answerProduct(invocation, request, descriptor);
      default:
        return this.#refuse(
          invocation,
          request,
          'NOT_SUPPORTED',
          'The app has no remotes, containers or outside providers.',
        );
    }
  }

  async #answerProduct(
    invocation: Invocation,
    request: ProxyRequest,
    { provider, remote, accountId }: Extract<z.infer<typeof descriptorSchema>, { type: 'fpp' }>,
  ): Promise<ProxyAnswer> {
    if (provider === 'user') {
      // Forge knows `asUser(accountId)` only for scopes that allow impersonation, which is not released.
      const other = accountId !== undefined && accountId !== invocation.accountId;
      if (invocation.accountId === undefined || other) {
        const why = other ? `The function does not run for ${accountId}.` : 'The function runs for nobody.';
        return this.#refuse(invocation, request, 'NEEDS_AUTHENTICATION_ERR', why, 401);
      }
    }
    if (remote === 'stargate' && provider === 'app') {
      const queued = Object.entries(QUEUE_PATHS).find(([path]) => path === request.path)?.[1];
      if (queued !== undefined) return this.#parts.queue.answer(queued, bodyText(request), invocation);
    }
    if (remote !== 'jira') {
      return this.#refuse(
        invocation,
        request,
        'NOT_SUPPORTED',
        `The sandbox has no ${remote ?? 'such'} API at ${request.path}.`,
      );
    }
    const { product, appAccountId } = this.#parts;
    const caller = { app: appAccountId, user: invocation.accountId, none: undefined }[provider];
    this.jiraCalls += 1;
    const address = productAddress(product, request.path);
    if (address === undefined) {
      return this.#refuse(
        invocation,
        request,
        'REQUEST_EGRESS_ALLOWLIST_ERR',
        "The path leaves the product's API.",
        403,
      );
    }
    return answerOrFetchError(() => requestProduct(address, this.tokenFor(caller), request));
  }

  /** The bearer token of an account, undefined for nobody, with the app's scopes. */
  tokenFor(accountId: string | undefined): string {
    const { product, scopes } = this.#parts;
    const token = this.#tokens.get(accountId) ?? product.tokenFor({ accountId, scopes });
    this.#tokens.set(accountId, token);
    return token;
  }

  async #answerStorage(invocation: Invocation, request: ProxyRequest): Promise<ProxyAnswer> {
    if (!this.#parts.scopes.includes('storage:app')) {
      const why = 'manifest.yml lacks the scope storage:app.';
      this.#parts.onRefused(invocation, request.path, why);
      return jsonAnswer(403, { code: 'FORBIDDEN', message: why });
    }
    const answer = await this.#parts.kvs.answer(request.path, bodyText(request));
    if ('status' in answer && answer.status === 429)
      this.#parts.onRefused(invocation, request.path, String(answer.body));
    return answer;
  }

  async #answerEgress(invocation: Invocation, request: ProxyRequest): Promise<ProxyAnswer> {
    if (!this.#egress.isValidUrl(request.path)) {
      const why = 'It is not among permissions.external.fetch.backend of manifest.yml.';
      this.#parts.onRefused(invocation, request.path, why);
      return {
        refused: { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', message: `${request.path} is refused. ${why}` },
      };
    }
    if (!this.#egressLimit.take(1)) {
      const why = `At most ${EGRESS_A_MINUTE} requests leave Atlassian in a minute.`;
      return this.#refuse(invocation, request, 'FETCH_LIMIT_EXCEEDED', why, 429);
    }
    return answerOrFetchError(() => sendHttp(new URL(request.path), request, request.headers));
  }

  #refuse(
    invocation: Invocation,
    request: ProxyRequest,
    code: string,
    why: string,
    status = 501,
  ): ProxyAnswer {
    this.#parts.onRefused(invocation, `${request.method} ${request.path}`, why);
    return { ...jsonAnswer(status, { code, message: why }), headers: [['forge-proxy-error', code]] };
  }
}

/** Where a path of the product's API is; undefined where it would lead elsewhere. */
export function productAddress(product: Product, path: string): URL | undefined {
  if (!path.startsWith('/')) return undefined;
  const address = new URL(product.url + path);
  const [requestedPath] = path.split(/[?#]/, 1);
  // What `new URL` resolved away (`..`) or read as a host is another path than the one that was asked for.
  return address.origin === new URL(product.url).origin &&
    address.pathname === encodedPath(requestedPath ?? '')
    ? address
    : undefined;
}

function encodedPath(path: string): string {
  return /(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path) ? '' : new URL(`http://path.invalid${path}`).pathname;
}

/** The answer, or the error that a function gets where nobody answers. */
async function answerOrFetchError(answer: () => Promise<PlatformAnswer>): Promise<ProxyAnswer> {
  try {
    return await answer();
  } catch (error) {
    const { message, cause } = failureSchema.parse(error);
    return {
      refused: { name: 'FUNCTION_FETCH_ERR', message: cause ? `${message}: ${cause.message}` : message },
    };
  }
}

/** What `fetch` throws, whichever realm its errors are of. */
const failureSchema = z.object({
  message: z.string(),
  cause: z.object({ message: z.string() }).optional().catch(undefined),
});

/** Asks the product with the token, whatever else the headers say about who asks. */
export function requestProduct(
  address: URL,
  token: string,
  request: Pick<ProxyRequest, 'method' | 'headers' | 'body'>,
): Promise<PlatformAnswer> {
  const appHeaders = request.headers.filter(([name]) => !HOST_HEADERS.includes(name.toLowerCase()));
  return sendHttp(address, request, [...appHeaders, ['authorization', `Bearer ${token}`]]);
}

async function sendHttp(
  address: URL,
  { method, body }: Pick<ProxyRequest, 'method' | 'body'>,
  headers: ReadonlyArray<readonly [string, string]>,
): Promise<PlatformAnswer> {
  const response = await fetch(address, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    redirect: 'manual',
    signal: AbortSignal.timeout(RUN_TIME.request),
    ...(body === undefined ? {} : { body }),
  });
  // Node has decoded the body already.
  const responseHeaders = [...response.headers].filter(
    ([name]) => name !== 'content-encoding' && name !== 'content-length',
  );
  return {
    status: response.status,
    statusText: response.statusText,
    headers: responseHeaders,
    body: await response.arrayBuffer(),
  };
}

function bodyText({ body }: ProxyRequest): string {
  return body instanceof ArrayBuffer ? Buffer.from(body).toString() : (body ?? '');
}
