import { DAY, HOUR, type Millis } from '../clock';
import { createAppCaller } from './app-caller';
import { episodes } from './episodes';
import { createRestClient } from './rest-client';
import { type EpisodeContext } from './episode-context';
import type { World } from './world';

/** How long the app has been installed when a person first looks. */
export const HISTORY_DAYS = 30;

const HISTORY_KEY = 'world:story';

/** How far the days before the first visit have been lived. */
interface HistoryState {
  readonly installedAt: Millis;
  readonly nextEpisode: number;
  readonly isComplete: boolean;
}

/**
 * Lives through the days before the first visit by really running the app's ticks on an advanced clock. What was lived
 * before an interruption is not lived again.
 * @param onDay told whenever another stretch has passed.
 */
export async function simulateHistory(world: World, onDay: (day: number) => void): Promise<void> {
  const { store, clock, host, site } = world;
  await host.install();
  const stored = (await store.get(HISTORY_KEY)) as HistoryState | undefined;
  let state: HistoryState = stored ?? { installedAt: clock.now(), nextEpisode: 0, isComplete: false };
  if (state.isComplete) return;
  const context: EpisodeContext = {
    world,
    callApp: createAppCaller(host, site.people.ana.accountId),
    ana: createRestClient(site, site.people.ana),
    lee: createRestClient(site, site.people.lee),
  };
  const saveState = async (change: Partial<HistoryState>): Promise<void> => {
    state = { ...state, ...change };
    await store.put(HISTORY_KEY, state);
  };
  const advanceTo = async (offset: Millis): Promise<void> => {
    const end = state.installedAt + offset;
    while (clock.now() < end) {
      await host.advanceTo(Math.min(end, clock.now() + 6 * HOUR));
      onDay(Math.floor((clock.now() - state.installedAt) / DAY));
    }
  };
  clock.stop();
  await saveState({});
  for (const [index, { offset: offset, run: happen }] of episodes.entries()) {
    if (index < state.nextEpisode) continue;
    await advanceTo(offset);
    await happen(context);
    await saveState({ nextEpisode: index + 1 });
  }
  await advanceTo(HISTORY_DAYS * DAY);
  await saveState({ isComplete: true });
  clock.resume();
}
