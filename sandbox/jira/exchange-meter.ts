/** One request and what it was answered. */
export interface Exchange {
  operation: string;
  method: string;
  /** The path as asked, without the query. */
  path: string;
  query: string;
  requestBody: unknown;
  status: number;
  headers: Record<string, string>;
  body: unknown;
  accountId: string | undefined;
  /** Asked with an app's token: as the app's own account, or through the app as the person who uses it. */
  byApp: boolean;
  points: number;
}

/** How often something was asked, what it cost and how long its answers were. */
export interface Usage {
  calls: number;
  points: number;
  bytes: number;
}

/** What was asked of the site, by operation. Points count for apps alone; a person's own session costs none. */
export class ExchangeMeter {
  #byOperation = new Map<string, Usage>();
  readonly #listeners = new Set<(exchange: Exchange) => void>();

  /** Everything since the start or the last reset. */
  read(): Usage & { byOperation: Record<string, Usage> } {
    const sum: Usage = { calls: 0, points: 0, bytes: 0 };
    for (const usage of this.#byOperation.values()) {
      sum.calls += usage.calls;
      sum.points += usage.points;
      sum.bytes += usage.bytes;
    }
    return {
      ...sum,
      byOperation: Object.fromEntries([...this.#byOperation].map(([name, usage]) => [name, { ...usage }])),
    };
  }

  reset(): void {
    this.#byOperation = new Map<string, Usage>();
  }

  /** Hears of every request that an operation answered. @returns how to stop. */
  onExchange(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether anybody hears of requests: only then need the body of a long list be made whole. */
  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  record(exchange: Exchange, bytes: number): void {
    const usage = this.#byOperation.get(exchange.operation) ?? { calls: 0, points: 0, bytes: 0 };
    usage.calls += 1;
    usage.points += exchange.points;
    usage.bytes += bytes;
    this.#byOperation.set(exchange.operation, usage);
    for (const listener of this.#listeners) listener(exchange);
  }
}
