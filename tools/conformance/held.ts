import type { Documents } from '../../sandbox/conformance/documents';
import { Conformance } from '../../sandbox/conformance/exchange';
import type { Exchange, Meter } from '../../sandbox/jira/meter';

/** Exchanges with simulated sites, each held against the documents as it happens. */
export class Held {
  readonly #conformance: Conformance;
  readonly #problems = new Map<string, Set<string>>();
  /** Statuses by operation. */
  readonly #answered = new Map<string, Set<number>>();
  readonly #asked = new Set<string>();
  #exchanges = 0;

  constructor(documents: Documents) {
    this.#conformance = new Conformance(documents);
  }

  /** Listens to a site until it stops. */
  listen(meter: Meter): void {
    meter.onExchange(exchange => this.#hold(exchange));
  }

  note(about: string, problem: string): void {
    const known = this.#problems.get(about) ?? new Set<string>();
    this.#problems.set(about, known.add(problem));
  }

  get exchanges(): number {
    return this.#exchanges;
  }

  /** What differs from the documents, one line each. */
  problems(): readonly string[] {
    return [...this.#problems].flatMap(([about, problems]) =>
      [...problems].map(problem => `${about}: ${problem}`),
    );
  }

  /** The statuses with which an operation was answered, in order. */
  statuses(operation: string): readonly number[] {
    return [...(this.#answered.get(operation) ?? [])].sort();
  }

  /** Whether an app asked for the operation and was answered with success. */
  wasAskedByApp(operation: string): boolean {
    return this.#asked.has(operation);
  }

  #hold(exchange: Exchange): void {
    const { operation, status, byApp } = exchange;
    this.#exchanges += 1;
    const statuses = this.#answered.get(operation) ?? new Set<number>();
    this.#answered.set(operation, statuses.add(status));
    if (byApp && status < 300) this.#asked.add(operation);
    for (const problem of this.#conformance.problems(exchange)) this.note(operation, problem);
  }
}
