import { join } from 'node:path';
import type { Clock, Millis } from '../clock';
import { createForgeHost, type ForgeHost } from '../forge/host';
import type { Happening } from '../forge/happenings';
import { createSite, type Site, type SiteOptions } from '../jira/site';
import { LeftByActs } from './left-by-acts';
import { openStore, type Store } from '../store';
import { KeptClock } from './kept-clock';
import { Told } from './told';

/** The app on a simulated site: one clock, one store, a Forge host and a Jira. */
export interface World {
  readonly clock: Clock;
  readonly store: Store;
  readonly site: Site;
  readonly host: ForgeHost;
  readonly left: LeftByActs;
  readonly told: Told;
  /** Runs what is due by the clock, as `ForgeHost.pump`, and keeps the time. */
  pump(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions extends Pick<
  SiteOptions,
  'size' | 'seed' | 'switches' | 'plants' | 'quota' | 'latency'
> {
  /** Where manifest.yml and src stand. */
  readonly appFolder: string;
  /** Where the state is kept between starts. */
  readonly stateFolder: string;
  /** Begins anew. */
  readonly fresh?: boolean;
  /** Where the clock of a new world begins. One that was kept goes on where it stood, whatever passed meanwhile outside. */
  readonly start: Millis;
  readonly onHappening?: (happening: Happening) => void;
}

/** Opens the world that the folder keeps, or makes one. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const { appFolder, stateFolder, fresh = false, start, onHappening, ...site } = options;
  const store = await openStore(join(stateFolder, 'store'), { fresh });
  const kept = await KeptClock.open(store, start);
  const { clock } = kept;
  const jira = await createSite({ ...site, clock, store });
  const host = await createForgeHost({
    appFolder,
    product: jira,
    clock,
    store,
    ...(onHappening === undefined ? {} : { onHappening }),
  });
  return {
    clock,
    store,
    site: jira,
    host,
    left: await LeftByActs.open(store),
    told: await Told.open(store),
    pump: async () => {
      await host.pump();
      await kept.keep();
    },
    close: async () => {
      await kept.keep();
      await host.close();
      await jira.close();
      await store.close();
    },
  };
}
