import type { Documents } from '../../sandbox/conformance/documents';
import { Conformance } from '../../sandbox/conformance/conformance';
import type { Exchange, ExchangeMeter } from '../../sandbox/jira/exchange-meter';

/** Exchanges with simulated sites, each held against the documents as it happens. */
export class ExchangeChecker {
  readonly #conformance: Conformance;
  readonly #problems = new Map<string, Set<string>>();
  /** Statuses by operation. */
  readonly #statusesByOperation = new Map<string, Set<number>>();
  readonly #calledByApp = new Set<string>();
  #exchangeCount = 0;

  constructor(documents: Documents) {
    this.#conformance = new Conformance(documents);
  }

  /** Listens to a site until it stops. */
  listen(meter: ExchangeMeter): void {
    meter.onExchange(exchange => this.#check(exchange));
  }

  addProblem(about: string, problem: string): void {
    const known = this.#problems.get(about) ?? new Set<string>();
    this.#problems.set(about, known.add(problem));
  }

  get exchanges(): number {
    return this.#exchangeCount;
  }

  /** What differs from the documents, one line each. */
  problems(): readonly string[] {
    return [...this.#problems].flatMap(([about, problems]) =>
      [...problems].map(problem => `${about}: ${problem}`),
    );
  }

  /** The statuses with which an operation was answered, in order. */
  statuses(operation: string): readonly number[] {
    return [...(this.#statusesByOperation.get(operation) ?? [])].sort();
  }

  /** Whether an app asked for the operation and was answered with success. */
  wasCalledByApp(operation: string): boolean {
    return this.#calledByApp.has(operation);
  }

  #check(exchange: Exchange): void {
    const { operation, status, byApp } = exchange;
    this.#exchangeCount += 1;
    const statuses = this.#statusesByOperation.get(operation) ?? new Set<number>();
    this.#statusesByOperation.set(operation, statuses.add(status));
    if (byApp && status < 300) this.#calledByApp.add(operation);
    for (const problem of this.#conformance.findProblems(exchange)) this.addProblem(operation, problem);
  }
}
