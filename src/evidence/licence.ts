import { z } from 'zod';
import { licenceFact } from './facts';
import { defineSinglePage } from './single-page';

/** Which Jira apps the site has, and whether each is on a free plan. */
export const licence = defineSinglePage({
  id: 'licence',
  operations: ['license.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 36 },
  fact: licenceFact,
  keyOf: ({ application }) => application,
  async read({ jira }) {
    const { applications } = await jira.call('license.get', {
      answer: z.object({ applications: z.array(z.object({ id: z.string(), plan: z.string() })) }),
    });
    const facts = applications.map(({ id, plan }) => ({ application: id, plan }));
    return { facts, read: facts.length, of: facts.length };
  },
  touchedBy: () => 'none',
});
