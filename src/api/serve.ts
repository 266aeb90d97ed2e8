import Resolver from '@forge/resolver';
import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { type Instant, instant } from '../terms/instant';
import { illFormedAt } from '../terms/well-formed';
import { ApiError, type Answer, type ApiErrorValue } from './answer';
import { authorize, type Authorized } from './authorize';
import { type Call, type InputOf, type OutputOf } from './contract/call';
import { type SiteAccess, siteAccess } from './site-access';

/** What a resolver knows besides its input: who asks, when, and the site. */
export interface Asked extends Authorized {
  readonly now: Instant;
  readonly access: SiteAccess;
}

export type Resolvers<C extends Readonly<Record<string, Call>>> = {
  readonly [K in keyof C]: (input: InputOf<C[K]>, asked: Asked) => Promise<OutputOf<C[K]>>;
};

/** The platform's part of the context: what a page sends under the same names is overwritten by it. */
const platformContext = z.object({ accountId: z.string().optional() });

const invalid = (error: z.ZodError): ApiError =>
  new ApiError({
    code: 'invalid',
    fields: error.issues.map(issue => ({ path: issue.path.map(String).join('.'), why: issue.code })),
  });

/** What a page is told of a failure. @throws what is a mistake of ours: the platform logs it. */
function toldOf(error: unknown): ApiErrorValue {
  if (error instanceof ApiError) return error.value;
  if (!(error instanceof JiraError)) throw error;
  return error.kind === 'denied'
    ? { code: 'app-not-admin' }
    : { code: 'failed', at: [error.operation, error.status].filter(part => part !== undefined).join(' ') };
}

/** One call: authorize, check what came, run, check what goes. */
export async function answerTo<C extends Call>(
  call: C,
  resolver: (input: InputOf<C>, asked: Asked) => Promise<OutputOf<C>>,
  request: { readonly payload: unknown; readonly context: unknown },
  access: SiteAccess,
): Promise<Answer> {
  try {
    const { accountId } = platformContext.parse(request.context);
    const now = instant(Date.now());
    const authorized = await authorize(call.caller, accountId, request.payload, access, now);
    const broken = illFormedAt(request.payload);
    if (broken !== undefined)
      throw new ApiError({ code: 'invalid', fields: [{ path: broken, why: 'not_well_formed' }] });
    const input = call.input.safeParse(request.payload);
    if (!input.success) throw invalid(input.error);
    // The schema is this call's own: what it parsed is its input.
    const asked = { ...authorized, now, access };
    const value = await resolver(input.data as InputOf<C>, asked);
    return { is: 'done', value: call.output.parse(value) };
  } catch (error) {
    return { is: 'refused', error: toldOf(error) };
  }
}

/** The handler of a UI module's function: only the calls that are listed exist. */
export function handlerOf<C extends Readonly<Record<string, Call>>>(
  calls: C,
  resolvers: Resolvers<C>,
): ReturnType<Resolver['getDefinitions']> {
  const resolver = new Resolver();
  for (const name of Object.keys(calls) as (keyof C & string)[]) {
    const call = calls[name];
    if (call === undefined) continue;
    resolver.define(name, ({ payload, context }: { payload: unknown; context: unknown }) =>
      answerTo(call, resolvers[name], { payload, context }, siteAccess()),
    );
  }
  const definitions = resolver.getDefinitions();
  // The resolver takes names that every object inherits, such as `constructor`, for calls of ours, and runs them unasked.
  return async (request, backend) => {
    const name: unknown = request.call.functionKey;
    if (typeof name !== 'string' || !Object.hasOwn(calls, name))
      throw new Error('There is no definition of this call.');
    return definitions(request, backend);
  };
}
