/** A function of the app that the shell can name. */
export type Handler = (...args: unknown[]) => unknown;

/**
 * How many past versions of the page keep their functions. A person's click can name a function that the app has
 * replaced since: a blur renders the page anew, and the submit that follows still carries the old name.
 */
const KEPT_GENERATIONS = 30;

/** The app's functions by the names that the shell knows them by. */
export class Handlers {
  readonly #names = new WeakMap<Handler, string>();
  readonly #generations: Map<string, Handler>[] = [new Map()];
  readonly #lasting = new Map<string, Handler>();
  #count = 0;

  /** Starts a version of the page; the oldest one's functions are forgotten. */
  beginGeneration(): void {
    this.#generations.unshift(new Map());
    this.#generations.length = Math.min(this.#generations.length, KEPT_GENERATIONS);
  }

  /** The name of a function of the present version of the page. */
  nameOfPageHandler(handler: Handler): string {
    return this.#name(handler, this.#generations[0] ?? this.#lasting);
  }

  /** The name of a function that stays until the frame goes: a subscription, a flag's action. */
  nameOfLastingHandler(handler: Handler): string {
    return this.#name(handler, this.#lasting);
  }

  find(name: string): Handler | undefined {
    return this.#lasting.get(name) ?? this.#generations.find(generation => generation.has(name))?.get(name);
  }

  #name(handler: Handler, book: Map<string, Handler>): string {
    const name = this.#names.get(handler) ?? `f${++this.#count}`;
    this.#names.set(handler, name);
    book.set(name, handler);
    return name;
  }
}
