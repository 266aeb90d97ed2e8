import { type FromFrame, type FromShell, isRecord, type RemoteFunction } from '../../protocol';

/** What a frame may ask of the page around it. */
export interface FrameHandlers {
  /** Answers a call of the bridge; rejects with what the app is told. */
  call(command: string, data: unknown): Promise<unknown>;
  moved(message: Extract<FromFrame, { kind: 'moved' }>): void;
  go(steps: number): void;
}

interface PendingRun {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The shell's end of the line to one frame. */
export class FrameLink {
  readonly #frame: HTMLIFrameElement;
  readonly #answers: FrameHandlers;
  readonly #pendingRuns = new Map<number, PendingRun>();
  #runs = 0;

  constructor(frame: HTMLIFrameElement, answers: FrameHandlers) {
    this.#frame = frame;
    this.#answers = answers;
  }

  /** @returns how to stop. */
  listen(): () => void {
    const receive = (event: MessageEvent) => {
      if (event.source === this.#frame.contentWindow && isRecord(event.data))
        this.#receive(event.data as FromFrame);
    };
    window.addEventListener('message', receive);
    return () => window.removeEventListener('message', receive);
  }

  /** Runs a function of the app. Rejects with what it threw, or where the frame no longer knows it. */
  run({ remoteFunction }: RemoteFunction, args: unknown[]): Promise<unknown> {
    const id = ++this.#runs;
    return new Promise((resolve, reject) => {
      this.#pendingRuns.set(id, { resolve, reject });
      this.#post({ kind: 'run', id, remoteFunction, args });
    });
  }

  #receive(message: FromFrame): void {
    if (message.kind === 'moved') this.#answers.moved(message);
    if (message.kind === 'go') this.#answers.go(message.steps);
    if (message.kind === 'ran') this.#settle(message);
    if (message.kind === 'call') void this.#answer(message.id, message.command, message.data);
  }

  #settle(message: Extract<FromFrame, { kind: 'ran' }>): void {
    const waiting = this.#pendingRuns.get(message.id);
    this.#pendingRuns.delete(message.id);
    if ('error' in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.value);
  }

  async #answer(id: number, command: string, data: unknown): Promise<void> {
    try {
      this.#post({ kind: 'answer', id, value: await this.#answers.call(command, data) });
    } catch (error) {
      this.#post({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  #post(message: FromShell): void {
    // The frame's origin is opaque and has no name to send to.
    this.#frame.contentWindow?.postMessage(message, '*');
  }
}
