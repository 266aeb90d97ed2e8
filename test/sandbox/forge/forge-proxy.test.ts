import { rmSync } from 'node:fs';
import { createChangedApp, createInstalledFixture, type Fixture } from './fixture';

describe('the proxy to Jira', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await createInstalledFixture();
  });
  afterAll(() => fixture.close());

  it('sends requests as the app, as the person that the function runs for, or anonymously', async () => {
    const path = '/rest/api/3/myself';
    const callers = await fixture.run(
      [
        { do: 'jira', as: 'app', path },
        { do: 'jira', as: 'user', path },
        { do: 'jira', as: 'none', path },
      ],
      { accountId: 'ada' },
    );
    expect(
      callers.map(answer => (answer as { body: { caller: { accountId?: string } } }).body.caller.accountId),
    ).toEqual(['app-7c1f2d30', 'ada', undefined]);
  });

  it('sends no request as a person if the function runs for none, or as another person', async () => {
    const needed = { error: expect.objectContaining({ kind: 'NeedsAuthenticationError' }) };
    expect(await fixture.step({ do: 'jira', as: 'user', path: '/x' })).toEqual(needed);
    expect(await fixture.step({ do: 'jira', as: 'other', path: '/x' }, { accountId: 'ada' })).toEqual(needed);
  });

  it('ignores headers of the app that name a caller', async () => {
    const headers = {
      Authorization: 'Bearer stolen',
      Cookie: 'session=1',
      Host: 'elsewhere',
      'X-Atlassian-Token': 'no-check',
    };
    const answer = (await fixture.step({ do: 'jira', as: 'app', path: '/x', headers })) as {
      body: { headers: Record<string, string> };
    };
    expect(answer.body.headers['authorization']).not.toContain('stolen');
    expect(answer.body.headers).not.toHaveProperty('cookie');
    expect(answer.body.headers['host']).not.toBe('elsewhere');
    expect(answer.body.headers['x-atlassian-token']).toBe('no-check');
  });

  it.each(['/rest/../../admin', '/rest/%2e%2e/admin', 'rest/api/3/myself', '@elsewhere/x'])(
    'does not lead to %s',
    async path => {
      expect(await fixture.step({ do: 'jira', as: 'app', path })).toEqual({
        error: expect.objectContaining({ kind: 'ProxyRequestError' }),
      });
    },
  );

  it.each(['confluence', 'graph', 'remote'] as const)('refuses requests to %s with a message', async to => {
    expect(await fixture.step({ do: 'elsewhere', to })).toEqual({ error: expect.anything() });
    expect(fixture.host.hostEvents.at(-2)).toMatchObject({ kind: 'refused' });
  });

  it('fails the call where the connection is lost, and the function goes on', async () => {
    const [lost, next] = await fixture.run([
      { do: 'jira', as: 'app', path: '/cut' },
      { do: 'jira', as: 'app', path: '/next' },
    ]);
    expect(lost).toEqual({ error: expect.objectContaining({ name: 'FUNCTION_FETCH_ERR' }) });
    expect(next).toMatchObject({ status: 200, body: { path: '/next' } });
  });

  it('gives up a request without an answer after 180 seconds', async () => {
    const real = AbortSignal.timeout.bind(AbortSignal);
    // The three minutes pass at once; any other time is its own.
    const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation(ms => real(ms === 180_000 ? 20 : ms));
    try {
      expect(await fixture.step({ do: 'jira', as: 'app', path: '/meet' })).toEqual({
        error: expect.objectContaining({ name: 'FUNCTION_FETCH_ERR' }),
      });
    } finally {
      spy.mockRestore();
    }
  }, 10_000);

  it("lets a page send requests as its visitor with the app's scopes", async () => {
    const visit = { moduleKey: 'admin', accountId: 'ada', extension: {} };
    const init = { method: 'PUT', headers: [['authorization', 'Bearer stolen']] as const, body: '{"a":1}' };
    const answer = await fixture.host.fetchProduct(visit, '/rest/api/3/x', init);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(answer.body)).toMatchObject({
      method: 'PUT',
      caller: { accountId: 'ada', scopes: expect.arrayContaining(['read:jira-work']) },
    });
    await expect(fixture.host.fetchProduct(visit, '/rest/../admin', init)).rejects.toThrow(
      'leaves the product',
    );
  });
});

describe('with another manifest', () => {
  let fixture: Fixture;
  let folder: string;
  const installedWith = async (change: (manifest: string) => string): Promise<void> => {
    folder = createChangedApp(change);
    fixture = await createInstalledFixture({ appFolder: folder });
  };
  afterEach(async () => {
    await fixture.close();
    rmSync(folder, { recursive: true });
  });

  it('storage without its scope is forbidden', async () => {
    await installedWith(manifest => manifest.replace(', storage:app', ''));
    expect(await fixture.step({ do: 'get', key: 'a' })).toEqual({
      error: expect.objectContaining({ kind: 'ForgeKvsAPIError', code: 'FORBIDDEN' }),
    });
  });

  it('an address that is named there is reached, anonymously, a hundred times in a minute', async () => {
    const egress = "external: { fetch: { backend: [{ address: '*', inScopeEUD: false }] } }";
    await installedWith(manifest => `${manifest}  ${egress}\n`);
    const text = await fixture.step({ do: 'fetch', url: `${fixture.site.url}/outside` });
    expect(JSON.parse(String(text))).toMatchObject({ path: '/outside', caller: null });
    for (let request = 1; request < 100; request += 1)
      await fixture.step({ do: 'fetch', url: `${fixture.site.url}/outside` });
    expect(await fixture.step({ do: 'fetch', url: `${fixture.site.url}/outside` })).toContain(
      'At most 100 requests leave Atlassian in a minute.',
    );
  });
});
