import { z } from 'zod';
import { readRows, rowsOf } from '../jira/rows';
import { propertyFact } from './facts';
import { defineSinglePage } from './single-page';
import { gap } from './source';

/** Jira's application property behind *public sharing* of filters and dashboards; `true` out of the box. */
export const PUBLIC_SHARING = 'jira.option.globalsharing';

const publicSharing = z.object({
  key: z.literal(PUBLIC_SHARING),
  value: z.union([z.string(), z.boolean(), z.number()]).transform(String).nullish(),
});

/** Every other property: its value is nobody's business here. */
const other = z
  .object({ key: z.string().refine(key => key !== PUBLIC_SHARING) })
  .transform(({ key }) => ({ key, value: undefined }));

const property = z.union([publicSharing, other]);

/** The application properties that controls read. A property that Jira does not list was never set on this site. */
export const siteProperties = defineSinglePage({
  id: 'siteProperties',
  version: 1,
  operations: ['application-properties.list'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 36 },
  fact: propertyFact,
  keyOf: ({ key }) => key,
  async read({ jira }) {
    const all = await jira.call('application-properties.list', { answer: rowsOf(property) });
    const { rows, gaps } = readRows('application-properties.list', property, all);
    const facts = rows.flatMap(({ key, value }) => (typeof value === 'string' ? [{ key, value }] : []));
    if (facts.length > 0) return { facts, read: 1, of: 1 };
    return { facts, read: 0, of: 1, gaps: gaps.length > 0 ? gaps : [gap('plan-or-unset', PUBLIC_SHARING)] };
  },
  touchedBy: () => 'none',
});
