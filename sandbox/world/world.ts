import { join } from 'node:path';
import type { Clock, Millis } from '../clock';
import { createForgeHost, type ForgeHost } from '../forge/host';
import type { HostEvent } from '../forge/host-events';
import { createSite, type Site, type SiteOptions } from '../jira/site';
import { UndoStore } from './undo-store';
import { openStore, type Store } from '../store';
import { PersistentClock } from './persistent-clock';
import { ActivityLog } from './activity-log';

/** The app on a simulated site: one clock, one store, a Forge host and a Jira. */
export interface World {
  readonly clock: Clock;
  readonly store: Store;
  readonly site: Site;
  readonly host: ForgeHost;
  readonly undoStore: UndoStore;
  readonly activityLog: ActivityLog;
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
  readonly onHostEvent?: (hostEvent: HostEvent) => void;
}

/** Opens the world that the folder keeps, or makes one. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const { appFolder, stateFolder, fresh = false, start, onHostEvent: onHappening, ...site } = options;
  const store = await openStore(join(stateFolder, 'store'), { fresh });
  const persistentClock = await PersistentClock.open(store, start);
  const { clock } = persistentClock;
  const jira = await createSite({ ...site, clock, store });
  const host = await createForgeHost({
    appFolder,
    product: jira,
    clock,
    store,
    ...(onHappening === undefined ? {} : { onHostEvent: onHappening }),
  });
  return {
    clock,
    store,
    site: jira,
    host,
    undoStore: await UndoStore.open(store),
    activityLog: await ActivityLog.open(store),
    pump: async () => {
      await host.pump();
      await persistentClock.save();
    },
    close: async () => {
      await persistentClock.save();
      await host.close();
      await jira.close();
      await store.close();
    },
  };
}
