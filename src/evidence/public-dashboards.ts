import { z } from 'zod';
import { listCursor, type Listing, pagesOf } from '../jira/pages';
import { type OperationId } from '../jira/operations';
import { type PublicDashboardFact, publicDashboardFact } from './facts';
import { gapOf, jiraErrorOf } from './gaps-of-errors';
import { defineSource, type Source } from './source';
import { labelsOf, publicity, shared, touchedShared } from './shares';

const dashboard = shared.extend({ systemDashboard: z.boolean().nullish() });
type Dashboard = z.infer<typeof dashboard>;

const listing = (live: boolean): Listing<Dashboard> => ({
  operation: 'dashboard.search',
  paging: 'values',
  query: { expand: 'owner,sharePermissions', orderBy: 'id' },
  size: 100,
  row: dashboard,
  idOf: ({ id }) => id,
  overlap: live,
});

/** The system dashboard is public on every site, and nobody can close it. */
const openness = (operation: OperationId, row: Dashboard): ReturnType<typeof publicity> =>
  row.systemDashboard === true ? { isPublic: false, gaps: [] } : publicity(operation, row);

const showsPublic = (row: Dashboard): boolean => publicity('dashboard.search', row).isPublic;

/** The first page held a public dashboard. */
const SHOWS_PUBLIC = 'public';

/**
 * Dashboards shared with the public, the system dashboard excepted. Every caller should see these, and app access rules
 * don't apply to dashboards, so the list is whole. The system dashboard proves it: it is public and the oldest, so where
 * the first page of a live site holds no public one, public ones are kept from this app. No event and, on most
 * sites, no audit record tells of a dashboard's shares.
 */
export const publicDashboards: Source<PublicDashboardFact> = defineSource({
  id: 'publicDashboards',
  version: 1,
  operations: ['dashboard.search', 'dashboard.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: publicDashboardFact,
  keyOf: ({ id }) => id,
  plausibility: {
    list: 'dashboard.search',
    single: true,
    // Where it isn't shown, all that is public may be hidden from this app: no fault of the list.
    lacks: ({ marks }, { live }) =>
      live && !marks.includes(SHOWS_PUBLIC) ? [{ doubt: 'system-dashboard', why: 'hidden' }] : [],
  },
  async *pages({ jira, live }, from) {
    let isFirst = from === undefined;
    const cursor = from === undefined ? undefined : listCursor.parse(from);
    for await (const page of pagesOf(jira, listing(live), cursor)) {
      const rows = page.rows.map(row => ({ row, ...openness('dashboard.search', row) }));
      yield {
        facts: rows.filter(({ isPublic }) => isPublic).map(({ row }) => labelsOf(row)),
        read: page.read,
        ...(page.total === undefined ? {} : { of: page.total }),
        gaps: [...page.gaps, ...rows.flatMap(({ gaps }) => gaps)],
        marks: isFirst && page.rows.some(showsPublic) ? [SHOWS_PUBLIC] : [],
        ...(page.next === undefined ? {} : { next: page.next }),
      };
      isFirst = false;
    }
  },
  async reread({ jira }, key) {
    try {
      const row = await jira.call('dashboard.get', { path: { id: key }, answer: dashboard });
      const { isPublic, gaps } = openness('dashboard.get', row);
      if (gaps[0] !== undefined) return { gap: gaps[0] };
      return { facts: isPublic ? [labelsOf(row)] : [] };
    } catch (thrown) {
      // One that the app can't see any more is public no more, deleted or not: everyone sees a public one.
      return jiraErrorOf(thrown).kind === 'gone' ? { facts: [] } : { gap: gapOf(thrown) };
    }
  },
  touchedBy: (change, known) => touchedShared(change, 'DASHBOARD', known.reading(publicDashboards)),
});
