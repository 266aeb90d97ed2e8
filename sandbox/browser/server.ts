import { type AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { type PageHost, type PageModule, type Product } from '../ports';
import { type Bench, type Person } from './bench-port';
import { type ShellConfig } from './bench-view';
import { type Asset, bundleAssets } from './server/assets';
import { forwardAsPerson } from './server/forward-as-person';
import { createBenchRoutes } from './server/bench-routes';
import { createBridgeRoutes } from './server/bridge-routes';
import { failingScript, frameHeaders, framePage, shellPage } from './server/pages';

/** What the browser host stands on. */
export interface BrowserHostOptions {
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
export async function createBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const assets = await bundleAssets();
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
  app.get('/sandbox', async c => c.json(await buildShellConfig(options)));
  app.route('/bridge', createBridgeRoutes(options.pageHost));
  app.route('/as-person', forwardAsPerson(options.site));
  app.route('/bench-calls', createBenchRoutes(options.bench));
  app.get('/assets/:name', c => assetResponse(assets.shell.get(c.req.param('name'))));
  app.route('/frame', createFrameRoutes(options, assets.bridge));
  app.get('/*', c => c.html(shellPage()));
  return startServer(app, options.port ?? 0);
}

/** The pages that stand in frames: the bridge, and for each module a page and the app's script. */
function createFrameRoutes({ pageHost, bundleResource }: BrowserHostOptions, bridge: Asset): Hono {
  const pages = new Hono();
  pages.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(frameHeaders(new URL(c.req.url).origin)))
      c.header(name, value);
  });
  pages.get('/bridge.js', () => assetResponse(bridge));
  pages.get('/:moduleKey/:file{index.html|main.js}', async c => {
    const module = pageHost.modules().find(({ key }) => key === c.req.param('moduleKey'));
    if (module === undefined) return c.notFound();
    if (c.req.param('file') === 'index.html') return c.html(framePage(module.title));
    const script = await bundleResource(module.resourceFile).catch(failingScript);
    return c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  return pages;
}

async function buildShellConfig({
  pageHost,
  people,
  site,
  siteName,
}: BrowserHostOptions): Promise<ShellConfig> {
  return {
    siteName,
    siteUrl: site.url,
    people: await people(),
    modules: pageHost.modules().map(toShellModule),
  };
}

function toShellModule({
  key,
  type,
  title,
  useAsConfig,
  displayConditions,
}: PageModule): ShellConfig['modules'][number] {
  return { key, type, title, useAsConfig, displayConditions };
}

function assetResponse(asset: Asset | undefined): Response {
  if (asset === undefined) return new Response('No such file', { status: 404 });
  return new Response(asset.content, {
    headers: { 'Content-Type': asset.type, 'Cache-Control': 'no-cache' },
  });
}

function startServer(app: Hono, port: number): Promise<BrowserHost> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address: AddressInfo) => {
      resolve({ url: `http://127.0.0.1:${address.port}`, close: () => stopServer(server) });
    });
    server.once('error', reject);
  });
}

function stopServer(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error === undefined ? resolve() : reject(error)));
    // Browsers keep their live streams open for good.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
