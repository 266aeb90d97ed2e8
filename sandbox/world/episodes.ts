import { DAY, HOUR, MINUTE, type Millis } from '../clock';
import { siteActions } from './site-actions';
import { submitAttestations, registerNewApp, setUpApp } from './admin-work';
import { moveNewestToDone } from './work-items';
import { type EpisodeContext } from './episode-context';

/** Something that happens to the site in the days before the first visit, always as a named person would do it. */
export interface Episode {
  /** After the install. */
  readonly offset: Millis;
  run(context: EpisodeContext): Promise<unknown>;
}

const offsetAt = (day: number, hour: number, minute = 0): Millis => day * DAY + hour * HOUR + minute * MINUTE;

const findAction = ({ world }: EpisodeContext, id: string): ReturnType<typeof siteActions>[number] => {
  const action = siteActions(world.site).find(each => each.id === id);
  if (action === undefined) throw new Error(`Unknown action: ${id}`);
  return action;
};

const logActivity = ({ world }: EpisodeContext, text: string, control?: string): Promise<void> =>
  world.activityLog.add(world.clock.now(), {
    text,
    ...(control === undefined ? {} : { subject: { control } }),
  });

const runAction =
  (id: string) =>
  async (context: EpisodeContext): Promise<void> => {
    const { undoData, message } = await findAction(context, id).run();
    await context.world.undoStore.set(id, undoData);
    await logActivity(context, message, findAction(context, id).control);
  };

/** Runs an act that nobody is going to take back. */
const runWithoutUndo =
  (id: string) =>
  async (context: EpisodeContext): Promise<void> => {
    const { message } = await findAction(context, id).run();
    await logActivity(context, message, findAction(context, id).control);
  };

const undoAction =
  (id: string) =>
  async (context: EpisodeContext): Promise<void> => {
    const undoData = context.world.undoStore.get(id);
    if (undoData === undefined) throw new Error(`Nothing to undo: ${id}`);
    const message = await findAction(context, id).undo(undoData);
    await context.world.undoStore.delete(id);
    await logActivity(context, message, findAction(context, id).control);
  };

/** Something that Ana does in the app, with the line that tells of it. */
const appEpisode =
  (action: (context: EpisodeContext) => Promise<unknown>, message: string, control?: string) =>
  async (context: EpisodeContext): Promise<void> => {
    await action(context);
    await logActivity(context, `${context.world.site.people.ana.displayName} ${message}`, control);
  };

/** One of the things that stood open since before the app came is closed by the person who owns it. */
async function fixPlantedFilter({ world, ana }: EpisodeContext): Promise<void> {
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
    offset: offsetAt(0, 1),
    run: appEpisode(setUpApp, 'set up the app: approvals, where to file, and the baseline'),
  },
  {
    offset: offsetAt(0, 2),
    run: appEpisode(submitAttestations, 'attested the backups and the risk profile'),
  },
  {
    offset: offsetAt(3, 10, 20),
    run: appEpisode(fixPlantedFilter, 'took ownership of a public filter and made it private', 'INF-03'),
  },
  { offset: offsetAt(5, 5, 2), run: runAction('public-filter') },
  { offset: offsetAt(6, 2, 40), run: undoAction('public-filter') },
  { offset: offsetAt(9, 6, 15), run: runAction('public-scheme') },
  { offset: offsetAt(10, 3), run: context => moveNewestToDone(context, 'INF-01') },
  { offset: offsetAt(11, 4, 30), run: undoAction('public-scheme') },
  { offset: offsetAt(14, 7), run: runWithoutUndo('unknown-app') },
  { offset: offsetAt(16, 2), run: appEpisode(registerNewApp, 'added the new app to the register', 'APP-01') },
  { offset: offsetAt(20, 5), run: runAction('deactivated-admin') },
  { offset: offsetAt(22, 4), run: undoAction('deactivated-admin') },
  { offset: offsetAt(29, 8, 12), run: runAction('public-dashboard') },
];
