import { z } from 'zod';
import { JiraError } from '../../src/jira/jira-error';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { type JiraResponse, type JiraRequest } from '../../src/jira/transport';

const ok = (body: unknown = {}): JiraResponse => ({ status: 200, headers: {}, body });
const status = (code: number, headers: Record<string, string> = {}, body?: unknown): JiraResponse => ({
  status: code,
  headers,
  body,
});
const limited = (reason: string, seconds?: number) =>
  status(429, {
    'ratelimit-reason': reason,
    ...(seconds === undefined ? {} : { 'retry-after': String(seconds) }),
  });

/** A gateway over answers in their order; an Error among them is thrown. Waiting moves the clock. */
function gatewayOver(answers: readonly (JiraResponse | Error)[], allowance = Infinity) {
  const requests: JiraRequest[] = [];
  const waits: number[] = [];
  let clock = 0;
  const meter = createMeter(allowance);
  const jira = createJira({
    transport: {
      send: request => {
        const answer = answers[requests.push(request) - 1];
        if (answer === undefined) throw new Error('asked for more than there is');
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    },
    meter,
    sleep: milliseconds => {
      waits.push(milliseconds);
      clock += milliseconds;
      return Promise.resolve();
    },
    random: () => 0.5,
    now: () => clock,
  });
  return { jira, requests, waits, meter };
}

const anything = z.unknown();
const errorOf = async (call: Promise<unknown>): Promise<JiraError> => {
  const outcome = await call.catch((error: unknown) => error);
  if (outcome instanceof JiraError) return outcome;
  throw new Error('no JiraError was thrown');
};

describe('a request', () => {
  it('is the operation’s path with its parameters encoded, and the query after it', async () => {
    const { jira, requests } = gatewayOver([ok()]);
    await jira.call('issue.set-property', {
      path: { issueIdOrKey: '10 0/1', propertyKey: 'a&b' },
      query: { one: 'ä b', many: ['1', '2'], left: undefined, flag: true },
      body: { key: 'x' },
      responseSchema: anything,
    });
    expect(requests).toEqual([
      {
        method: 'PUT',
        path: '/rest/api/3/issue/10%200%2F1/properties/a%26b?one=%C3%A4%20b&many=1&many=2&flag=true',
        body: { key: 'x' },
      },
    ]);
  });

  it.each(['', '.', '..'])('is never sent with %p as a part of its path', async id => {
    const { jira, requests } = gatewayOver([]);
    await expect(jira.call('filter.get', { path: { id }, responseSchema: anything })).rejects.toThrow(
      TypeError,
    );
    await expect(jira.call('filter.get', { responseSchema: anything })).rejects.toThrow(TypeError);
    expect(requests).toEqual([]);
  });

  it('makes a gap of an id or a search that has no form in an address', async () => {
    const { jira, requests } = gatewayOver([]);
    const at = { kind: 'schema' };
    await expect(
      jira.call('filter.get', { path: { id: 'a\uD800' }, responseSchema: anything }),
    ).rejects.toMatchObject(at);
    const query = { query: ['fine', '\uDFFF'] };
    await expect(jira.call('project.search', { query, responseSchema: anything })).rejects.toMatchObject(at);
    expect(requests).toEqual([]);
  });
});

describe('an answer', () => {
  const answer = z.object({ id: z.string(), plan: z.string() });

  it('may bring more than is read, and values that don’t exist yet', async () => {
    const { jira } = gatewayOver([ok({ id: '1', plan: 'GALACTIC', more: true })]);
    expect(await jira.call('license.get', { responseSchema: answer })).toEqual({ id: '1', plan: 'GALACTIC' });
  });

  it('of another shape is an error that names paths and types, never values', async () => {
    const { jira } = gatewayOver([ok({ id: 'SECRET', plan: { name: 'SECRET' } })]);
    const error = await errorOf(jira.call('license.get', { responseSchema: answer }));
    expect(error).toMatchObject({ kind: 'schema', operation: 'license.get', at: 'plan: string' });
    expect(error.message).not.toContain('SECRET');
  });

  it.each([
    [401, 'denied'],
    [403, 'denied'],
    [404, 'not-found'],
    [410, 'not-found'],
    [400, 'refused'],
    [422, 'refused'],
  ])('with status %d is %s', async (code, kind) => {
    const { jira } = gatewayOver([status(code)]);
    expect(
      await errorOf(jira.call('issue.get', { path: { issueIdOrKey: '1' }, responseSchema: answer })),
    ).toMatchObject({
      kind,
      status: code,
      operation: 'issue.get',
    });
  });

  it('that refuses names the fields that Jira complains about', async () => {
    const body = { errorMessages: [], errors: { customfield_1: 'is required', summary: 'too long' } };
    const { jira } = gatewayOver([status(400, {}, body)]);
    expect((await errorOf(jira.call('issue.create', { body: {}, responseSchema: answer }))).fields).toEqual([
      'customfield_1',
      'summary',
    ]);
  });
});

describe('a temporary failure', () => {
  it('is retried after a growing wait', async () => {
    const { jira, waits } = gatewayOver([status(503), new Error('socket'), ok('fine')]);
    expect(await jira.call('filter.search', { responseSchema: anything })).toBe('fine');
    expect(waits).toEqual([625, 1_250]);
  });

  it('is final after three retries', async () => {
    const { jira, requests } = gatewayOver([status(500), status(500), status(500), status(500)]);
    expect((await errorOf(jira.call('filter.search', { responseSchema: anything }))).kind).toBe('transient');
    expect(requests).toHaveLength(4);
  });

  it('is never written twice: the first may have been carried out', async () => {
    for (const operation of ['issue.create', 'issue.edit'] as const) {
      const { jira, requests } = gatewayOver([new Error('socket')]);
      const call = jira.call(operation, { path: { issueIdOrKey: '1' }, body: {}, responseSchema: anything });
      expect((await errorOf(call)).kind).toBe('transient');
      expect(requests).toHaveLength(1);
    }
  });
});

describe('a rate limit', () => {
  it('of a burst is waited out as long as Jira asks, with jitter', async () => {
    const { jira, waits } = gatewayOver([limited('jira-burst-based', 2), ok('fine')]);
    expect(await jira.call('filter.search', { responseSchema: anything })).toBe('fine');
    expect(waits[0]).toBe(2_500);
  });

  it('of a burst with a long wait is left to the caller', async () => {
    const { jira, waits } = gatewayOver([limited('jira-burst-based', 60)]);
    expect(await errorOf(jira.call('filter.search', { responseSchema: anything }))).toMatchObject({
      kind: 'rate-limited',
      limit: 'burst',
      retryAfter: 60_000,
    });
    expect(waits).toEqual([]);
  });

  it.each(['jira-quota-global-based', 'jira-quota-tenant-based'])('of %s stops at once', async reason => {
    const { jira, requests } = gatewayOver([limited(reason, 1)]);
    expect((await errorOf(jira.call('filter.search', { responseSchema: anything }))).limit).toBe('quota');
    expect(requests).toHaveLength(1);
  });

  it('without a reason is taken for a burst', async () => {
    const { jira } = gatewayOver([status(429), ok('fine')]);
    expect(await jira.call('filter.search', { responseSchema: anything })).toBe('fine');
  });

  it('slows its own operation for a while, and no other', async () => {
    const { jira, waits } = gatewayOver([limited('jira-burst-based', 9), ok(), ok(), ok(), ok(), ok()]);
    await errorOf(jira.call('filter.search', { responseSchema: anything }));
    await jira.call('user.list', { responseSchema: anything });
    expect(waits).toEqual([]);
    await jira.call('filter.search', { responseSchema: anything });
    expect(waits).toEqual([500]);
    await jira.call('filter.search', { responseSchema: anything });
    await jira.call('filter.search', { responseSchema: anything });
    await jira.call('filter.search', { responseSchema: anything });
    expect(waits.every(wait => wait <= 500)).toBe(true);
    expect(waits.length).toBeLessThan(4);
  });
});

describe('the gateway', () => {
  it('keeps at most five requests under way', async () => {
    let running = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const jira = createJira({
      transport: {
        send: async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise<void>(resolve => release.push(resolve));
          running -= 1;
          return ok();
        },
      },
      meter: createMeter(Infinity),
      sleep: () => Promise.resolve(),
      random: () => 0,
      now: () => 0,
    });
    const calls = Array.from({ length: 12 }, () =>
      jira.call('server-info.get', { responseSchema: anything }),
    );
    const all = Promise.all(calls);
    let isDone = false;
    void all.then(() => (isDone = true));
    while (!isDone) {
      release.shift()?.();
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(most).toBe(5);
  });

  it('sends nothing once the allowance is spent', async () => {
    const { jira, requests } = gatewayOver([ok({ values: [{}, {}] }), ok()], 4);
    await jira.call('filter.search', { query: { maxResults: 3 }, responseSchema: anything });
    expect(
      (await errorOf(jira.call('filter.search', { query: { maxResults: 3 }, responseSchema: anything })))
        .kind,
    ).toBe('over-budget');
    expect(requests).toHaveLength(1);
  });

  it('passes on that a recording has no such answer', async () => {
    const { jira, waits } = gatewayOver([new JiraError('not-recorded', 'GET')]);
    expect(await errorOf(jira.call('filter.search', { responseSchema: anything }))).toMatchObject({
      kind: 'not-recorded',
      operation: 'filter.search',
    });
    expect(waits).toEqual([]);
  });
});
