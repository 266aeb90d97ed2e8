import { createAppTransport, createUserTransport } from '../../src/jira/forge-transport';

interface Sent {
  readonly descriptor: { readonly provider: string; readonly remote: string };
  readonly path: string;
  readonly init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
}

const platform = globalThis as unknown as { __forge_fetch__?: (...sent: unknown[]) => Promise<Response> };

/** The platform's one door, which the unmodified @forge/api calls, with a given answer behind it. */
function platformWith(answer: () => Response): Sent[] {
  const sent: Sent[] = [];
  platform.__forge_fetch__ = (descriptor, path, init) => {
    sent.push({ descriptor, path, init } as Sent);
    return Promise.resolve(answer());
  };
  return sent;
}

afterEach(() => {
  delete platform.__forge_fetch__;
  jest.useRealTimers();
});

describe('the platform’s transport', () => {
  it('asks as the app or as the person, with the path as it was made', async () => {
    const sent = platformWith(() => Response.json({ id: '1' }, { headers: { 'Retry-After': '3' } }));
    const path = '/rest/api/3/filter/search?expand=owner%2CsharePermissions&startAt=0';
    expect(await createAppTransport().send({ method: 'GET', path })).toMatchObject({
      status: 200,
      headers: { 'retry-after': '3' },
      body: { id: '1' },
    });
    await createUserTransport().send({ method: 'POST', path: '/rest/api/3/issue', body: { fields: {} } });
    expect(
      sent.map(({ descriptor, path: asked, init }) => [descriptor.provider, init.method, asked, init.body]),
    ).toEqual([
      ['app', 'GET', path, undefined],
      ['user', 'POST', '/rest/api/3/issue', '{"fields":{}}'],
    ]);
    expect(sent[1]?.init.headers).toEqual({ Accept: 'application/json', 'Content-Type': 'application/json' });
  });

  it('has no body where Jira sent none, or an HTML page', async () => {
    platformWith(() => new Response(null, { status: 204 }));
    expect(await createAppTransport().send({ method: 'GET', path: '/x' })).toMatchObject({
      status: 204,
      body: undefined,
    });
    platformWith(() => new Response('<html>down</html>', { status: 503 }));
    expect(await createAppTransport().send({ method: 'GET', path: '/x' })).toMatchObject({
      status: 503,
      body: undefined,
    });
  });

  it('answers with the status where the platform refuses a call itself', async () => {
    platformWith(() => new Response('', { status: 403, headers: { 'forge-proxy-error': 'BLOCKED_EGRESS' } }));
    expect(await createAppTransport().send({ method: 'GET', path: '/x' })).toEqual({
      status: 403,
      headers: {},
      body: undefined,
    });
  });

  it('throws where Jira does not answer for 25 seconds', async () => {
    jest.useFakeTimers();
    platform.__forge_fetch__ = () => new Promise(() => undefined);
    const silent = expect(createAppTransport().send({ method: 'GET', path: '/x' })).rejects.toThrow(
      'did not answer',
    );
    await jest.advanceTimersByTimeAsync(25_000);
    await silent;
  });

  it('throws where no answer came', async () => {
    platform.__forge_fetch__ = () => Promise.reject(new Error('socket'));
    await expect(createAppTransport().send({ method: 'GET', path: '/x' })).rejects.toThrow('socket');
  });
});
