import { readChecklist } from '../../storage/checklist';
import { readAllFindings } from '../../storage/findings';
import { readDays } from '../../storage/history';
import { readRun } from '../../storage/run';
import { noteVisit } from '../../storage/seen';
import { readSettings } from '../../storage/settings';
import { type Settings } from '../../settings/settings';
import { dayAt } from '../../terms/day';
import { allFacts } from '../catalogue';
import { appHealth } from '../app-health';
import { type AdminCalls } from '../contract';
import { type OutputOf } from '../contract/call';
import { progressNow } from '../progress-now';
import { queueOf } from '../queue';
import { askToScan } from '../scan-now';
import { type Asked, type Resolvers } from '../serve';
import { markOf, toLookInto, worseSince } from '../worse';

/** How far back the trend goes. */
const TREND_DAYS = 30;

const setupOf = (settings: Settings, started: boolean): OutputOf<AdminCalls['home']>['setup'] => ({
  started,
  project: settings.filing.project !== undefined && settings.filing.issueType !== undefined,
  baseline: settings.baseline !== undefined,
  known: settings.knownApps.length + settings.reviewedAdmins.length + settings.emergencyAccounts.length,
  open: settings.approvedSpaces.length + settings.approvedFilters.length + settings.approvedDashboards.length,
  sensitive: settings.sensitiveSpaces.length,
  owners: Object.keys(settings.owners).length,
});

async function home(_: unknown, { account, now }: Asked): Promise<OutputOf<AdminCalls['home']>> {
  const [checklist, run, { current }] = await Promise.all([readChecklist(), readRun(), readSettings()]);
  const [days, sweep, lastVisit] = await Promise.all([
    readDays(dayAt(now, current.timeZone), 2),
    progressNow(run),
    noteVisit(account, markOf(checklist, now)),
  ]);
  const rows = checklist?.rows ?? [];
  const worse =
    lastVisit === undefined
      ? []
      : worseSince(rows, lastVisit, await readAllFindings(toLookInto(rows, lastVisit)));
  return {
    now,
    timeZone: current.timeZone,
    controls: allFacts(),
    ...(checklist === undefined ? {} : { checklist }),
    ...(sweep === undefined ? {} : { sweep }),
    queue: checklist === undefined ? [] : [...queueOf(checklist, current, account, now)],
    ...(lastVisit === undefined ? {} : { lastVisit: lastVisit.at }),
    worse: [...worse],
    setup: setupOf(current, checklist !== undefined || sweep !== undefined),
    trend: days.slice(-TREND_DAYS).map(({ day, assured, possible }) => ({ day, assured, possible })),
    app: appHealth(checklist, run, now),
    ...(run.lastTick === undefined ? {} : { lastTick: run.lastTick }),
  };
}

export const homeResolvers: Pick<Resolvers<AdminCalls>, 'home' | 'progress' | 'sweepNow'> = {
  home,
  async progress() {
    const [checklist, run] = await Promise.all([readChecklist(), readRun()]);
    const sweep = await progressNow(run);
    return {
      ...(sweep === undefined ? {} : { sweep }),
      ...(checklist === undefined ? {} : { checklistAt: checklist.at }),
    };
  },
  sweepNow: (_, { account, now }) => askToScan(account, now),
};
