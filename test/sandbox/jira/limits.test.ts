import { Clock, HOUR } from '../../../sandbox/clock';
import type { Operation } from '../../../sandbox/jira/operation';
import { HOURLY_POINTS, Quota } from '../../../sandbox/jira/quota';
import { createSite, type Site } from '../../../sandbox/jira/site';
import { createRequestSender, createAppRequestSender } from './request-sender';

const start = Date.parse('2026-11-20T10:20:00Z');

describe('the points that an app has for an hour', () => {
  const clock = new Clock(start);
  clock.stop();
  let site: Site;
  beforeAll(async () => {
    site = await createSite({ clock, quota: 'points' });
  });
  afterAll(() => site.close());

  it('are sent as a policy and the time to the next hour, never as the points left', async () => {
    const send = await createAppRequestSender(site);
    const { headers } = await send('GET /rest/api/3/serverInfo');
    expect(headers.get('ratelimit-policy')).toBe('"global-app-quota";q=65000;w=3600');
    expect(headers.get('ratelimit')).toBe('"global-app-quota";t=2400');
  });

  it('refuse every app when they are used up, until the next hour, but no person', async () => {
    const send = await createAppRequestSender(site);
    site.quota.spend(HOURLY_POINTS);
    const { status, headers } = await send('GET /rest/api/3/serverInfo');
    expect(status).toBe(429);
    expect(headers.get('ratelimit-reason')).toBe('jira-quota-global-based');
    expect(headers.get('retry-after')).toBe('2400');
    expect(headers.get('x-ratelimit-reset')).toBe('2026-11-20T11:00:00.000Z');
    expect((await createRequestSender(site, site.as(site.people.ana))('GET /rest/api/3/myself')).status).toBe(
      200,
    );
    clock.advanceTo(start + HOUR);
    expect((await send('GET /rest/api/3/serverInfo')).status).toBe(200);
  });
});

describe('bursts', () => {
  const operation = (method: Operation['method']): Operation => ({
    method,
    path: '/x',
    scopes: {},
    requiredAccess: 'nothing',
    answer: () => ({ status: 200 }),
  });

  it('are refused beyond a hundred reads at once on one endpoint, and pass again a moment later', () => {
    let now = 0;
    const quota = new Quota(new Clock(start), 'points-and-bursts', () => now);
    const send = (name: string) => quota.checkRequest(operation('GET'), name, undefined);
    for (let count = 0; count < 100; count += 1) expect(send('one')).toBeUndefined();
    expect(send('one')?.headers).toMatchObject({
      'RateLimit-Reason': 'jira-burst-based',
      'Retry-After': '1',
    });
    expect(send('other')).toBeUndefined();
    now = 20;
    expect(send('one')).toBeUndefined();
  });

  it('warn an app when less than a fifth of an endpoint’s requests is left', () => {
    const quota = new Quota(new Clock(start), 'points-and-bursts', () => 0);
    const near = () => quota.headers('one', 'GET')['X-RateLimit-NearLimit'];
    for (let count = 0; count < 80; count += 1) quota.checkRequest(operation('GET'), 'one', undefined);
    expect(near()).toBeUndefined();
    quota.checkRequest(operation('GET'), 'one', undefined);
    expect(near()).toBe('true');
  });

  it.each([
    ['GET', 100],
    ['POST', 100],
    ['PUT', 50],
    ['DELETE', 50],
  ] as const)('let %s pass %i times at once', (method, most) => {
    const quota = new Quota(new Clock(start), 'points-and-bursts', () => 0);
    const passed = Array.from({ length: 150 }, () => quota.checkRequest(operation(method), 'one', undefined));
    expect(passed.filter(refused => refused === undefined)).toHaveLength(most);
  });

  it('are refused beyond a hundred writes in thirty seconds on one work item', () => {
    let now = 0;
    const quota = new Quota(new Clock(start), 'points-and-bursts', () => now);
    const write = () => quota.checkRequest(operation('PUT'), 'PUT', 'SEC-1');
    for (let count = 0; count < 100; count += 1) {
      expect(write()).toBeUndefined();
      now += 200;
    }
    expect(write()?.headers).toMatchObject({ 'RateLimit-Reason': 'jira-per-issue-on-write' });
    now = 30_001;
    expect(write()).toBeUndefined();
  });

  it('are refused beyond twenty writes in two seconds on one work item', () => {
    let now = 0;
    const quota = new Quota(new Clock(start), 'points-and-bursts', () => now);
    const write = (issue: string) => quota.checkRequest(operation('PUT'), 'PUT', issue);
    for (let count = 0; count < 20; count += 1) expect(write('SEC-1')).toBeUndefined();
    expect(write('SEC-1')?.headers).toMatchObject({ 'RateLimit-Reason': 'jira-per-issue-on-write' });
    expect(write('SEC-2')).toBeUndefined();
    now = 2001;
    expect(write('SEC-1')).toBeUndefined();
  });
});

describe('faults on demand', () => {
  let site: Site;
  let send: Awaited<ReturnType<typeof createAppRequestSender>>;
  beforeAll(async () => {
    site = await createSite();
    send = await createAppRequestSender(site);
  });
  afterEach(() => site.faults.clear());
  afterAll(() => site.close());

  const projects = 'GET /rest/api/3/project/search';

  it('hit as many requests as planned, after as many as planned', async () => {
    site.faults.add({ on: projects, after: 1, times: 2, fault: { kind: 'status', status: 503 } });
    const seen = [];
    for (let count = 0; count < 4; count += 1) seen.push((await send(projects)).status);
    expect(seen).toEqual([200, 503, 503, 200]);
  });

  it('hit the operations that a pattern names, until they are removed', async () => {
    const stop = site.faults.add({ on: 'GET */filter/*', fault: { kind: 'status', status: 403 } });
    expect((await send('GET /rest/api/3/filter/search')).status).toBe(403);
    expect((await send(projects)).status).toBe(200);
    stop();
    expect((await send('GET /rest/api/3/filter/search')).status).toBe(200);
  });

  it.each([
    'jira-quota-global-based',
    'jira-quota-tenant-based',
    'jira-burst-based',
    'jira-per-issue-on-write',
  ] as const)('answer 429 for the reason %s', async reason => {
    site.faults.add({ on: projects, times: 1, fault: { kind: 'limit', reason, retryAfter: 7 } });
    const { status, headers } = await send(projects);
    expect([status, headers.get('ratelimit-reason'), headers.get('retry-after')]).toEqual([429, reason, '7']);
  });

  it('answer 429 at the gateway without a time to retry', async () => {
    site.faults.add({ on: projects, times: 1, fault: { kind: 'limit', reason: 'gateway' } });
    const { status, headers } = await send(projects);
    expect([status, headers.get('retry-after')]).toEqual([429, null]);
  });

  it('repeat a row on the second page, with a total that is one more, where a row came in', async () => {
    const keys = async (startAt: number) => {
      const { body } = await send(`${projects}?startAt=${startAt}&maxResults=10`);
      return {
        keys: body.values.map(({ key }: { key: string }) => key),
        startAt: body.startAt,
        total: body.total,
      };
    };
    const first = await keys(0);
    site.faults.add({ on: projects, fault: { kind: 'row-inserted' } });
    const second = await keys(10);
    expect(second.keys[0]).toBe(first.keys[9]);
    expect([second.startAt, second.total]).toEqual([10, first.total + 1]);
  });

  it('lose a row between two pages where one was removed', async () => {
    const all = (await send(`${projects}?maxResults=100`)).body.values.map(({ key }: { key: string }) => key);
    site.faults.add({ on: projects, fault: { kind: 'row-removed' } });
    const second = (await send(`${projects}?startAt=10&maxResults=10`)).body;
    expect(second.values[0].key).toBe(all[11]);
    expect(second.total).toBe(all.length - 1);
  });

  it('leave a field out of every row, or put an unknown value into the first', async () => {
    site.faults.add({ on: projects, times: 1, fault: { kind: 'missing-field', field: 'style' } });
    expect((await send(projects)).body.values.some((row: object) => 'style' in row)).toBe(false);
    site.faults.add({ on: projects, times: 1, fault: { kind: 'new-value', field: 'style', value: 'orbit' } });
    expect((await send(projects)).body.values.map(({ style }: { style: string }) => style)).toContain(
      'orbit',
    );
  });

  it('break the connection after a write took effect, so that only its answer is lost', async () => {
    site.faults.add({ on: 'POST /rest/api/3/filter', times: 1, fault: { kind: 'cut', when: 'after' } });
    await expect(send('POST /rest/api/3/filter', { name: 'Lost answer', jql: '' })).rejects.toThrow();
    expect([...site.state.filters.values()].some(({ name }) => name === 'Lost answer')).toBe(true);
    site.faults.add({ on: 'POST /rest/api/3/filter', times: 1, fault: { kind: 'cut', when: 'before' } });
    await expect(send('POST /rest/api/3/filter', { name: 'Never asked', jql: '' })).rejects.toThrow();
    expect([...site.state.filters.values()].some(({ name }) => name === 'Never asked')).toBe(false);
  });

  it('hang until the caller gives up', async () => {
    site.faults.add({ on: projects, times: 1, fault: { kind: 'hang' } });
    const gone = new AbortController();
    const asked = fetch(`${site.url}/rest/api/3/project/search`, { signal: gone.signal });
    gone.abort();
    await expect(asked).rejects.toThrow('aborted');
  });
});
