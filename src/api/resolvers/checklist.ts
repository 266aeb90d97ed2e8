import { readChecklist } from '../../storage/checklist';
import { readAllFindings } from '../../storage/findings';
import { readDaySummaries } from '../../storage/day-summaries';
import { readScanState } from '../../storage/scan-state';
import { recordVisit } from '../../storage/visits';
import { readSettings } from '../../storage/settings';
import { type Settings } from '../../settings/settings';
import { dayAt } from '../../domain/day';
import { allControlDefinitions } from '../control-definitions';
import { appHealth } from '../app-health';
import { type AdminCalls } from '../contract';
import { type OutputOf } from '../contract/call';
import { readScanProgress } from '../scan-progress';
import { buildForYouItems } from '../for-you/build-for-you-items';
import { requestScan } from '../request-scan';
import { type ResolverContext, type Resolvers } from '../serve';
import { buildVisitSnapshot, changedControls, regressionsSince } from '../regressions';

/** Number of days in the trend. */
const TREND_DAYS = 30;

const buildSetup = (settings: Settings, started: boolean): OutputOf<AdminCalls['checklist']>['setup'] => ({
  started,
  project: settings.filing.project !== undefined && settings.filing.issueType !== undefined,
  baseline: settings.baseline !== undefined,
  reviewedEntries:
    settings.knownApps.length + settings.reviewedAdmins.length + settings.emergencyAccounts.length,
  approvedEntries:
    settings.approvedSpaces.length + settings.approvedFilters.length + settings.approvedDashboards.length,
  sensitive: settings.sensitiveSpaces.length,
  owners: Object.keys(settings.owners).length,
});

async function loadChecklistPage(
  _: unknown,
  { account, now }: ResolverContext,
): Promise<OutputOf<AdminCalls['checklist']>> {
  const [checklist, scanState, { current }] = await Promise.all([
    readChecklist(),
    readScanState(),
    readSettings(),
  ]);
  const [days, scan, lastVisit] = await Promise.all([
    readDaySummaries(dayAt(now, current.timeZone), 2),
    readScanProgress(scanState),
    recordVisit(account, buildVisitSnapshot(checklist, now)),
  ]);
  const rows = checklist?.rows ?? [];
  const regressions =
    lastVisit === undefined
      ? []
      : regressionsSince(rows, lastVisit, await readAllFindings(changedControls(rows, lastVisit)));
  return {
    now,
    timeZone: current.timeZone,
    controls: allControlDefinitions(),
    ...(checklist === undefined ? {} : { checklist }),
    ...(scan === undefined ? {} : { scan }),
    forYou: checklist === undefined ? [] : [...buildForYouItems(checklist, current, account, now)],
    ...(lastVisit === undefined ? {} : { lastVisit: lastVisit.at }),
    regressions: [...regressions],
    setup: buildSetup(current, checklist !== undefined || scan !== undefined),
    trend: days.slice(-TREND_DAYS).map(({ day, assured, possible }) => ({ day, assured, possible })),
    appHealth: appHealth(checklist, scanState, now),
    ...(scanState.lastTick === undefined ? {} : { lastTick: scanState.lastTick }),
  };
}

export const checklistResolvers: Pick<Resolvers<AdminCalls>, 'checklist' | 'scanProgress' | 'scanNow'> = {
  checklist: loadChecklistPage,
  async scanProgress() {
    const [checklist, scanState] = await Promise.all([readChecklist(), readScanState()]);
    const scan = await readScanProgress(scanState);
    return {
      ...(scan === undefined ? {} : { scan }),
      ...(checklist === undefined ? {} : { checklistAt: checklist.at }),
    };
  },
  scanNow: (_, { account, now }) => requestScan(account, now),
};
