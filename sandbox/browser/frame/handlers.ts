/** A function of the app that the shell can name. */
export type Handler = (...args: unknown[]) => unknown;

/**
 * How many versions of the page a function outlives that is no longer part of it. A person's click can name one: a blur
 * renders the page anew, and the submit that follows was aimed at a button that has gone since.
 */
const KEPT_GENERATIONS = 30;

/** The app's functions by the names that the shell knows them by. */
export class Handlers {
  readonly #ofPage = new Map<string, { handler: Handler; generation: number }>();
  readonly #lasting = new Map<string, Handler>();
  readonly #lastingNames = new WeakMap<Handler, string>();
  #generation = 0;
  #count = 0;

  /** Starts a version of the page; functions that have not been part of one for long are forgotten. */
  beginGeneration(): void {
    this.#generation += 1;
    for (const [name, { generation }] of this.#ofPage) {
      if (generation < this.#generation - KEPT_GENERATIONS) this.#ofPage.delete(name);
    }
  }

  /**
   * The name of a function of the present version of the page: the place where it stands. Every version has new functions,
   * and a person who typed and pressed Enter means the one that knows what was typed, not the one that was drawn.
   */
  nameOfPageHandler(handler: Handler, place: string): string {
    this.#ofPage.set(place, { handler, generation: this.#generation });
    return place;
  }

  /** The name of a function that stays until the frame goes: a subscription, a flag's action. */
  nameOfLastingHandler(handler: Handler): string {
    const name = this.#lastingNames.get(handler) ?? `lasting ${++this.#count}`;
    this.#lastingNames.set(handler, name);
    this.#lasting.set(name, handler);
    return name;
  }

  find(name: string): Handler | undefined {
    return this.#lasting.get(name) ?? this.#ofPage.get(name)?.handler;
  }
}
