import { createHash } from 'node:crypto';
import type { Clock, Millis } from '../clock';
import type { PageHost, PageModule, PageVisit, Product } from '../ports';
import type { Store } from '../store';
import { type LoadedApp, loadApp } from './loaded-app';
import { bundlePage } from './bundle';
import { ClockWatch } from './clock-watch';
import { Deliveries, type DeliverySource } from './deliveries';
import { HostEventLog, type HostEvent } from './host-events';
import {
  type DueDelivery,
  Installation,
  installationRecordSchema,
  type InstallationDependencies,
  type InstallationRecord,
  type License,
} from './installation';
import type { InvocationResult } from './invoker';
import type { KvsMeter } from './kvs/rates';
import type { Manifest } from './manifest-content';
import { InstalledPages } from './installed-pages';
import { PersistentMap } from './persistent-map';
import { documentedSwitches, type HostSwitches } from './switches';

/** What a Forge host is made of. */
export interface ForgeHostOptions {
  /** Where manifest.yml and src stand. */
  appFolder: string;
  /** The site that `install()` and the pages mean. */
  product: Product;
  clock: Clock;
  store: Store;
  /** What differs from `documentedSwitches`. */
  switches?: Partial<HostSwitches>;
  /** Undefined is a development environment, which has no licences. */
  license?: License;
  /** Hears of everything that happens, as it happens. */
  onHostEvent?: (hostEvent: HostEvent) => void;
}

/** What an installation used since the host started. */
export interface HostUsage {
  invocations: number;
  /** All external calls of functions. */
  calls: number;
  jiraCalls: number;
  kvs: KvsMeter;
}

/**
 * Reads the app and makes a host that can install and run it. Installations of an earlier start go on when `install` is
 * called for their site.
 * @throws where the manifest is refused, or the app can't be bundled.
 */
export async function createForgeHost(options: ForgeHostOptions): Promise<ForgeHost> {
  const { store, clock, onHostEvent } = options;
  const switches: HostSwitches = { ...documentedSwitches, ...options.switches };
  const hostEvents = new HostEventLog(onHostEvent);
  const clockWatch = new ClockWatch(clock);
  const installations = await PersistentMap.open(store, ['forge', 'installations'], stored =>
    installationRecordSchema.parse(stored),
  );
  const load = (): Promise<LoadedApp> =>
    loadApp({ ...options, switches, happenings: hostEvents, watch: clockWatch });
  return new ForgeHost(options, { switches, hostEvents, clockWatch, installations, load, app: await load() });
}

interface ForgeHostParts {
  switches: HostSwitches;
  hostEvents: HostEventLog;
  clockWatch: ClockWatch;
  installations: PersistentMap<InstallationRecord>;
  load(): Promise<LoadedApp>;
  app: LoadedApp;
}

/** A local Forge: installs the app on simulated sites, and calls its functions when Forge would. */
export class ForgeHost implements PageHost {
  /** May be changed while the host runs. */
  readonly switches: HostSwitches;
  readonly #options: ForgeHostOptions;
  readonly #parts: ForgeHostParts;
  #app: LoadedApp;
  readonly #installations = new Map<string, { installation: Installation; forget: () => void }>();
  readonly #deliveries: Deliveries;
  #advancing: Promise<void> = Promise.resolve();
  #failure: { error: unknown } | undefined;

  /** Use `createForgeHost`. */
  constructor(options: ForgeHostOptions, parts: ForgeHostParts) {
    this.#options = options;
    this.#parts = parts;
    this.#app = parts.app;
    this.switches = parts.switches;
    this.#deliveries = new Deliveries(options.clock, () => this.#sources());
  }

  get manifest(): Manifest {
    return this.#app.manifest;
  }

  get hostEvents(): readonly HostEvent[] {
    return this.#parts.hostEvents.all();
  }

  /** Installs the app on the site, or opens the installation that the store holds. */
  async install(product: Product = this.#options.product): Promise<Installation> {
    const opened = this.#installations.get(product.cloudId);
    if (opened !== undefined) return opened.installation;
    const before = this.#parts.installations.get(product.cloudId);
    if (before !== undefined) return this.#open(product, before);
    const { appId } = this.manifest;
    const { accountId } = await product.install({ id: appId, name: appName(this.manifest) });
    const installedAt = this.#options.clock.now();
    const installed: InstallationRecord = {
      // The same in a world that is made again, since a schedule's place depends on it.
      installationId: uuidFrom(`${this.switches.seed} ${appId} on ${product.cloudId} at ${installedAt}`),
      cloudId: product.cloudId,
      accountId,
      appVersion: '1.0.0',
      installedAt,
    };
    await this.#parts.installations.write([[product.cloudId, installed]]);
    const installation = await this.#open(product, installed);
    await installation.triggers.receiveLifecycleEvent(
      'avi:forge:installed:app',
      lifecyclePayload(installation),
    );
    return installation;
  }

  /** Takes the app and all that it stored off the site. */
  async uninstall(product: Product = this.#options.product): Promise<void> {
    const { installation, forget } = this.#installed(product);
    forget();
    this.#installations.delete(product.cloudId);
    await installation.clear();
    await this.#parts.installations.write([[product.cloudId, undefined]]);
    await product.uninstall(this.manifest.appId);
  }

  /**
   * Deploys the app as it stands in its folder now. Storage, queues and unchanged schedules go on.
   * @param major tells `avi:forge:upgraded:app`, as a version that an admin had to approve.
   */
  async upgrade({ major }: { major: boolean }): Promise<void> {
    const app = await this.#parts.load();
    const before = [...this.#installations.values()];
    // Nothing new begins from here on, and what is under way ends before the new version reads the store.
    this.#installations.clear();
    for (const { forget } of before) forget();
    await this.#deliveries.waitUntilIdle();
    await this.#app.pool.close();
    this.#app = app;
    for (const { installation } of before) {
      const [first = 1, second = 0] = installation.record.appVersion.split('.').map(Number);
      const appVersion = major ? `${first + 1}.0.0` : `${first}.${second + 1}.0`;
      const installed = { ...installation.record, appVersion };
      await this.#parts.installations.write([[installed.cloudId, installed]]);
      const upgraded = await this.#open(installation.product, installed);
      if (major)
        await upgraded.triggers.receiveLifecycleEvent('avi:forge:upgraded:app', lifecyclePayload(upgraded));
    }
  }

  /** Runs what is due by the clock, and what becomes due meanwhile: call it now and then while the clock runs. */
  async pump(): Promise<void> {
    await this.#deliveries.runDue();
    this.#throwFailure();
  }

  /** Moves the clock ahead by `time`, running on the way all that is due, each at its time. */
  advance(time: Millis): Promise<void> {
    return this.#advance(() => this.#options.clock.now() + time);
  }

  /** Moves the clock ahead to `instant`, running on the way all that is due, each at its time. */
  advanceTo(instant: Millis): Promise<void> {
    return this.#advance(() => instant);
  }

  /**
   * Runs a scheduled trigger now, besides its schedule.
   * @returns how it ended; undefined where its filter held it back.
   */
  runSchedule(
    moduleKey: string,
    product: Product = this.#options.product,
  ): Promise<InvocationResult | undefined> {
    const trigger = this.manifest.schedules.find(({ key }) => key === moduleKey);
    if (trigger === undefined) throw new Error(`manifest.yml has no scheduled trigger ${moduleKey}.`);
    return this.#installed(product).installation.calls.schedule(trigger);
  }

  /** Calls one of the app's functions with the payload as it is: for tests. */
  invokeFunction(
    functionKey: string,
    payload: unknown,
    { accountId, product = this.#options.product }: { accountId?: string; product?: Product } = {},
  ): Promise<InvocationResult> {
    return this.#installed(product).installation.calls.direct(functionKey, payload, accountId);
  }

  /** What is due and when, the next first. */
  pending(): readonly DueDelivery[] {
    return [...this.#installations.values()]
      .flatMap(({ installation }) => installation.due())
      .sort((left, right) => left.at - right.at);
  }

  usage(product: Product = this.#options.product): HostUsage {
    const { kvs, proxy } = this.#installed(product).installation;
    return { ...this.#app.invoker.meter, jiraCalls: proxy.jiraCalls, kvs: kvs.meter };
  }

  /** The page's JavaScript for an iframe in which `__bridge` already stands. */
  bundleResource(resourceFile: string): Promise<string> {
    return bundlePage(this.#options.appFolder, resourceFile);
  }

  /** The pages on a site; the host's own methods mean the site that it was made with. */
  pages(product: Product = this.#options.product): PageHost {
    return new InstalledPages(this.manifest, this.#installed(product).installation);
  }

  modules(): readonly PageModule[] {
    return this.pages().modules();
  }

  context(visit: PageVisit, theme: 'light' | 'dark'): Record<string, unknown> {
    return this.pages().context(visit, theme);
  }

  invoke(visit: PageVisit, functionKey: string, payload: unknown): Promise<unknown> {
    return this.pages().invoke(visit, functionKey, payload);
  }

  fetchProduct(...request: Parameters<PageHost['fetchProduct']>): ReturnType<PageHost['fetchProduct']> {
    return this.pages().fetchProduct(...request);
  }

  /** Stops hearing events and ends all workers. The store stays open. */
  async close(): Promise<void> {
    for (const { forget } of this.#installations.values()) forget();
    await this.#app.pool.close();
  }

  async #open(product: Product, installed: InstallationRecord): Promise<Installation> {
    const { clock, store, license } = this.#options;
    const { switches, hostEvents } = this.#parts;
    const { manifest, invoker } = this.#app;
    const environmentId = uuidFrom(`environment of ${manifest.appId}`);
    const host: InstallationDependencies = {
      manifest,
      environmentId,
      invoker,
      clock,
      store,
      switches,
      hostEvents,
      license,
    };
    const installation = await Installation.open(host, product, installed);
    const forget = product.onEvent(event => {
      // In memory it is at once; a disk that fails is told at the next run.
      installation.triggers.receive(event).catch((error: unknown) => {
        this.#failure = { error };
      });
    });
    this.#installations.set(product.cloudId, { installation, forget });
    return installation;
  }

  #installed(product: Product): { installation: Installation; forget: () => void } {
    const found = this.#installations.get(product.cloudId);
    if (found === undefined) throw new Error(`The app is not installed on ${product.url}.`);
    return found;
  }

  #advance(until: () => Millis): Promise<void> {
    const work = this.#advancing.then(() =>
      this.#parts.clockWatch.withClockStopped(() => this.#deliveries.runUntil(until())),
    );
    this.#advancing = work.catch(() => undefined);
    return work.then(() => this.#throwFailure());
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #sources(): DeliverySource[] {
    return [...this.#installations.values()].flatMap(({ installation }) => installation.sources());
  }
}

/** Forge knows the name from its console; the manifest has none. */
function appName({ uiModules, appId }: Manifest): string {
  return uiModules[0]?.title ?? appId;
}

function lifecyclePayload({ facts, record: installed }: Installation): Record<string, unknown> {
  return {
    id: installed.installationId,
    context: `ari:cloud:jira::site/${installed.cloudId}`,
    app: { id: facts.appId, version: installed.appVersion },
    environment: { id: facts.environmentId },
  };
}

/** A UUID that stays the same for the same text. */
function uuidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
