import type { Millis } from '../clock';
import type { RuntimeFacts } from './worker-messages';

const still = { incr: () => {}, incrBy: () => {}, decr: () => {}, decrBy: () => {} };

/** What `__forge_runtime__` is during an invocation, and the second argument of every function. */
export function buildRuntime(
  facts: RuntimeFacts,
  timeout: Millis,
): { runtime: Record<string, unknown>; context: Record<string, unknown> } {
  const ends = performance.now() + timeout;
  const { appId, appVersion, environmentId, environmentType, invocationId, installationId, cloudId } = facts;
  const { functionKey, moduleType, moduleKey, accountId, license, scopes, external } = facts;
  const contextAri = `ari:cloud:jira::site/${cloudId}`;
  const named = { toString: () => contextAri, toJSON: () => contextAri };
  const installationAri = `ari:cloud:ecosystem::installation/${installationId}`;
  const installation = {
    ari: { installationId, toString: () => installationAri, toJSON: () => installationAri },
    contexts: [{ cloudId, ...named }],
  };
  const runtime = {
    proxy: { token: facts.token, url: 'http://forge.invalid' },
    contextAri,
    container: { region: 'sandbox', runtime: 'nodejs' },
    appContext: {
      appId,
      appVersion,
      environmentId,
      environmentType,
      invocationId,
      installationId,
      functionKey,
      moduleType,
      moduleKey,
      license,
      installation,
      permissions: { scopes, external },
    },
    aaid: accountId,
    lambdaContext: {
      awsRequestId: invocationId,
      getRemainingTimeInMillis: () => Math.max(0, Math.floor(ends - performance.now())),
    },
    tracing: { traceId: invocationId.replaceAll('-', ''), spanId: invocationId.slice(0, 8) },
    realtime: {},
    metrics: {
      counter: () => still,
      timing: () => ({ measure: () => ({ stop: () => {} }) }),
      gauge: () => ({ set: () => {} }),
    },
    featureFlags: () => false,
  };
  const context = {
    installContext: contextAri,
    ...(accountId === undefined ? {} : { principal: { accountId } }),
    ...(license === undefined ? {} : { license }),
    installation,
  };
  return { runtime, context };
}
