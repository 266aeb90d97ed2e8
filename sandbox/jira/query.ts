import { refusal } from './answer';

/** A request's query parameters, read as Jira reads them. */
export class Query {
  readonly #parameters: URLSearchParams;

  constructor(parameters: URLSearchParams) {
    this.#parameters = parameters;
  }

  text(name: string): string | undefined {
    return this.#parameters.get(name) ?? undefined;
  }

  /** Every value of a repeated parameter. */
  all(name: string): string[] {
    return this.#parameters.getAll(name);
  }

  /** Values that are repeated or separated by commas. */
  list(name: string): string[] {
    return this.all(name)
      .flatMap(value => value.split(','))
      .map(value => value.trim())
      .filter(value => value !== '');
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  /** @throws 400 where the parameter is there and no whole number of 0 or more. */
  number(name: string, otherwise: number): number {
    const text = this.text(name);
    if (text === undefined || text === '') return otherwise;
    if (!/^\d{1,15}$/.test(text))
      throw refusal(400, `The value '${text}' of parameter '${name}' is not a number.`);
    return Number(text);
  }

  /** `startAt` and `maxResults`; more than `cap` is cut without a word, as Jira does. */
  window(cap: number, otherwise = 50): { startAt: number; maxResults: number } {
    return {
      startAt: this.number('startAt', 0),
      maxResults: Math.max(1, Math.min(this.number('maxResults', otherwise), cap)),
    };
  }

  /** The same parameters with some of them set anew. */
  with(changed: Record<string, string>): URLSearchParams {
    const parameters = new URLSearchParams(this.#parameters);
    for (const [name, value] of Object.entries(changed)) parameters.set(name, value);
    return parameters;
  }
}
