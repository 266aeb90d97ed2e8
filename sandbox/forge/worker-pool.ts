import { Worker } from 'node:worker_threads';
import type { Millis } from '../clock';
import type { ClockWatch } from './clock-watch';
import type {
  ProxyAnswer,
  ProxyRequest,
  FromWorker,
  RuntimeFacts,
  ToWorker,
  WorkerStart,
} from './worker-messages';

/** One call of a function. */
export interface Job {
  facts: RuntimeFacts;
  handler: { file: string; name: string };
  /** JSON. */
  payload: string;
  timeout: Millis;
  memoryMB: number;
  /** Answers the function's requests. `lost` ends the worker as if its machine had gone, and says why. */
  request(request: ProxyRequest): Promise<ProxyAnswer | { lost: string }>;
  console(level: string, text: string): void;
  blocked(what: string): void;
}

/** How a job ended. `result` is JSON, undefined where the function returned nothing. */
export type JobResult =
  | { ending: 'done'; result: string | undefined }
  | { ending: 'threw'; name: string; message: string; stack: string }
  | { ending: 'timed-out' | 'out-of-memory' | 'crashed'; message: string };

const outOfMemory = (memoryMB: number): JobResult => ({
  ending: 'out-of-memory',
  message: `The function used more than ${memoryMB} MB.`,
});

interface WorkerThread {
  worker: Worker;
  memoryMB: number;
  /** What it does now; undefined while it waits. */
  job: Job | undefined;
  end: ((end: JobResult) => void) | undefined;
  ready: Promise<void>;
}

/**
 * Worker threads that run the app's functions, one job at a time each. A thread that finished a job takes the next one,
 * whichever installation it is for, as Forge's warm processes do.
 */
export class WorkerPool {
  readonly #program: string;
  readonly #start: WorkerStart;
  readonly #maxJobs: number;
  readonly #idle: WorkerThread[] = [];
  readonly #threads = new Set<WorkerThread>();
  readonly #queue: Array<() => void> = [];
  #busy = 0;
  /** Requests of code that ran on after its invocation had ended. */
  readonly #onLateRequest: (request: ProxyRequest) => void;

  readonly #clock: ClockWatch;

  /** @param program the bundled worker.ts. @param most jobs at the same time; more wait. */
  constructor(options: {
    program: string;
    start: WorkerStart;
    most: number;
    clock: ClockWatch;
    onLateRequest: (request: ProxyRequest) => void;
  }) {
    this.#program = options.program;
    this.#start = options.start;
    this.#maxJobs = options.most;
    this.#clock = options.clock;
    this.#onLateRequest = options.onLateRequest;
  }

  /** Never rejects for what the function does; rejects where the bundle can't be loaded. */
  async run(job: Job): Promise<JobResult> {
    // Whoever ends hands its place to the next that waits.
    if (this.#busy < this.#maxJobs) this.#busy += 1;
    else await new Promise<void>(resolve => this.#queue.push(resolve));
    try {
      return await this.#runOn(await this.#takeThread(job.memoryMB), job);
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }

  /** Ends every thread, with what runs in it. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  async #takeThread(memoryMB: number): Promise<WorkerThread> {
    // The one that worked last: others may be left to rest.
    const warm = this.#idle.filter(idle => idle.memoryMB === memoryMB).at(-1);
    if (warm !== undefined) {
      this.#idle.splice(this.#idle.indexOf(warm), 1);
      return warm;
    }
    const thread = this.#startThread(memoryMB);
    await thread.ready;
    return thread;
  }

  #startThread(memoryMB: number): WorkerThread {
    const worker = new Worker(this.#program, {
      eval: true,
      workerData: this.#start,
      env: { NODE_ENV: 'production', FORGE_SANDBOX: '1' },
      resourceLimits: { maxOldGenerationSizeMb: memoryMB },
    });
    // The sandbox may end while threads wait.
    worker.unref();
    let loaded: (() => void) | undefined;
    let failed: ((error: Error) => void) | undefined;
    const ready = new Promise<void>((resolve, reject) => {
      loaded = resolve;
      failed = reject;
    });
    const thread: WorkerThread = { worker, memoryMB, job: undefined, end: undefined, ready };
    this.#threads.add(thread);
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') loaded?.();
      else this.#handleMessage(thread, message);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      this.#threads.delete(thread);
      failed?.(error);
      thread.end?.(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? outOfMemory(memoryMB)
          : { ending: 'threw', name: error.name, message: error.message, stack: error.stack ?? '' },
      );
    });
    worker.on('exit', code => {
      this.#threads.delete(thread);
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
      failed?.(new Error(`A worker ended with ${code} before it was ready.`));
      thread.end?.({ ending: 'crashed', message: `The function's process ended with ${code}.` });
    });
    return thread;
  }

  #runOn(thread: WorkerThread, job: Job): Promise<JobResult> {
    const { worker } = thread;
    const ended = new Promise<JobResult>(resolve => {
      thread.job = job;
      thread.end = resolve;
    });
    const timer = setTimeout(() => {
      thread.end?.({
        ending: 'timed-out',
        message: `The function ran longer than ${job.timeout / 1000} seconds.`,
      });
      void worker.terminate();
    }, job.timeout);
    const { facts, handler, payload, timeout, memoryMB } = job;
    const clock = this.#clock.measureReading();
    this.#send(thread, { kind: 'invoke', facts, handler, payload, timeout, memoryMB, clock });
    return ended.then(end => {
      clearTimeout(timer);
      thread.job = undefined;
      thread.end = undefined;
      if (end.ending === 'done' || (end.ending === 'threw' && this.#threads.has(thread)))
        this.#idle.push(thread);
      return end;
    });
  }

  #send(thread: WorkerThread, message: ToWorker): void {
    thread.worker.postMessage(message);
  }

  #handleMessage(thread: WorkerThread, message: Exclude<FromWorker, { kind: 'ready' }>): void {
    const job = thread.job?.facts.token === message.token ? thread.job : undefined;
    switch (message.kind) {
      case 'console':
        return job?.console(message.level, message.text);
      case 'blocked':
        return job?.blocked(message.what);
      case 'done':
        return job && thread.end?.({ ending: 'done', result: message.result });
      case 'threw':
        return job && thread.end?.({ ending: 'threw', ...message.error });
      case 'out-of-memory':
        if (job === undefined) return;
        thread.end?.(outOfMemory(job.memoryMB));
        this.#threads.delete(thread);
        void thread.worker.terminate();
        return;
      case 'request':
        if (job === undefined) return this.#refuseLateRequest(thread, message);
        void this.#answer(thread, job, message.call, message.request);
    }
  }

  async #answer(thread: WorkerThread, job: Job, call: number, request: ProxyRequest): Promise<void> {
    const answer = await job.request(request).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      return { lost: `The sandbox failed at ${request.method} ${request.path}: ${why}` };
    });
    if ('lost' in answer) {
      thread.end?.({ ending: 'crashed', message: answer.lost });
      await thread.worker.terminate();
      return;
    }
    this.#send(thread, { kind: 'answer', call, answer, clock: this.#clock.reading() });
  }

  #refuseLateRequest(
    thread: WorkerThread,
    { call, request }: Extract<FromWorker, { kind: 'request' }>,
  ): void {
    this.#onLateRequest(request);
    const message = `${request.method} ${request.path} came after its invocation had ended.`;
    const answer: ProxyAnswer = { refused: { name: 'PROXY_ERR', message } };
    this.#send(thread, { kind: 'answer', call, answer, clock: this.#clock.reading() });
  }
}
