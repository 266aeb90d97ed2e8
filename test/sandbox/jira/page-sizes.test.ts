import { sampleLatency } from '../../../sandbox/jira/latency';
import { createSite, type Site } from '../../../sandbox/jira/site';
import { createRequestSender } from './request-sender';

/** Lists that are paged by a start and a count, the most that one page holds, and where its rows stand. */
const PAGED = [
  ['/rest/api/3/users/search?', 1_000, undefined],
  ['/rest/api/3/project/search?', 100, 'values'],
  ['/rest/api/3/filter/search?', 100, 'values'],
  ['/rest/api/3/dashboard/search?', 100, 'values'],
] as const;

describe('the page size of a response', () => {
  let site: Site;
  let send: ReturnType<typeof createRequestSender>;
  beforeAll(async () => {
    site = await createSite({ size: 'M' });
    send = createRequestSender(site, site.as(site.people.ana));
  });
  afterAll(() => site.close());

  it.each(PAGED)('%s: %i, however many are requested', async (path, most, rows) => {
    const count = async (maxResults: number): Promise<number> => {
      const { body } = await send(`GET ${path}startAt=0&maxResults=${maxResults}`);
      return (rows === undefined ? body : body[rows]).length;
    };
    expect(await count(most)).toBe(most);
    expect(await count(most + 1)).toBe(most);
    expect(await count(most - 1)).toBe(most - 1);
    expect((await send(`GET ${path}maxResults=${most + 1}`)).body.maxResults ?? most).toBe(most);
  });

  it('/group/bulk: 1,000', async () => {
    const bulk = async (maxResults: number) =>
      (await send(`GET /rest/api/3/group/bulk?maxResults=${maxResults}`)).body;
    expect((await bulk(1_000)).maxResults).toBe(1_000);
    expect((await bulk(1_001)).maxResults).toBe(1_000);
  });

  it('/auditing/record: 1,000', async () => {
    const records = async (maxResults: number) =>
      (await send(`GET /rest/api/3/auditing/record?limit=${maxResults}`)).body;
    expect((await records(1_000)).records).toHaveLength(1_000);
    expect((await records(1_001)).records).toHaveLength(1_000);
    expect((await records(1_001)).limit).toBe(1_000);
  });

  it('/search/jql: 5,000 rows, and 50 reconciled work items', async () => {
    const search = async (maxResults: number, reconciled: number) =>
      (
        await send('POST /rest/api/3/search/jql', {
          jql: 'project = SEC',
          maxResults,
          reconcileIssues: Array.from({ length: reconciled }, (_, at) => 10_000 + at),
        })
      ).status;
    expect(await search(5_000, 50)).toBe(200);
    expect(await search(5_001, 50)).toBe(400);
    expect(await search(5_000, 51)).toBe(400);
  });

  it('/data-policy/project: 50 spaces', async () => {
    const policies = async (spaces: number) => {
      const ids = Array.from({ length: spaces }, (_, at) => 10_000 + at).join(',');
      return (await send(`GET /rest/api/3/data-policy/project?ids=${ids}`)).status;
    };
    expect(await policies(50)).toBe(200);
    expect(await policies(51)).toBe(400);
  });
});

describe('the time that a response takes', () => {
  const sorted = (points: number): number[] => {
    let seed = 1;
    const fraction = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    return Array.from({ length: 2_000 }, () => sampleLatency(points, fraction)).sort(
      (one, other) => one - other,
    );
  };
  it('is about 150 ms for half of them, rarely over half a second, and longer for expensive calls', () => {
    const times = sorted(1);
    expect(times[1_000]).toBeGreaterThan(130);
    expect(times[1_000]).toBeLessThan(170);
    expect(times[1_980]).toBeGreaterThan(300);
    expect(times[1_980]).toBeLessThan(700);
    expect((sorted(1_000)[1_000] ?? 0) - (times[1_000] ?? 0)).toBeCloseTo(249.75, 0);
  });
});
