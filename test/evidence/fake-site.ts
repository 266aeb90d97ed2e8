import { type Source, type Reader } from '../../src/evidence/source';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { type JiraAnswer, type JiraRequest, type Transport } from '../../src/jira/transport';
import { instant } from '../../src/terms/instant';
import { neverRead, type Reading } from '../../src/terms/reading';
import { type SourceId } from '../../src/terms/source-id';

/** An answer: a body (status 200), a bare status, both, headers with it, or made from the query. */
export type Answer =
  | { readonly body?: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | number
  | ((query: URLSearchParams) => { body: unknown } | number);

/** Answers by `path` or `path?listed=parameters`, below `/rest/api/3`. The first one whose listed parameters are equal counts. */
export type Table = Readonly<Record<string, Answer>>;

const answerOf = (answer: Answer, query: URLSearchParams): JiraAnswer => {
  const made = typeof answer === 'function' ? answer(query) : answer;
  if (typeof made === 'number') return { status: made, headers: {}, body: undefined };
  const {
    status = 200,
    headers = {},
    body,
  }: Exclude<Answer, number | ((query: URLSearchParams) => unknown)> = made;
  return { status, headers, body };
};

/** A transport over a table; what the table lacks is a 404. `asked` lists the requests, without the base path. */
export function fakeTransport(table: Table): Transport & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    send: ({ path }: JiraRequest) => {
      const [bare = '', search = ''] = path.replace('/rest/api/3', '').split('?');
      const query = new URLSearchParams(search);
      asked.push(decodeURIComponent(search === '' ? bare : `${bare}?${search}`));
      const found = Object.entries(table).find(([key]) => {
        const [keyPath = '', listed = ''] = key.split('?');
        return (
          keyPath === bare &&
          [...new URLSearchParams(listed)].every(([name, value]) => query.get(name) === value)
        );
      });
      return Promise.resolve(answerOf(found?.[1] ?? 404, query));
    },
  };
}

/** What was read before, as a source sees it. */
export const readingOf = <F>(facts: readonly F[], gaps: Reading<F>['gaps'] = []): Reading<F> => ({
  facts,
  gaps,
  asOf: instant(0),
  read: facts.length,
});

export const allRights = readingOf([{ administer: true, userPicker: true }]);
export const nothingHidden = readingOf([{ anyContentBlocked: false }]);

/** A reader over a table: rights complete and nothing hidden unless said otherwise. */
export function readerOf(
  table: Table,
  {
    live = true,
    once = !live,
    readings = {},
  }: { live?: boolean; once?: boolean; readings?: Partial<Record<SourceId, Reading<unknown>>> } = {},
): Reader & { asked: string[] } {
  const transport = fakeTransport(table);
  const known: Partial<Record<SourceId, Reading<unknown>>> = {
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
    reading: <F>(source: Source<F>) => (known[source.id] as Reading<F> | undefined) ?? neverRead,
    live,
    once,
    asked: transport.asked,
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
