import Resolver from '@forge/resolver';
import { z } from 'zod';
import { JiraError } from '../jira/jira-error';
import { type Instant, instant } from '../domain/instant';
import { findIllFormedPath } from '../domain/well-formed';
import { ApiError, type ApiResponse, type ApiErrorValue } from './api-response';
import { authorize, type AuthorizedCaller } from './authorize';
import { type Call, type InputOf, type OutputOf } from './contract/call';
import { type SiteAccess, createSiteAccess } from './site-access';

/** The context of a call: caller, time, and access to the site. */
export interface ResolverContext extends AuthorizedCaller {
  readonly now: Instant;
  readonly access: SiteAccess;
}

export type Resolvers<C extends Readonly<Record<string, Call>>> = {
  readonly [K in keyof C]: (input: InputOf<C[K]>, asked: ResolverContext) => Promise<OutputOf<C[K]>>;
};

/** Forge's part of the request. It overwrites any fields with the same names that a page sends. */
const platformContext = z.object({ accountId: z.string().optional() });

const invalid = (error: z.ZodError): ApiError =>
  new ApiError({
    code: 'invalid',
    fields: error.issues.map(issue => ({ path: issue.path.map(String).join('.'), why: issue.code })),
  });

/**
 * Converts an error for the page.
 * @throws any other error, which is a defect of the app and gets logged by Forge.
 */
function buildApiError(error: unknown): ApiErrorValue {
  if (error instanceof ApiError) return error.value;
  if (!(error instanceof JiraError)) throw error;
  return error.kind === 'denied'
    ? { code: 'app-not-admin' }
    : { code: 'failed', at: [error.operation, error.status].filter(part => part !== undefined).join(' ') };
}

/** Handles one call: authorizes the caller, validates the input, runs the resolver, and validates the output. */
export async function handleCall<C extends Call>(
  call: C,
  resolver: (input: InputOf<C>, resolverContext: ResolverContext) => Promise<OutputOf<C>>,
  request: { readonly payload: unknown; readonly context: unknown },
  access: SiteAccess,
): Promise<ApiResponse> {
  try {
    const { accountId } = platformContext.parse(request.context);
    const now = instant(Date.now());
    const authorized = await authorize(call.caller, accountId, request.payload, access, now);
    const malformedPath = findIllFormedPath(request.payload);
    if (malformedPath !== undefined)
      throw new ApiError({ code: 'invalid', fields: [{ path: malformedPath, why: 'not_well_formed' }] });
    const input = call.input.safeParse(request.payload);
    if (!input.success) throw invalid(input.error);
    // The call's own schema parsed the input.
    const resolverContext = { ...authorized, now, access };
    const value = await resolver(input.data as InputOf<C>, resolverContext);
    return { is: 'done', value: call.output.parse(value) };
  } catch (error) {
    return { is: 'refused', error: buildApiError(error) };
  }
}

/** Creates the handler of a UI module's function. It accepts only the listed calls. */
export function createHandler<C extends Readonly<Record<string, Call>>>(
  calls: C,
  resolvers: Resolvers<C>,
): ReturnType<Resolver['getDefinitions']> {
  const resolver = new Resolver();
  for (const name of Object.keys(calls) as (keyof C & string)[]) {
    const call = calls[name];
    if (call === undefined) continue;
    resolver.define(name, ({ payload, context }: { payload: unknown; context: unknown }) =>
      handleCall(call, resolvers[name], { payload, context }, createSiteAccess()),
    );
  }
  const definitions = resolver.getDefinitions();
  // Forge's resolver would run inherited properties such as `constructor` as calls, without authorization.
  return async (request, backend) => {
    const name: unknown = request.call.functionKey;
    if (typeof name !== 'string' || !Object.hasOwn(calls, name))
      throw new Error('There is no definition of this call.');
    return definitions(request, backend);
  };
}
