import { z } from 'zod';
import { listCursorSchema, type ListDefinition, fetchListPages } from '../../jira/list-pages';
import { type OperationId } from '../../jira/operations';
import { type PublicDashboardFact, publicDashboardFactSchema } from '../facts';
import { gapFromError, asJiraError } from '../jira-error-gaps';
import { defineSource, type Source } from '../source';
import {
  buildSharedFact,
  resolvePublicAccess,
  sharedObjectSchema,
  findTouchedSharedObjects,
} from '../shared-objects';

const dashboardSchema = sharedObjectSchema.extend({ systemDashboard: z.boolean().nullish() });
type Dashboard = z.infer<typeof dashboardSchema>;

const listing = (live: boolean): ListDefinition<Dashboard> => ({
  operation: 'dashboard.search',
  paging: 'values',
  query: { expand: 'owner,sharePermissions', orderBy: 'id' },
  size: 100,
  row: dashboardSchema,
  idOf: ({ id }) => id,
  overlap: live,
});

/** The system dashboard is public on every site, and no one can change that. */
const resolveDashboardAccess = (
  operation: OperationId,
  row: Dashboard,
): ReturnType<typeof resolvePublicAccess> =>
  row.systemDashboard === true ? { isPublic: false, gaps: [] } : resolvePublicAccess(operation, row);

const isPublicDashboard = (row: Dashboard): boolean => resolvePublicAccess('dashboard.search', row).isPublic;

/** The first page contains a public dashboard. */
const SHOWS_PUBLIC_SIGNAL = 'public';

/**
 * Dashboards shared with the public, except the system dashboard. Every account can see these, and app access rules
 * don't apply to dashboards, so the list is complete. The system dashboard is the check: it is public and the oldest,
 * so if the first page of a live site has no public dashboard, Jira hides public dashboards from the app. No event, and
 * on most sites no audit record, reports a change of shares.
 */
export const publicDashboardsSource: Source<PublicDashboardFact> = defineSource({
  id: 'publicDashboards',
  version: 1,
  operations: ['dashboard.search', 'dashboard.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: publicDashboardFactSchema,
  keyOf: ({ id }) => id,
  plausibility: {
    list: 'dashboard.search',
    rechecksSingly: true,
    // If the system dashboard is missing, Jira may hide all public dashboards from the app. The list itself is correct.
    findMissing: ({ signals: marks }, { live }) =>
      live && !marks.includes(SHOWS_PUBLIC_SIGNAL) ? [{ failure: 'system-dashboard', why: 'hidden' }] : [],
  },
  async *pages({ jira, live }, from) {
    let isFirstPage = from === undefined;
    const cursor = from === undefined ? undefined : listCursorSchema.parse(from);
    for await (const page of fetchListPages(jira, listing(live), cursor)) {
      const rows = page.rows.map(row => ({ row, ...resolveDashboardAccess('dashboard.search', row) }));
      yield {
        facts: rows.filter(({ isPublic }) => isPublic).map(({ row }) => buildSharedFact(row)),
        read: page.read,
        ...(page.total === undefined ? {} : { of: page.total }),
        gaps: [...page.gaps, ...rows.flatMap(({ gaps }) => gaps)],
        signals: isFirstPage && page.rows.some(isPublicDashboard) ? [SHOWS_PUBLIC_SIGNAL] : [],
        ...(page.next === undefined ? {} : { next: page.next }),
      };
      isFirstPage = false;
    }
  },
  async recheck({ jira }, key) {
    try {
      const row = await jira.call('dashboard.get', { path: { id: key }, responseSchema: dashboardSchema });
      const { isPublic, gaps } = resolveDashboardAccess('dashboard.get', row);
      if (gaps[0] !== undefined) return { gap: gaps[0] };
      return { facts: isPublic ? [buildSharedFact(row)] : [] };
    } catch (thrown) {
      // Every account can see a public dashboard. One that the app can't see isn't public, whether it was deleted or
      // not.
      return asJiraError(thrown).kind === 'not-found' ? { facts: [] } : { gap: gapFromError(thrown) };
    }
  },
  touchedBy: (change, readings) =>
    findTouchedSharedObjects(change, 'DASHBOARD', readings.reading(publicDashboardsSource)),
});
