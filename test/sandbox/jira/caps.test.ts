import { latencyOf } from '../../../sandbox/jira/latency';
import { createSite, type Site } from '../../../sandbox/jira/site';
import { asking } from './asking';

/** Lists that are paged by a start and a count, the most that one page holds, and where its rows stand. */
const PAGED = [
  ['/rest/api/3/users/search?', 1_000, undefined],
  ['/rest/api/3/project/search?', 100, 'values'],
  ['/rest/api/3/filter/search?', 100, 'values'],
  ['/rest/api/3/dashboard/search?', 100, 'values'],
] as const;

describe('the most that one answer holds', () => {
  let site: Site;
  let ask: ReturnType<typeof asking>;
  beforeAll(async () => {
    site = await createSite({ size: 'M' });
    ask = asking(site, site.as(site.people.ana));
  });
  afterAll(() => site.close());

  it.each(PAGED)('%s: %i, however many are asked for', async (path, most, rows) => {
    const count = async (asked: number): Promise<number> => {
      const { body } = await ask(`GET ${path}startAt=0&maxResults=${asked}`);
      return (rows === undefined ? body : body[rows]).length;
    };
    expect(await count(most)).toBe(most);
    expect(await count(most + 1)).toBe(most);
    expect(await count(most - 1)).toBe(most - 1);
    expect((await ask(`GET ${path}maxResults=${most + 1}`)).body.maxResults ?? most).toBe(most);
  });

  it('/group/bulk: 1,000', async () => {
    const bulk = async (asked: number) => (await ask(`GET /rest/api/3/group/bulk?maxResults=${asked}`)).body;
    expect((await bulk(1_000)).maxResults).toBe(1_000);
    expect((await bulk(1_001)).maxResults).toBe(1_000);
  });

  it('/auditing/record: 1,000', async () => {
    const records = async (asked: number) =>
      (await ask(`GET /rest/api/3/auditing/record?limit=${asked}`)).body;
    expect((await records(1_000)).records).toHaveLength(1_000);
    expect((await records(1_001)).records).toHaveLength(1_000);
    expect((await records(1_001)).limit).toBe(1_000);
  });

  it('/search/jql: 5,000 rows, and 50 work items that are looked at as they are', async () => {
    const search = async (maxResults: number, reconciled: number) =>
      (
        await ask('POST /rest/api/3/search/jql', {
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
      return (await ask(`GET /rest/api/3/data-policy/project?ids=${ids}`)).status;
    };
    expect(await policies(50)).toBe(200);
    expect(await policies(51)).toBe(400);
  });
});

describe('the time that an answer takes', () => {
  const sorted = (points: number): number[] => {
    let seed = 1;
    const fraction = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    return Array.from({ length: 2_000 }, () => latencyOf(points, fraction)).sort((one, other) => one - other);
  };
  it('is about 150 ms for half of them, seldom over half a second, and more for what costs more', () => {
    const times = sorted(1);
    expect(times[1_000]).toBeGreaterThan(130);
    expect(times[1_000]).toBeLessThan(170);
    expect(times[1_980]).toBeGreaterThan(300);
    expect(times[1_980]).toBeLessThan(700);
    expect((sorted(1_000)[1_000] ?? 0) - (times[1_000] ?? 0)).toBeCloseTo(249.75, 0);
  });
});
