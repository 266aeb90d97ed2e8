import { randomUUID } from 'node:crypto';
import type { Clock, Millis } from '../clock';
import { parseHandler } from './bundle';
import type { InvocationCause, InvocationEnding, HostEventLog } from './host-events';
import { LOG, PAYLOAD } from './limits';
import type { Manifest } from './manifest-content';
import type { Crash, HostSwitches } from './switches';
import type { ProxyAnswer, ProxyRequest, RuntimeFacts } from './worker-messages';
import type { WorkerPool } from './worker-pool';

const MACHINE_LOST = { lost: "The function's machine was lost." };

/** Whose function runs, and what answers its requests. */
export interface Tenant {
  facts: Pick<
    RuntimeFacts,
    'appId' | 'appVersion' | 'environmentId' | 'environmentType' | 'installationId' | 'cloudId' | 'license'
  >;
  answer(invocation: Invocation, request: ProxyRequest): Promise<ProxyAnswer>;
}

/** A call of one of the app's functions. */
export interface InvocationRequest {
  functionKey: string;
  moduleKey: string;
  moduleType: string;
  cause: InvocationCause;
  /** The person for whom it runs, undefined for nobody; the host says who, never the app. */
  accountId?: string | undefined;
  payload: unknown;
  timeout: Millis;
  /** The first invocation of the chain of pushes that led here; undefined where this is the first. */
  root?: string | undefined;
}

/** An invocation while it runs. */
export interface Invocation {
  id: string;
  functionKey: string;
  accountId: string | undefined;
  root: string;
}

/** How it ended. */
export type InvocationResult =
  | { ending: 'done'; value: unknown }
  | { ending: Exclude<InvocationEnding, 'done'>; message: string; stack?: string };

/** Runs the app's functions as Forge does: with a token each, measured, limited, and told of. */
export class Invoker {
  readonly #manifest: Manifest;
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #switches: HostSwitches;
  readonly #hostEvents: HostEventLog;
  #crashCount: { crash: Crash; calls: number } | undefined;
  /** Invocations and external calls since the host started. */
  readonly meter = { invocations: 0, calls: 0 };

  constructor(parts: {
    manifest: Manifest;
    pool: WorkerPool;
    clock: Clock;
    switches: HostSwitches;
    happenings: HostEventLog;
  }) {
    this.#manifest = parts.manifest;
    this.#pool = parts.pool;
    this.#clock = parts.clock;
    this.#switches = parts.switches;
    this.#hostEvents = parts.happenings;
  }

  /** Never rejects for what the function does. @throws where the manifest has no such function. */
  async run(tenant: Tenant, request: InvocationRequest): Promise<InvocationResult> {
    const { functionKey, moduleKey, cause } = request;
    const started = performance.now();
    const invocation: Invocation = { id: randomUUID(), functionKey, accountId: request.accountId, root: '' };
    invocation.root = request.root ?? invocation.id;
    const counted = { calls: 0 };
    const end = await this.#execute(tenant, request, invocation, counted);
    this.meter.invocations += 1;
    this.#hostEvents.note({
      kind: 'invocation',
      at: this.#clock.now(),
      installationId: tenant.facts.installationId,
      functionKey,
      moduleKey,
      cause,
      ending: end.ending,
      message: end.ending === 'done' ? undefined : end.message,
      took: performance.now() - started,
      calls: counted.calls,
    });
    return end;
  }

  async #execute(
    tenant: Tenant,
    request: InvocationRequest,
    invocation: Invocation,
    counted: { calls: number },
  ): Promise<InvocationResult> {
    const { functionKey, moduleKey, moduleType, accountId, timeout } = request;
    const appFunction = this.#manifest.functions.get(functionKey);
    if (appFunction === undefined) throw new Error(`manifest.yml has no function ${functionKey}.`);
    const { installationId } = tenant.facts;
    const noted = { installationId, functionKey };
    const log = new LogLimit();
    const end = await this.#pool.run({
      facts: {
        ...tenant.facts,
        invocationId: invocation.id,
        functionKey,
        moduleKey,
        moduleType,
        accountId,
        scopes: this.#manifest.scopes,
        external: this.#manifest.external,
        token: randomUUID(),
      },
      handler: parseHandler(appFunction.handler),
      payload: JSON.stringify(request.payload ?? null),
      timeout,
      memoryMB: appFunction.memoryMB,
      request: async proxyRequest => {
        counted.calls += 1;
        this.meter.calls += 1;
        const crash = this.#crashAt(functionKey);
        if (crash === 'before') return MACHINE_LOST;
        const answer = await tenant.answer(invocation, proxyRequest);
        return crash === 'after' ? MACHINE_LOST : answer;
      },
      console: (level, text) => {
        if (log.accepts(text))
          this.#hostEvents.note({ kind: 'console', at: this.#clock.now(), ...noted, level, text });
      },
      blocked: what => {
        const why = "Forge functions reach the outside through Atlassian's APIs alone.";
        this.#hostEvents.note({ kind: 'refused', at: this.#clock.now(), ...noted, what, why });
      },
    });
    if (end.ending !== 'done') return end;
    const size = Buffer.byteLength(end.result ?? '');
    if (size > PAYLOAD.response) {
      return {
        ending: 'refused',
        message: `A function returns at most ${PAYLOAD.response} bytes, this one ${size}.`,
      };
    }
    return { ending: 'done', value: end.result === undefined ? undefined : JSON.parse(end.result) };
  }

  #crashAt(functionKey: string): Crash['when'] | undefined {
    const { crash } = this.#switches;
    if (crash === undefined || (crash.functionKey ?? functionKey) !== functionKey) return undefined;
    if (this.#crashCount?.crash !== crash) this.#crashCount = { crash, calls: 0 };
    this.#crashCount.calls += 1;
    if (this.#crashCount.calls < crash.call) return undefined;
    this.#switches.crash = undefined;
    return crash.when;
  }
}

/** Keeps what Forge keeps of the log of one invocation. */
class LogLimit {
  readonly #started = performance.now();
  #lines = 0;
  #bytes = 0;

  accepts(text: string): boolean {
    const minutes = 1 + Math.floor((performance.now() - this.#started) / 60_000);
    this.#lines += 1;
    this.#bytes += Buffer.byteLength(text);
    return this.#lines <= LOG.lines * minutes && this.#bytes <= LOG.bytes * minutes;
  }
}
