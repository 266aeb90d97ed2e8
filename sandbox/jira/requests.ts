import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { notAdmin, notLoggedIn, Refusal, refusal, type Answer } from './answer';
import { spoiled, type Fault, type Faults } from './faults';
import { inScope, type Identities } from './identity';
import { LongList, streamed } from './long-list';
import type { Meter } from './meter';
import { nameOf, type Ask, type Core, type Operation } from './operation';
import { Query } from './query';
import { pointsOf, tooMany, type Quota } from './quota';

/** What stands around every operation. */
export interface Surroundings {
  core: Core;
  identities: Identities;
  faults: Faults;
  quota: Quota;
  meter: Meter;
  /** Waits as long as the site takes to answer. */
  latency: (cost: number) => Promise<void>;
  /** Writes the changes down and sends the events. */
  settle: () => Promise<void>;
}

/** A request as hono hands it on, with the connection below it. */
export type SiteContext = Context<{ Bindings: HttpBindings }>;

/** Nothing is answered: the caller waits until it gives up or the site stops. */
const never = new Promise<never>(() => undefined);

const mustLogIn = ({ needs }: Operation): boolean => needs !== 'nothing' && needs !== 'browse-users';

/** @throws what the operation's callers are refused with */
function letIn(core: Core, operation: Operation, ask: Ask): void {
  if (!ask.caller && mustLogIn(operation)) throw notLoggedIn();
  if (operation.needs === 'administer' && !core.permissions.isJiraAdmin(ask.caller)) throw notAdmin();
  if (operation.needs.endsWith('browse-users')) {
    const may =
      core.permissions.global(ask.caller, 'USER_PICKER') || core.permissions.isJiraAdmin(ask.caller);
    if (!may) throw refusal(403, 'You are not permitted to browse users and groups.');
  }
}

function answerOf(core: Core, operation: Operation, ask: Ask): Answer {
  try {
    letIn(core, operation, ask);
    return operation.answer(core, ask);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** The parameter that tells where a page starts. */
const starts = ['startAt', 'offset'] as const;

/** The request as it would be, had a row come or gone at the top of the list since the first page. */
function shifted(search: URLSearchParams, fault: Fault | undefined): { search: URLSearchParams; by: number } {
  if (fault?.kind === 'first-page-again') return asFirstPage(search);
  if (fault?.kind !== 'row-inserted' && fault?.kind !== 'row-removed') return { search, by: 0 };
  const by = fault.kind === 'row-inserted' ? -1 : 1;
  const moved = new URLSearchParams(search);
  for (const name of starts) {
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
  for (const name of starts) if (first.has(name)) first.set(name, '0');
  return { search: first, by: 0 };
}

/** Puts the numbers of a shifted page where the caller expects them, the total with the row that came or went. */
function unshifted(body: unknown, by: number): unknown {
  if (by === 0 || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const copy: Record<string, unknown> = { ...body };
  for (const name of starts) if (typeof copy[name] === 'number') copy[name] -= by;
  if (typeof copy['total'] === 'number') copy['total'] -= by;
  return copy;
}

async function bodyOf(context: SiteContext): Promise<unknown> {
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
export function handlerOf(
  around: Surroundings,
  operation: Operation,
): (context: SiteContext) => Promise<Response> {
  const { core, faults, identities, meter, quota } = around;
  const name = nameOf(operation);
  return async context => {
    const url = new URL(context.req.url);
    const identity = identities.of(context.req.header('authorization'));
    if (!identity.known) return responseOf(notLoggedIn().answer);
    const byApp = identity.scopes !== 'all';
    if (!inScope(identity.scopes, operation.scopes, core.switches.mixedScopes))
      return responseOf({ status: 401, body: { code: 401, message: 'Unauthorized; scope does not match' } });

    const fault = faults.take(name);
    if (fault?.kind === 'hang') return never;
    if (fault?.kind === 'cut' && fault.when === 'before') return cut(context);

    const path: Record<string, string> = { ...context.req.param() };
    let answer = byApp ? quota.refuses(operation, name, path['issueIdOrKey']) : undefined;
    const { search, by } = shifted(url.searchParams, fault);
    let requestBody: unknown;
    if (fault) answer ??= failed(fault, core.clock.now());
    try {
      requestBody = await bodyOf(context);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer ??= error.answer;
    }
    answer ??= answerOf(core, operation, {
      caller: identity.account,
      byApp: identity.account?.kind === 'app',
      path,
      query: new Query(search),
      body: requestBody,
      at: url.pathname,
    });
    await around.settle();
    const points = byApp ? pointsOf(operation, answer) : 0;
    if (byApp && answer.status !== 429) quota.spend(points);
    await around.latency(points);
    // What is looked at or spoiled is made whole; a long list that nobody looks at is sent as it is made.
    const list = answer.body instanceof LongList ? answer.body : undefined;
    const isSent = list !== undefined && fault === undefined && !meter.isHeard;
    const whole = list === undefined ? answer.body : isSent ? undefined : list.whole();
    const body = unshifted(fault ? spoiled(whole, fault) : whole, by);
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
      return responseOf(
        { status: answer.status, headers },
        streamed(list.pieces(), bytes => meter.note(exchange, bytes)),
      );
    const text = fault?.kind === 'not-json' ? '<html>Something went wrong' : textOf(body);
    meter.note(exchange, text?.length ?? 0);
    if (fault?.kind === 'cut') return cut(context);
    return responseOf({ status: answer.status, headers }, text);
  };
}

/** The refusal that a fault asks for, before the operation is asked. */
function failed(fault: Fault, now: number): Answer | undefined {
  if (fault.kind === 'status')
    return {
      status: fault.status,
      body: { errorMessages: [fault.message ?? 'Something went wrong.'], errors: {} },
    };
  if (fault.kind === 'limit') {
    const seconds = fault.retryAfter ?? 1;
    return tooMany(fault.reason, seconds, now + seconds * 1000, 65_000);
  }
  return undefined;
}

const textOf = (body: unknown): string | null => (body === undefined ? null : JSON.stringify(body));

function responseOf(
  answer: Answer,
  text: string | ReadableStream<Uint8Array> | null = textOf(answer.body),
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
function cut(context: SiteContext): Promise<never> {
  context.env.outgoing.destroy();
  return never;
}
