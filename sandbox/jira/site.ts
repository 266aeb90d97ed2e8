import { serve, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { Server } from 'node:http';
import { Clock } from '../clock';
import type { Product } from '../ports';
import type { Store } from '../store';
import { AuditLog } from './audit-log';
import { ProductEvents } from './product-events';
import { Faults } from './faults';
import { generateSite, type GeneratedSite } from './generate';
import type { PlantChoice } from './generate/draft';
import { Random } from './generate/random';
import type { SiteSize } from './generate/site-sizes';
import { Identities, SANDBOX_PASSWORD } from './identities';
import { installApp, uninstallApp } from './app-installs';
import { sampleLatency, type LatencyMode } from './latency';
import { ExchangeMeter } from './exchange-meter';
import type { SiteCore, Operation } from './operation';
import { operations } from './operations';
import { Permissions } from './permissions';
import { Quota, type QuotaMode } from './quota';
import { createHandler } from './request-handler';
import { createSandboxRoutes } from './sandbox-routes';
import { SearchIndex } from './search-index';
import { Persistence } from './state/persistence';
import type { SiteState } from './state/site-state';
import { likelySwitches, type SiteSwitches } from './switches';

/** How a site is made; everything has a default. */
export interface SiteOptions {
  size?: SiteSize;
  seed?: number;
  /** The sandbox's clock; without it, one that runs with real time. */
  clock?: Clock;
  /** Where changes are kept; without it they go with the process. A store that holds another size, seed or choice of plants begins anew. */
  store?: Store;
  switches?: Partial<SiteSwitches>;
  plants?: PlantChoice;
  quota?: QuotaMode;
  latency?: LatencyMode;
  port?: number;
}

/** A simulated Jira site that listens on 127.0.0.1. */
export interface Site extends Product {
  /** Ana Lima and Lee Wong administer Jira, the owner leads the space PAY, the user holds no office. */
  readonly people: GeneratedSite['people'];
  /** What was made wrong on purpose. */
  readonly planted: GeneratedSite['planted'];
  /** What the site's admins would say of it. */
  readonly known: GeneratedSite['known'];
  /** May be changed at any time. */
  readonly switches: SiteSwitches;
  readonly faults: Faults;
  readonly meter: ExchangeMeter;
  readonly quota: Quota;
  /** For tests that look at, or lay down, what no operation shows. */
  readonly state: SiteState;
  /** The headers of a person's own session. */
  as(person: { email?: string }): { authorization: string };
  close(): Promise<void>;
}

type SiteApp = Hono<{ Bindings: HttpBindings }>;

/** Static paths before those with placeholders: `project/search` is no project. */
function compareSpecificity(one: Operation, other: Operation): number {
  const placeholders = ({ path }: Operation): number => path.split('{').length;
  return placeholders(one) - placeholders(other);
}

async function startServer(fetch: SiteApp['fetch'], port: number): Promise<{ server: Server; url: string }> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request, env) => fetch(request, typeof env === 'object' && env !== null ? env : {}),
        port,
        hostname: '127.0.0.1',
      },
      info => {
        if (server instanceof Server) resolve({ server, url: `http://127.0.0.1:${info.port}` });
        else reject(new Error('The site listens with HTTP/1.1 alone'));
      },
    );
    server.once('error', reject);
  });
}

/** Makes a site, or opens the one that the store keeps, and lets it listen. */
export async function createSite(options: SiteOptions = {}): Promise<Site> {
  const { size = 'S', seed = 1, clock = new Clock(), latency: latencyMode = 'none' } = options;
  const switches: SiteSwitches = { ...likelySwitches, ...options.switches };
  const persistence = options.store && new Persistence(options.store);
  const kept = await persistence?.origin();
  const plants = JSON.stringify(options.plants ?? {});
  const resumes = kept?.seed === seed && kept.size === size && kept.plants === plants;
  const generatedAt = resumes ? kept.generatedAt : clock.now();
  const generated = generateSite({ size, seed, now: generatedAt, plants: options.plants ?? {} });
  const { state } = generated;
  if (persistence) {
    if (resumes) await persistence.restore(state);
    else await persistence.setOrigin({ seed, size, plants, generatedAt });
  }

  const core: SiteCore = {
    state,
    switches,
    clock,
    permissions: new Permissions(state, switches, clock),
    audit: new AuditLog(state, clock),
    events: new ProductEvents(clock, switches),
    index: new SearchIndex(state, clock, switches),
    url: '',
  };
  const identities = new Identities(state);
  const faults = new Faults();
  const meter = new ExchangeMeter();
  const quota = new Quota(clock, options.quota ?? 'off');
  const random = new Random(seed);
  const settle = async (): Promise<void> => {
    await persistence?.save(state);
    core.events.deliver();
  };
  const latency = async (points: number): Promise<void> => {
    if (latencyMode === 'none') return;
    await new Promise(resolve =>
      setTimeout(
        resolve,
        sampleLatency(points, () => random.fraction()),
      ),
    );
  };

  const app: SiteApp = new Hono<{ Bindings: HttpBindings }>();
  const dependencies = { core, identities, faults, quota, meter, latency, settle };
  for (const operation of [...operations].sort(compareSpecificity))
    app.on(
      operation.method,
      operation.path.replace(/\{(\w+)\}/g, ':$1'),
      createHandler(dependencies, operation),
    );
  app.route('/', createSandboxRoutes({ core, identities, settle }));
  app.notFound(context =>
    context.json({ errorMessages: [`The sandbox has no ${context.req.path}`], errors: {} }, 404),
  );
  app.onError((error, context) => {
    console.error(`The simulated site failed at ${context.req.method} ${context.req.path}:`, error);
    return context.json({ errorMessages: ['Internal server error'], errors: {} }, 500);
  });

  const { server, url } = await startServer(app.fetch, options.port ?? 0);
  core.url = url;

  return {
    url,
    cloudId: state.site.cloudId,
    people: generated.people,
    planted: generated.planted,
    known: generated.known,
    switches,
    faults,
    meter,
    quota,
    state,
    tokenFor: caller => identities.tokenFor(caller),
    as: ({ email = '' }) => ({
      authorization: `Basic ${Buffer.from(`${email}:${SANDBOX_PASSWORD}`).toString('base64')}`,
    }),
    install: async given => {
      const { accountId } = installApp(core, given);
      await settle();
      return { accountId };
    },
    uninstall: async appId => {
      uninstallApp(core, appId);
      await settle();
    },
    onEvent: listener => core.events.listen(listener),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) =>
        server.close(error => (error ? reject(error) : resolve())),
      );
    },
  };
}
