import {
  type Bench,
  type BenchAction,
  type BenchChoice,
  type ActivityEntry,
  type HistoryProgress,
} from '../../sandbox/browser/bench-port';

/** A bench that only writes down what was asked of it. */
export class FixtureBench implements Bench {
  #now = Date.UTC(2026, 10, 20, 12);
  #days: HistoryProgress | undefined;
  #isPublic = false;
  #audit = '200';
  readonly #happenings: ActivityEntry[] = [];
  readonly #listeners = new Set<() => void>();

  actions(): BenchAction[] {
    const publish = (isPublic: boolean, text: string) => async () => {
      this.#isPublic = isPublic;
      this.#log(text, 'Through the REST API, as Lee Park');
    };
    return [
      {
        id: 'public-filter',
        title: 'Share a filter with the public',
        description: 'Lee Park shares "All open bugs" with everyone on the web.',
        state: this.#isPublic ? 'done' : 'ready',
        run: publish(true, 'Lee Park shared "All open bugs" with the public'),
        undo: publish(false, 'Lee Park made "All open bugs" private'),
      },
      {
        id: 'refused',
        title: 'Do what the site refuses',
        description: 'Sam Okafor tries to change a permission scheme.',
        state: 'ready',
        run: () => Promise.reject(new Error('Jira answered 403: only Jira admins may')),
        undo: () => Promise.resolve(),
      },
    ];
  }

  choices(): BenchChoice[] {
    return [
      {
        id: 'audit',
        kind: 'fault',
        title: 'Jira audit log',
        description: 'What Jira answers when the app reads the audit log.',
        options: [
          { value: '200', label: 'Answers' },
          { value: '403', label: '403 Forbidden' },
        ],
        value: this.#audit,
        choose: async value => {
          this.#audit = value;
          this.#log(`The audit log now answers ${value}`);
        },
      },
    ];
  }

  activity(): ActivityEntry[] {
    return this.#happenings;
  }

  now(): number {
    return this.#now;
  }

  historyProgress(): HistoryProgress | undefined {
    return this.#days;
  }

  async advance(by: number): Promise<void> {
    this.#now += by;
    this.#log(`${by / 3_600_000} hours passed`);
  }

  async runTrigger(): Promise<void> {
    this.#log('The scheduled trigger ran');
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  version(): number {
    return this.#happenings.length;
  }

  setDays(days: HistoryProgress | undefined): void {
    this.#days = days;
    this.#notifyListeners();
  }

  #log(text: string, detail?: string): void {
    this.#happenings.unshift({
      id: this.#happenings.length + 1,
      at: this.#now,
      text,
      ...(detail === undefined ? {} : { detail }),
    });
    this.#notifyListeners();
  }

  #notifyListeners(): void {
    for (const listener of this.#listeners) listener();
  }
}
