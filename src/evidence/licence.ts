import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { readRows, rowsOf } from '../jira/rows';
import { licenceFact, type LicenceFact } from './facts';
import { isKnownPlan } from './plan-in-effect';
import { defineSinglePage } from './single-page';
import { gap } from './source';

const application = z.object({ id: nonEmptyId, plan: z.string() });

/** Which Jira apps the site has, and whether each is on a free plan. */
export const licence = defineSinglePage<LicenceFact>({
  id: 'licence',
  version: 1,
  operations: ['license.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: licenceFact,
  keyOf: ({ application: id }) => id,
  plausibility: {
    list: 'license.get',
    single: false,
    distinct: true,
    lacks: ({ read }) => (read === 0 ? [{ doubt: 'applications' }] : []),
  },
  async read({ jira }) {
    const { applications } = await jira.call('license.get', {
      answer: z.object({ applications: rowsOf(application) }),
    });
    const { rows, gaps } = readRows('license.get', application, applications);
    const facts = rows.map(({ id, plan }) => ({ application: id, plan }));
    const isNew = facts.some(({ plan }) => !isKnownPlan(plan));
    return {
      facts,
      read: facts.length,
      of: applications.length,
      gaps: [...gaps, ...(isNew ? [gap('schema', 'license.get plan')] : [])],
    };
  },
  touchedBy: () => 'none',
});
