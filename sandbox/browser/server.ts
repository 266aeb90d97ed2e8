import { type AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { type PageHost, type PageModule, type Product } from '../ports';
import { type Bench, type Person } from './bench-port';
import { type Surroundings } from './bench-view';
import { type Asset, bundledAssets } from './server/assets';
import { asPerson } from './server/as-person';
import { benchCalls } from './server/bench-calls';
import { bridgeCalls } from './server/bridge-calls';
import { failingScript, frameHeaders, framePage, shellPage } from './server/pages';

/** What the browser host stands on. */
export interface BrowserHostParts {
  pageHost: PageHost;
  site: Pick<Product, 'url' | 'tokenFor'>;
  siteName: string;
  bench: Bench;
  /** The people to choose from; the first one is whom a new browser begins as. */
  people(): Promise<readonly Person[]>;
  /** The script of a module's page, as one classic script. Asked for whenever a page loads. */
  bundleResource(resourceFile: string): Promise<string>;
  /** 0, or nothing: any free one. */
  port?: number;
}

/** A running browser host. */
export interface BrowserHost {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the page on which a person sees the app: a shell like Jira's settings, with the app's pages in frames. Listens on
 * this machine alone.
 * @throws where the port is taken.
 */
export async function createBrowserHost(parts: BrowserHostParts): Promise<BrowserHost> {
  const assets = await bundledAssets();
  const app = new Hono();
  app.onError((error, c) => c.json({ error: error.message }, 400));
  app.use(async (c, next) => {
    // A frame's origin is `null`: it has to use the bridge, like everyone else's page.
    const origin = c.req.header('origin');
    if (origin !== undefined && !c.req.path.startsWith('/frame/') && origin !== new URL(c.req.url).origin) {
      return c.json({ error: 'Only the shell itself may ask' }, 403);
    }
    return next();
  });
  app.get('/sandbox', async c => c.json(await surroundings(parts)));
  app.route('/bridge', bridgeCalls(parts.pageHost));
  app.route('/as-person', asPerson(parts.site));
  app.route('/bench-calls', benchCalls(parts.bench));
  app.get('/assets/:name', c => assetAnswer(assets.shell.get(c.req.param('name'))));
  app.route('/frame', frames(parts, assets.bridge));
  app.get('/*', c => c.html(shellPage()));
  return listening(app, parts.port ?? 0);
}

/** The pages that stand in frames: the bridge, and for each module a page and the app's script. */
function frames({ pageHost, bundleResource }: BrowserHostParts, bridge: Asset): Hono {
  const pages = new Hono();
  pages.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(frameHeaders(new URL(c.req.url).origin)))
      c.header(name, value);
  });
  pages.get('/bridge.js', () => assetAnswer(bridge));
  pages.get('/:moduleKey/:file{index.html|main.js}', async c => {
    const module = pageHost.modules().find(({ key }) => key === c.req.param('moduleKey'));
    if (module === undefined) return c.notFound();
    if (c.req.param('file') === 'index.html') return c.html(framePage(module.title));
    const script = await bundleResource(module.resourceFile).catch(failingScript);
    return c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  return pages;
}

async function surroundings({ pageHost, people, site, siteName }: BrowserHostParts): Promise<Surroundings> {
  return { siteName, siteUrl: site.url, people: await people(), modules: pageHost.modules().map(listed) };
}

function listed({
  key,
  type,
  title,
  useAsConfig,
  displayConditions,
}: PageModule): Surroundings['modules'][number] {
  return { key, type, title, useAsConfig, displayConditions };
}

function assetAnswer(asset: Asset | undefined): Response {
  if (asset === undefined) return new Response('No such file', { status: 404 });
  return new Response(asset.content, {
    headers: { 'Content-Type': asset.type, 'Cache-Control': 'no-cache' },
  });
}

function listening(app: Hono, port: number): Promise<BrowserHost> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address: AddressInfo) => {
      resolve({ url: `http://127.0.0.1:${address.port}`, close: () => closed(server) });
    });
    server.once('error', reject);
  });
}

function closed(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error === undefined ? resolve() : reject(error)));
    // Browsers keep their live streams open for good.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
