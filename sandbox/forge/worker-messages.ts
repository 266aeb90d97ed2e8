import type { Millis } from '../clock';

/** What an invocation finds as `__forge_runtime__`, beyond what the worker makes itself. */
export interface RuntimeFacts {
  appId: string;
  appVersion: string;
  environmentId: string;
  environmentType: string;
  invocationId: string;
  installationId: string;
  cloudId: string;
  functionKey: string;
  moduleType: string;
  moduleKey: string;
  accountId: string | undefined;
  license: Record<string, unknown> | undefined;
  scopes: readonly string[];
  external: Record<string, unknown>;
  /** Stands for the invocation in every call that it makes; worth nothing once it ended. */
  token: string;
}

/** The sandbox's time as a worker continues it. */
export interface ClockReading {
  at: Millis;
  /** False where the clock is held still. */
  running: boolean;
}

/** The app's functions, as a worker is started with them. */
export interface WorkerStart {
  code: string;
  name: string;
}

/** One request through the one door. `kind` is what the SDK says of it, unchecked. */
export interface ProxyRequest {
  descriptor: unknown;
  path: string;
  method: string;
  headers: ReadonlyArray<readonly [string, string]>;
  body: string | ArrayBuffer | undefined;
}

/** The answer: a response, or an error that the SDK's caller gets. */
export type ProxyAnswer =
  | {
      status: number;
      statusText: string;
      headers: ReadonlyArray<readonly [string, string]>;
      body: string | ArrayBuffer | undefined;
    }
  | { refused: { name: string; message: string } };

export type ToWorker =
  | {
      kind: 'invoke';
      facts: RuntimeFacts;
      handler: { file: string; name: string };
      /** JSON. */
      payload: string;
      /** Milliseconds that it may run. */
      timeout: Millis;
      /** MB that it may use, on V8's heap and in buffers together. */
      memoryMB: number;
      clock: ClockReading;
    }
  | { kind: 'answer'; call: number; answer: ProxyAnswer; clock: ClockReading };

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'request'; call: number; token: string; request: ProxyRequest }
  | { kind: 'console'; token: string | undefined; level: string; text: string }
  /** The function used more memory than it may; the thread is of no use any more. */
  | { kind: 'out-of-memory'; token: string }
  /** A module or a way out that functions don't have. */
  | { kind: 'blocked'; token: string | undefined; what: string }
  /** `result` is JSON; undefined where the function returned nothing. */
  | { kind: 'done'; token: string; result: string | undefined }
  | { kind: 'threw'; token: string; error: { name: string; message: string; stack: string } };
