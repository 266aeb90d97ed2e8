import { DAY, HOUR, type Millis } from '../clock';
import { appPage } from './app-page';
import { episodes } from './episodes';
import { restAs } from './rest';
import { type Storyline } from './storyline';
import type { World } from './world';

/** How long the app has been installed when a person first looks. */
export const LIVED_DAYS = 30;

const STORY = 'world:story';

/** How far the days before the first visit have been lived. */
interface Lived {
  readonly installedAt: Millis;
  readonly next: number;
  readonly whole: boolean;
}

/**
 * Lives through the days before the first visit by really running the app's ticks on an advanced clock. What was lived
 * before an interruption is not lived again.
 * @param onDay told whenever another stretch has passed.
 */
export async function liveThrough(world: World, onDay: (day: number) => void): Promise<void> {
  const { store, clock, host, site } = world;
  await host.install();
  const kept = (await store.get(STORY)) as Lived | undefined;
  let lived: Lived = kept ?? { installedAt: clock.now(), next: 0, whole: false };
  if (lived.whole) return;
  const story: Storyline = {
    world,
    page: appPage(host, site.people.ana.accountId),
    ana: restAs(site, site.people.ana),
    lee: restAs(site, site.people.lee),
  };
  const keep = async (next: Partial<Lived>): Promise<void> => {
    lived = { ...lived, ...next };
    await store.put(STORY, lived);
  };
  const goTo = async (offset: Millis): Promise<void> => {
    const end = lived.installedAt + offset;
    while (clock.now() < end) {
      await host.advanceTo(Math.min(end, clock.now() + 6 * HOUR));
      onDay(Math.floor((clock.now() - lived.installedAt) / DAY));
    }
  };
  clock.stop();
  await keep({});
  for (const [index, { at: offset, happen }] of episodes.entries()) {
    if (index < lived.next) continue;
    await goTo(offset);
    await happen(story);
    await keep({ next: index + 1 });
  }
  await goTo(LIVED_DAYS * DAY);
  await keep({ whole: true });
  clock.resume();
}
