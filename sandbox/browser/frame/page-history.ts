import { type HistoryAction, type PageLocation } from '../protocol';

type Listener = (location: PageLocation, action: HistoryAction) => void;
type HistoryTarget = string | Partial<PageLocation>;

/** What the history tells the shell. */
export interface HistoryOutlet {
  onMove(action: 'PUSH' | 'REPLACE', location: PageLocation): void;
  onGo(steps: number): void;
}

/** The page's history in the shape of version 4 of the `history` package, which `view.createHistory` promises. */
export class PageHistory {
  location: PageLocation;
  action: HistoryAction = 'POP';
  length = 1;
  readonly #listeners = new Set<Listener>();
  readonly #outlet: HistoryOutlet;
  #count = 0;

  constructor(start: PageLocation, outlet: HistoryOutlet) {
    this.location = start;
    this.#outlet = outlet;
  }

  // Arrow functions: the app may take them off the object.
  readonly push = (to: HistoryTarget, state?: unknown): void => this.#move('PUSH', to, state);
  readonly replace = (to: HistoryTarget, state?: unknown): void => this.#move('REPLACE', to, state);
  readonly go = (steps: number): void => this.#outlet.onGo(steps);
  readonly goBack = (): void => this.go(-1);
  readonly goForward = (): void => this.go(1);
  readonly createHref = (location: PageLocation): string =>
    location.pathname + location.search + location.hash;

  /** @returns how to stop listening. */
  readonly listen = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The person went back or forward in the browser. */
  arrive(location: PageLocation): void {
    this.#settle(location, 'POP');
  }

  #move(action: 'PUSH' | 'REPLACE', to: HistoryTarget, state: unknown): void {
    const location = { ...parseLocation(to, this.location.pathname, state), key: `p${++this.#count}` };
    if (action === 'PUSH') this.length += 1;
    this.#outlet.onMove(action, location);
    this.#settle(location, action);
  }

  #settle(location: PageLocation, action: HistoryAction): void {
    this.location = location;
    this.action = action;
    for (const listener of this.#listeners) listener(location, action);
  }
}

function parseLocation(to: HistoryTarget, from: string, state: unknown): Omit<PageLocation, 'key'> {
  if (typeof to !== 'string') {
    return {
      pathname: to.pathname ?? from,
      search: to.search ?? '',
      hash: to.hash ?? '',
      state: to.state ?? state,
    };
  }
  // The host name is a placeholder: only the path, search and hash are read.
  const url = new URL(to, `http://page.invalid${from}`);
  return { pathname: url.pathname, search: url.search, hash: url.hash, state };
}
