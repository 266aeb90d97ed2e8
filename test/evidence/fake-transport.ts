import { type Source, type SourceReader } from '../../src/evidence/source';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { type JiraResponse, type JiraRequest, type Transport } from '../../src/jira/transport';
import { instant } from '../../src/domain/instant';
import { neverReadReading, type Reading } from '../../src/domain/reading';
import { type SourceId } from '../../src/domain/source-id';

/** An answer: a body (status 200), a bare status, both, headers with it, or made from the query. */
export type FakeAnswer =
  | { readonly body?: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | number
  | ((query: URLSearchParams) => { body: unknown } | number);

/** Answers by `path` or `path?listed=parameters`, below `/rest/api/3`. The first one whose listed parameters are equal counts. */
export type AnswerTable = Readonly<Record<string, FakeAnswer>>;

const toJiraAnswer = (answer: FakeAnswer, query: URLSearchParams): JiraResponse => {
  const computed = typeof answer === 'function' ? answer(query) : answer;
  if (typeof computed === 'number') return { status: computed, headers: {}, body: undefined };
  const {
    status = 200,
    headers = {},
    body,
  }: Exclude<FakeAnswer, number | ((query: URLSearchParams) => unknown)> = computed;
  return { status, headers, body };
};

/** A transport over a table; what the table lacks is a 404. `requests` lists the requests, without the base path. */
export function fakeTransport(table: AnswerTable): Transport & { requests: string[] } {
  const requests: string[] = [];
  return {
    requests,
    send: ({ path }: JiraRequest) => {
      const [pathname = '', search = ''] = path.replace('/rest/api/3', '').split('?');
      const query = new URLSearchParams(search);
      requests.push(decodeURIComponent(search === '' ? pathname : `${pathname}?${search}`));
      const found = Object.entries(table).find(([key]) => {
        const [keyPath = '', listed = ''] = key.split('?');
        return (
          keyPath === pathname &&
          [...new URLSearchParams(listed)].every(([name, value]) => query.get(name) === value)
        );
      });
      return Promise.resolve(toJiraAnswer(found?.[1] ?? 404, query));
    },
  };
}

/** What was read before, as a source sees it. */
export const completeReading = <F>(facts: readonly F[], gaps: Reading<F>['gaps'] = []): Reading<F> => ({
  facts,
  gaps,
  fullReadAt: instant(0),
  read: facts.length,
});

export const allRights = completeReading([{ administer: true, userPicker: true }]);
export const nothingHidden = completeReading([{ anyContentBlocked: false }]);

/** A reader over a table: rights complete and nothing hidden unless said otherwise. */
export function createReader(
  table: AnswerTable,
  {
    live = true,
    readsOnce = !live,
    readings = {},
  }: { live?: boolean; readsOnce?: boolean; readings?: Partial<Record<SourceId, Reading<unknown>>> } = {},
): SourceReader & { requests: string[] } {
  const transport = fakeTransport(table);
  const allReadings: Partial<Record<SourceId, Reading<unknown>>> = {
    callerRights: allRights,
    dataPolicy: nothingHidden,
    ...readings,
  };
  return {
    jira: createJira({
      transport,
      meter: createMeter(Infinity),
      sleep: () => Promise.resolve(),
      random: () => 0,
      now: () => 0,
    }),
    reading: <F>(source: Source<F>) => (allReadings[source.id] as Reading<F> | undefined) ?? neverReadReading,
    live,
    readsOnce,
    requests: transport.requests,
  };
}

/** The page of `all` that a `values` list gives for a query. */
export const valuesPage =
  (all: readonly unknown[], cap = 1_000) =>
  (query: URLSearchParams) => {
    const startAt = Number(query.get('startAt'));
    const maxResults = Math.min(Number(query.get('maxResults')), cap);
    const values = all.slice(startAt, startAt + maxResults);
    return {
      body: { startAt, maxResults, total: all.length, isLast: startAt + maxResults >= all.length, values },
    };
  };
