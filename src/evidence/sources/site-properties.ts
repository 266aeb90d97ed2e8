import { z } from 'zod';
import { parseRows, rowsSchema } from '../../jira/parse-rows';
import { propertyFactSchema } from '../facts';
import { defineSinglePageSource } from '../single-page-source';
import { gap } from '../source';

/** The Jira application property for *public sharing* of filters and dashboards; `true` by default. */
export const PUBLIC_SHARING_KEY = 'jira.option.globalsharing';

const publicSharingSchema = z.object({
  key: z.literal(PUBLIC_SHARING_KEY),
  value: z.union([z.string(), z.boolean(), z.number()]).transform(String).nullish(),
});

/** Ignores the values of all other properties. */
const otherPropertySchema = z
  .object({ key: z.string().refine(key => key !== PUBLIC_SHARING_KEY) })
  .transform(({ key }) => ({ key, value: undefined }));

const propertySchema = z.union([publicSharingSchema, otherPropertySchema]);

/** The application properties that controls read. A property that Jira doesn't list was never set on this site. */
export const sitePropertiesSource = defineSinglePageSource({
  id: 'siteProperties',
  version: 1,
  operations: ['application-properties.list'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 36 },
  fact: propertyFactSchema,
  keyOf: ({ key }) => key,
  async read({ jira }) {
    const all = await jira.call('application-properties.list', {
      responseSchema: rowsSchema(propertySchema),
    });
    const { rows, gaps } = parseRows('application-properties.list', propertySchema, all);
    const facts = rows.flatMap(({ key, value }) => (typeof value === 'string' ? [{ key, value }] : []));
    if (facts.length > 0) return { facts, read: 1, of: 1 };
    return {
      facts,
      read: 0,
      of: 1,
      gaps: gaps.length > 0 ? gaps : [gap('plan-or-unset', PUBLIC_SHARING_KEY)],
    };
  },
  touchedBy: () => 'none',
});
