import { type BrowserHost, createBrowserHost } from '../../../sandbox/browser/server';
import { type PageHost, type PageModule } from '../../../sandbox/ports';

const PAGE_HOST: PageHost = {
  modules: () => [page('checklist', 'page.tsx'), page('broken', 'broken.tsx')],
  context: ({ accountId }) => ({ accountId }),
  invoke: async (_visit, functionKey) => {
    if (functionKey === 'refuse') throw new Error('Only Jira admins may do this.');
    return { functionKey };
  },
  fetchProduct: async () => ({ status: 200, statusText: 'OK', headers: {}, body: '' }),
};

function page(key: string, resourceFile: string): PageModule {
  return {
    key,
    type: 'jira:adminPage',
    title: 'A <b>title</b>',
    useAsConfig: false,
    resourceFile,
    displayConditions: undefined,
  };
}

describe('the browser host', () => {
  let host: BrowserHost;

  beforeAll(async () => {
    host = await createBrowserHost({
      pageHost: PAGE_HOST,
      site: { url: 'http://127.0.0.1:1', tokenFor: () => '' },
      siteName: 'acme',
      bench: {
        actions: () => [],
        choices: () => [],
        activity: () => [],
        version: () => 0,
        now: () => 0,
        historyProgress: () => undefined,
        advance: () => Promise.resolve(),
        runTrigger: () => Promise.resolve(),
        onChange: () => () => undefined,
      },
      people: () => Promise.resolve([]),
      bundleResource: file =>
        file === 'broken.tsx' ? Promise.reject(new Error('no such file')) : Promise.resolve(`/* ${file} */`),
    });
  });

  afterAll(() => host.close());

  it('puts the bridge before the app', async () => {
    const page = await text('/frame/checklist/index.html');
    expect(page.indexOf('/frame/bridge.js')).toBeGreaterThan(0);
    expect(page.indexOf('/frame/bridge.js')).toBeLessThan(page.indexOf('main.js'));
    expect(await text('/frame/checklist/main.js')).toBe('/* page.tsx */');
  });

  it('serves, for a page that can not be bundled, a script that fails with the reason', async () => {
    expect(await text('/frame/broken/main.js')).toContain(
      'throw new Error("The page could not be bundled: no such file")',
    );
  });

  it("writes a module's title as text, not as markup", async () => {
    expect(await text('/frame/checklist/index.html')).not.toContain('<b>');
  });

  it("lets a frame's scripts request only the frame's own folder", async () => {
    const { headers } = await fetch(`${host.url}/frame/checklist/index.html`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src ${host.url}/frame/`);
  });

  it.each(['null', 'https://example.com'])('answers no call from the origin %s', async origin => {
    const answer = await call(
      '/bridge/invoke',
      { visit: { moduleKey: 'checklist', extension: {} }, functionKey: 'greet' },
      origin,
    );
    expect(answer.status).toBe(403);
  });

  it('passes on a resolver’s answers and refusals', async () => {
    const visit = { moduleKey: 'checklist', accountId: 'ana', extension: {} };
    expect(await (await call('/bridge/invoke', { visit, functionKey: 'greet' })).json()).toEqual({
      value: { functionKey: 'greet' },
    });
    expect(await (await call('/bridge/invoke', { visit, functionKey: 'refuse' })).json()).toEqual({
      error: 'Only Jira admins may do this.',
    });
  });

  it('refuses an invalid call', async () => {
    const answer = await call('/bridge/invoke', { functionKey: 7 });
    expect(answer.status).toBe(400);
  });

  it('has no page of a module that the app doesn’t have', async () => {
    expect((await fetch(`${host.url}/frame/other/index.html`)).status).toBe(404);
  });

  async function text(path: string): Promise<string> {
    return (await fetch(host.url + path)).text();
  }

  function call(path: string, body: unknown, origin?: string): Promise<Response> {
    return fetch(host.url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(origin === undefined ? {} : { origin }) },
    });
  }
});
