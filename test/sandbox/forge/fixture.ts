import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../../sandbox/clock';
import { createForgeHost, type ForgeHost, type ForgeHostOptions } from '../../../sandbox/forge/host';
import type { HostSwitches } from '../../../sandbox/forge/switches';
import { openStore, type Store } from '../../../sandbox/store';
import type { Step } from './app/src/steps';
import { createEchoSite, type EchoSite } from './echo-site';

export const appFolder = join(__dirname, 'app');
export const START = Date.UTC(2026, 2, 2, 9, 0, 0);

/** Nothing happens by chance, and nothing late. */
export const CALM_SWITCHES: Partial<HostSwitches> = {
  duplicates: 0,
  unordered: false,
  secondRuns: 0,
  queryLag: 0,
  lateExpiry: 0,
  eventDelay: 0,
};

/** A copy of the fixture app with another manifest. @returns its folder. */
export function createChangedApp(change: (manifest: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'forge-app-'));
  cpSync(appFolder, folder, { recursive: true });
  symlinkSync(join(__dirname, '../../../node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'manifest.yml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return folder;
}

export interface Fixture {
  host: ForgeHost;
  site: EchoSite;
  clock: Clock;
  store: Store;
  /** Runs the steps in one invocation of the fixture app. */
  run(
    steps: Step[],
    options?: { functionKey?: string; accountId?: string; site?: EchoSite },
  ): Promise<unknown[]>;
  /** Runs one step and returns what it gave. */
  step(step: Step, options?: { accountId?: string; site?: EchoSite }): Promise<unknown>;
  /** A second site with the app on it. */
  secondSite(): Promise<EchoSite>;
  /** Ends the host, and starts another on the same store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The fixture app on an echoing site, with a clock that stands still. */
export async function createInstalledFixture(options: Partial<ForgeHostOptions> = {}): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), 'forge-host-'));
  const store = await openStore(folder);
  const began = Date.now();
  let real = (): number => began;
  const clock = new Clock(START, () => real());
  // At START to the millisecond, however long that took.
  clock.stop();
  real = Date.now;
  const site = await createEchoSite('00000000-0000-4000-8000-000000000001');
  const sites = [site];
  const made = (): Promise<ForgeHost> =>
    createForgeHost({ appFolder, product: site, clock, store, switches: CALM_SWITCHES, ...options });
  const fixture: Fixture = {
    host: await made(),
    site,
    clock,
    store,
    async run(steps, { functionKey = 'run', accountId, site: on = site } = {}) {
      const at = { product: on, ...(accountId === undefined ? {} : { accountId }) };
      const end = await fixture.host.invokeFunction(functionKey, { steps }, at);
      if (end.ending !== 'done') throw new Error(`${end.ending}: ${end.message}`);
      return end.value as unknown[];
    },
    async step(step, at) {
      const [result] = await fixture.run([step], at);
      // What a function returns is JSON, whose lists know no undefined.
      return result ?? undefined;
    },
    async secondSite() {
      const second = await createEchoSite('00000000-0000-4000-8000-000000000002');
      sites.push(second);
      await fixture.host.install(second);
      return second;
    },
    async restart() {
      await fixture.host.close();
      fixture.host = await made();
      await fixture.host.install();
    },
    async close() {
      await fixture.host.close();
      for (const each of sites) await each.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await fixture.host.install();
  } catch (error) {
    await fixture.close();
    throw error;
  }
  return fixture;
}
