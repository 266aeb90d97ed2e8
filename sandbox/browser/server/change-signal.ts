/** Something to be told, however often it was said: what came up while nobody listened is one piece of news. */
export class ChangeSignal {
  /** There is news before anything has changed: the first version. */
  #hasChanged = true;
  #isClosed = false;
  #wake: (() => void) | undefined;

  notify(): void {
    this.#hasChanged = true;
    this.#wake?.();
  }

  /** Nobody listens any more. */
  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  /** Resolves when there is news, to true; when it is over, to false. */
  async next(): Promise<boolean> {
    while (!this.#hasChanged && !this.#isClosed) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    this.#hasChanged = false;
    return !this.#isClosed;
  }
}
