import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { notAdmin, notLoggedIn, Refusal, refusal, type Answer } from './answer';
import { applyFault, type Fault, type Faults } from './faults';
import { hasRequiredScopes, type Identities } from './identities';
import { LongList, streamChunks } from './long-list';
import type { ExchangeMeter } from './exchange-meter';
import { operationName, type ApiRequest, type SiteCore, type Operation } from './operation';
import { Query } from './query';
import { pointsOf, tooManyRequests, type Quota } from './quota';

/** What stands around every operation. */
export interface RequestHandlerDependencies {
  core: SiteCore;
  identities: Identities;
  faults: Faults;
  quota: Quota;
  meter: ExchangeMeter;
  /** Waits as long as the site takes to answer. */
  latency: (cost: number) => Promise<void>;
  /** Writes the changes down and sends the events. */
  settle: () => Promise<void>;
}

/** A request as hono hands it on, with the connection below it. */
export type SiteContext = Context<{ Bindings: HttpBindings }>;

/** Nothing is answered: the caller waits until it gives up or the site stops. */
const UNANSWERED = new Promise<never>(() => undefined);

const requiresLogin = ({ requiredAccess: needs }: Operation): boolean =>
  needs !== 'nothing' && needs !== 'browse-users';

/** @throws what the operation's callers are refused with */
function checkAccess(core: SiteCore, operation: Operation, request: ApiRequest): void {
  if (!request.caller && requiresLogin(operation)) throw notLoggedIn();
  if (operation.requiredAccess === 'administer' && !core.permissions.isJiraAdmin(request.caller))
    throw notAdmin();
  if (operation.requiredAccess.endsWith('browse-users')) {
    const canBrowseUsers =
      core.permissions.hasGlobal(request.caller, 'USER_PICKER') ||
      core.permissions.isJiraAdmin(request.caller);
    if (!canBrowseUsers) throw refusal(403, 'You are not permitted to browse users and groups.');
  }
}

function runOperation(core: SiteCore, operation: Operation, request: ApiRequest): Answer {
  try {
    checkAccess(core, operation, request);
    return operation.answer(core, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** The parameter that tells where a page starts. */
const PAGE_START_PARAMETERS = ['startAt', 'offset'] as const;

/** The request as it would be, had a row come or gone at the top of the list since the first page. */
function shiftPage(
  search: URLSearchParams,
  fault: Fault | undefined,
): { search: URLSearchParams; by: number } {
  if (fault?.kind === 'first-page-again') return asFirstPage(search);
  if (fault?.kind !== 'row-inserted' && fault?.kind !== 'row-removed') return { search, by: 0 };
  const by = fault.kind === 'row-inserted' ? -1 : 1;
  const moved = new URLSearchParams(search);
  for (const name of PAGE_START_PARAMETERS) {
    const at = Number(search.get(name) ?? 0);
    if (at <= 0) continue;
    moved.set(name, String(at + by));
    return { search: moved, by };
  }
  return { search, by: 0 };
}

/** The request for the first page, whichever was asked for. */
function asFirstPage(search: URLSearchParams): { search: URLSearchParams; by: number } {
  const first = new URLSearchParams(search);
  for (const name of PAGE_START_PARAMETERS) if (first.has(name)) first.set(name, '0');
  return { search: first, by: 0 };
}

/** Puts the numbers of a shifted page where the caller expects them, the total with the row that came or went. */
function unshiftPage(body: unknown, by: number): unknown {
  if (by === 0 || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const copy: Record<string, unknown> = { ...body };
  for (const name of PAGE_START_PARAMETERS) if (typeof copy[name] === 'number') copy[name] -= by;
  if (typeof copy['total'] === 'number') copy['total'] -= by;
  return copy;
}

async function readBody(context: SiteContext): Promise<unknown> {
  const text = await context.req.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw refusal(400, 'There was an error parsing JSON. Check that your request body is valid.');
    throw error;
  }
}

/** Answers a request to an operation: who asks, what is in scope, which limits hold, what goes wrong, what it costs. */
export function createHandler(
  dependencies: RequestHandlerDependencies,
  operation: Operation,
): (context: SiteContext) => Promise<Response> {
  const { core, faults, identities, meter, quota } = dependencies;
  const name = operationName(operation);
  return async context => {
    const url = new URL(context.req.url);
    const identity = identities.identify(context.req.header('authorization'));
    if (!identity.known) return toResponse(notLoggedIn().answer);
    const byApp = identity.scopes !== 'all';
    if (!hasRequiredScopes(identity.scopes, operation.scopes, core.switches.mixedScopes))
      return toResponse({ status: 401, body: { code: 401, message: 'Unauthorized; scope does not match' } });

    const fault = faults.take(name);
    if (fault?.kind === 'hang') return UNANSWERED;
    if (fault?.kind === 'cut' && fault.when === 'before') return breakConnection(context);

    const path: Record<string, string> = { ...context.req.param() };
    let answer = byApp ? quota.checkRequest(operation, name, path['issueIdOrKey']) : undefined;
    const { search, by } = shiftPage(url.searchParams, fault);
    let requestBody: unknown;
    if (fault) answer ??= faultAnswer(fault, core.clock.now());
    try {
      requestBody = await readBody(context);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer ??= error.answer;
    }
    answer ??= runOperation(core, operation, {
      caller: identity.account,
      isFromApp: identity.account?.kind === 'app',
      path,
      query: new Query(search),
      body: requestBody,
      urlPath: url.pathname,
    });
    await dependencies.settle();
    const points = byApp ? pointsOf(operation, answer) : 0;
    if (byApp && answer.status !== 429) quota.spend(points);
    await dependencies.latency(points);
    // What is looked at or spoiled is made whole; a long list that nobody looks at is sent as it is made.
    const list = answer.body instanceof LongList ? answer.body : undefined;
    const isSent = list !== undefined && fault === undefined && !meter.hasListeners;
    const fullBody = list === undefined ? answer.body : isSent ? undefined : list.toBody();
    const body = unshiftPage(fault ? applyFault(fullBody, fault) : fullBody, by);
    const headers = { ...(byApp ? quota.headers(name, operation.method) : {}), ...answer.headers };
    const exchange = {
      operation: name,
      method: operation.method,
      path: url.pathname,
      query: url.search,
      requestBody,
      status: answer.status,
      headers,
      body,
      accountId: identity.account?.accountId,
      byApp,
      points,
    };
    if (isSent)
      return toResponse(
        { status: answer.status, headers },
        streamChunks(list.chunks(), bytes => meter.record(exchange, bytes)),
      );
    const text = fault?.kind === 'not-json' ? '<html>Something went wrong' : bodyText(body);
    meter.record(exchange, text?.length ?? 0);
    if (fault?.kind === 'cut') return breakConnection(context);
    return toResponse({ status: answer.status, headers }, text);
  };
}

/** The refusal that a fault asks for, before the operation is asked. */
function faultAnswer(fault: Fault, now: number): Answer | undefined {
  if (fault.kind === 'status')
    return {
      status: fault.status,
      body: { errorMessages: [fault.message ?? 'Something went wrong.'], errors: {} },
    };
  if (fault.kind === 'limit') {
    const seconds = fault.retryAfter ?? 1;
    return tooManyRequests(fault.reason, seconds, now + seconds * 1000, 65_000);
  }
  return undefined;
}

const bodyText = (body: unknown): string | null => (body === undefined ? null : JSON.stringify(body));

function toResponse(
  answer: Answer,
  text: string | ReadableStream<Uint8Array> | null = bodyText(answer.body),
): Response {
  return new Response(text, {
    status: answer.status,
    headers: {
      ...(text === null ? {} : { 'Content-Type': 'application/json;charset=UTF-8' }),
      ...answer.headers,
    },
  });
}

/** Breaks the connection. */
function breakConnection(context: SiteContext): Promise<never> {
  context.env.outgoing.destroy();
  return UNANSWERED;
}
