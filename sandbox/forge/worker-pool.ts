import { Worker } from 'node:worker_threads';
import type { Millis } from '../clock';
import type { ClockWatch } from './clock-watch';
import type {
  DoorAnswer,
  DoorRequest,
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
  request(request: DoorRequest): Promise<DoorAnswer | { lost: string }>;
  console(level: string, text: string): void;
  barred(what: string): void;
}

/** How a job ended. `result` is JSON, undefined where the function returned nothing. */
export type JobEnd =
  | { ending: 'done'; result: string | undefined }
  | { ending: 'threw'; name: string; message: string; stack: string }
  | { ending: 'timed-out' | 'out-of-memory' | 'crashed'; message: string };

const outOfMemory = (memoryMB: number): JobEnd => ({
  ending: 'out-of-memory',
  message: `The function used more than ${memoryMB} MB.`,
});

interface Thread {
  worker: Worker;
  memoryMB: number;
  /** What it does now; undefined while it waits. */
  job: Job | undefined;
  end: ((end: JobEnd) => void) | undefined;
  ready: Promise<void>;
}

/**
 * Worker threads that run the app's functions, one job at a time each. A thread that finished a job takes the next one,
 * whichever installation it is for, as Forge's warm processes do.
 */
export class WorkerPool {
  readonly #program: string;
  readonly #start: WorkerStart;
  readonly #most: number;
  readonly #idle: Thread[] = [];
  readonly #all = new Set<Thread>();
  readonly #queue: Array<() => void> = [];
  #busy = 0;
  /** Requests of code that ran on after its invocation had ended. */
  readonly #stray: (request: DoorRequest) => void;

  readonly #clock: ClockWatch;

  /** @param program the bundled worker.ts. @param most jobs at the same time; more wait. */
  constructor(options: {
    program: string;
    start: WorkerStart;
    most: number;
    clock: ClockWatch;
    stray: (request: DoorRequest) => void;
  }) {
    this.#program = options.program;
    this.#start = options.start;
    this.#most = options.most;
    this.#clock = options.clock;
    this.#stray = options.stray;
  }

  /** Never rejects for what the function does; rejects where the bundle can't be loaded. */
  async run(job: Job): Promise<JobEnd> {
    // Whoever ends hands its place to the next that waits.
    if (this.#busy < this.#most) this.#busy += 1;
    else await new Promise<void>(resolve => this.#queue.push(resolve));
    try {
      return await this.#runOn(await this.#thread(job.memoryMB), job);
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }

  /** Ends every thread, with what runs in it. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map(({ worker }) => worker.terminate()));
  }

  async #thread(memoryMB: number): Promise<Thread> {
    // The one that worked last: others may be left to rest.
    const warm = this.#idle.filter(idle => idle.memoryMB === memoryMB).at(-1);
    if (warm !== undefined) {
      this.#idle.splice(this.#idle.indexOf(warm), 1);
      return warm;
    }
    const thread = this.#started(memoryMB);
    await thread.ready;
    return thread;
  }

  #started(memoryMB: number): Thread {
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
    const thread: Thread = { worker, memoryMB, job: undefined, end: undefined, ready };
    this.#all.add(thread);
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') loaded?.();
      else this.#heard(thread, message);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      this.#all.delete(thread);
      failed?.(error);
      thread.end?.(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? outOfMemory(memoryMB)
          : { ending: 'threw', name: error.name, message: error.message, stack: error.stack ?? '' },
      );
    });
    worker.on('exit', code => {
      this.#all.delete(thread);
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
      failed?.(new Error(`A worker ended with ${code} before it was ready.`));
      thread.end?.({ ending: 'crashed', message: `The function's process ended with ${code}.` });
    });
    return thread;
  }

  #runOn(thread: Thread, job: Job): Promise<JobEnd> {
    const { worker } = thread;
    const ended = new Promise<JobEnd>(resolve => {
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
    const clock = this.#clock.looked();
    this.#tell(thread, { kind: 'invoke', facts, handler, payload, timeout, memoryMB, clock });
    return ended.then(end => {
      clearTimeout(timer);
      thread.job = undefined;
      thread.end = undefined;
      if (end.ending === 'done' || (end.ending === 'threw' && this.#all.has(thread))) this.#idle.push(thread);
      return end;
    });
  }

  #tell(thread: Thread, message: ToWorker): void {
    thread.worker.postMessage(message);
  }

  #heard(thread: Thread, message: Exclude<FromWorker, { kind: 'ready' }>): void {
    const job = thread.job?.facts.token === message.token ? thread.job : undefined;
    switch (message.kind) {
      case 'console':
        return job?.console(message.level, message.text);
      case 'barred':
        return job?.barred(message.what);
      case 'done':
        return job && thread.end?.({ ending: 'done', result: message.result });
      case 'threw':
        return job && thread.end?.({ ending: 'threw', ...message.error });
      case 'out-of-memory':
        if (job === undefined) return;
        thread.end?.(outOfMemory(job.memoryMB));
        this.#all.delete(thread);
        void thread.worker.terminate();
        return;
      case 'request':
        if (job === undefined) return this.#refuseStray(thread, message);
        void this.#answer(thread, job, message.call, message.request);
    }
  }

  async #answer(thread: Thread, job: Job, call: number, request: DoorRequest): Promise<void> {
    const answer = await job.request(request).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      return { lost: `The sandbox failed at ${request.method} ${request.path}: ${why}` };
    });
    if ('lost' in answer) {
      thread.end?.({ ending: 'crashed', message: answer.lost });
      await thread.worker.terminate();
      return;
    }
    this.#tell(thread, { kind: 'answer', call, answer, clock: this.#clock.reading() });
  }

  #refuseStray(thread: Thread, { call, request }: Extract<FromWorker, { kind: 'request' }>): void {
    this.#stray(request);
    const message = `${request.method} ${request.path} came after its invocation had ended.`;
    const answer: DoorAnswer = { refused: { name: 'PROXY_ERR', message } };
    this.#tell(thread, { kind: 'answer', call, answer, clock: this.#clock.reading() });
  }
}
