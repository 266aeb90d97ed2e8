/** Something to be told, however often it was said: what came up while nobody listened is one piece of news. */
export class News {
  /** There is news before anything has changed: the first version. */
  #isDue = true;
  #isOver = false;
  #wake: (() => void) | undefined;

  tell(): void {
    this.#isDue = true;
    this.#wake?.();
  }

  /** Nobody listens any more. */
  end(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  /** Resolves when there is news, to true; when it is over, to false. */
  async next(): Promise<boolean> {
    while (!this.#isDue && !this.#isOver) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    this.#isDue = false;
    return !this.#isOver;
  }
}
