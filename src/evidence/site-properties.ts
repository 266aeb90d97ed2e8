import { z } from 'zod';
import { readRows } from '../jira/rows';
import { propertyFact } from './facts';
import { defineSinglePage } from './single-page';
import { gap } from './source';

/** Whether filters and dashboards can be shared with the public at all. */
const PUBLIC_SHARING = 'jira.option.globalsharing';

const property = z.object({
  key: z.string(),
  value: z.union([z.string(), z.boolean(), z.number()]).transform(String),
});

/** The application properties that controls read. A property that Jira does not list was never set on this site. */
export const siteProperties = defineSinglePage({
  id: 'siteProperties',
  operations: ['application-properties.list'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 36 },
  fact: propertyFact,
  keyOf: ({ key }) => key,
  async read({ jira }) {
    const all = await jira.call('application-properties.list', { answer: z.array(z.unknown()) });
    const { rows, gaps } = readRows('application-properties.list', property, all);
    const facts = rows.filter(({ key }) => key === PUBLIC_SHARING);
    if (facts.length > 0) return { facts, read: 1, of: 1 };
    return { facts, read: 0, of: 1, gaps: gaps.length > 0 ? gaps : [gap('plan-or-unset', PUBLIC_SHARING)] };
  },
  touchedBy: () => 'none',
});
