import { z } from 'zod';
import { idSchema } from '../../jira/id-schemas';
import { parseRows, rowsSchema } from '../../jira/parse-rows';
import { licenseFactSchema, type LicenseFact } from '../facts';
import { isKnownPlan } from '../derived/plan-in-effect';
import { defineSinglePageSource } from '../single-page-source';
import { gap } from '../source';

const applicationSchema = z.object({ id: idSchema, plan: z.string() });

/** The site's Jira apps and their plans. */
export const licenseSource = defineSinglePageSource<LicenseFact>({
  id: 'license',
  version: 1,
  operations: ['license.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: licenseFactSchema,
  keyOf: ({ application: id }) => id,
  plausibility: {
    list: 'license.get',
    rechecksSingly: false,
    hasUniqueKeys: true,
    findMissing: ({ read }) => (read === 0 ? [{ failure: 'applications' }] : []),
  },
  async read({ jira }) {
    const { applications } = await jira.call('license.get', {
      responseSchema: z.object({ applications: rowsSchema(applicationSchema) }),
    });
    const { rows, gaps } = parseRows('license.get', applicationSchema, applications);
    const facts = rows.map(({ id, plan }) => ({ application: id, plan }));
    const hasUnknownPlan = facts.some(({ plan }) => !isKnownPlan(plan));
    return {
      facts,
      read: facts.length,
      of: applications.length,
      gaps: [...gaps, ...(hasUnknownPlan ? [gap('schema', 'license.get plan')] : [])],
    };
  },
  touchedBy: () => 'none',
});
