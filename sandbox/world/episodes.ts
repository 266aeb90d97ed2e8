import { DAY, HOUR, MINUTE, type Millis } from '../clock';
import { actsOf } from './acts';
import { attest, registerApp, setUp } from './admin-work';
import { moveToDone } from './work-items';
import { type Storyline } from './storyline';

/** Something that happens to the site in the days before the first visit, always as a named person would do it. */
export interface Episode {
  /** After the install. */
  readonly at: Millis;
  happen(story: Storyline): Promise<unknown>;
}

const at = (day: number, hour: number, minute = 0): Millis => day * DAY + hour * HOUR + minute * MINUTE;

const actOf = ({ world }: Storyline, id: string): ReturnType<typeof actsOf>[number] => {
  const act = actsOf(world.site).find(each => each.id === id);
  if (act === undefined) throw new Error(`There is no act ${id}`);
  return act;
};

const tell = ({ world }: Storyline, text: string, control?: string): Promise<void> =>
  world.told.add(world.clock.now(), { text, ...(control === undefined ? {} : { about: { control } }) });

const run =
  (id: string) =>
  async (story: Storyline): Promise<void> => {
    const { left, said } = await actOf(story, id).run();
    await story.world.left.keep(id, left);
    await tell(story, said, actOf(story, id).control);
  };

/** Runs an act that nobody is going to take back. */
const runForGood =
  (id: string) =>
  async (story: Storyline): Promise<void> => {
    const { said } = await actOf(story, id).run();
    await tell(story, said, actOf(story, id).control);
  };

const undo =
  (id: string) =>
  async (story: Storyline): Promise<void> => {
    const before = story.world.left.get(id);
    if (before === undefined) throw new Error(`There is nothing to undo of ${id}`);
    const said = await actOf(story, id).undo(before);
    await story.world.left.drop(id);
    await tell(story, said, actOf(story, id).control);
  };

/** Something that Ana does in the app, with the line that tells of it. */
const inTheApp =
  (does: (story: Storyline) => Promise<unknown>, said: string, control?: string) =>
  async (story: Storyline): Promise<void> => {
    await does(story);
    await tell(story, `${story.world.site.people.ana.displayName} ${said}`, control);
  };

/** One of the things that stood open since before the app came is closed by the person who owns it. */
async function mendOne({ world, ana }: Storyline): Promise<void> {
  const plant = world.site.planted.find(({ control }) => control === 'INF-03');
  if (plant === undefined) return;
  const filter = await ana.get<{ sharePermissions: unknown[] }>(`/rest/api/3/filter/${plant.id}`);
  const owner = world.site.people.ana.accountId;
  await ana.put(`/rest/api/3/filter/${plant.id}/owner`, { accountId: owner });
  await ana.put(`/rest/api/3/filter/${plant.id}`, { ...filter, sharePermissions: [] });
}

/** Thirteen episodes: what was set up and stated, what drifted and was mended, and one thing that is still open. */
export const episodes: readonly Episode[] = [
  {
    at: at(0, 1),
    happen: inTheApp(
      setUp,
      'set the app up: what is meant to be open, where work items go, the starting point',
    ),
  },
  { at: at(0, 2), happen: inTheApp(attest, 'stated how backups and the risk profile stand') },
  {
    at: at(3, 10, 20),
    happen: inTheApp(mendOne, 'took over a filter that was public all along, and made it private', 'INF-03'),
  },
  { at: at(5, 5, 2), happen: run('public-filter') },
  { at: at(6, 2, 40), happen: undo('public-filter') },
  { at: at(9, 6, 15), happen: run('public-scheme') },
  { at: at(10, 3), happen: story => moveToDone(story, 'INF-01') },
  { at: at(11, 4, 30), happen: undo('public-scheme') },
  { at: at(14, 7), happen: runForGood('unknown-app') },
  { at: at(16, 2), happen: inTheApp(registerApp, 'added the new app to the register', 'APP-01') },
  { at: at(20, 5), happen: run('deactivated-admin') },
  { at: at(22, 4), happen: undo('deactivated-admin') },
  { at: at(29, 8, 12), happen: run('public-dashboard') },
];
