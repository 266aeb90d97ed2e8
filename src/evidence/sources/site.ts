import { z } from 'zod';
import { siteFactSchema } from '../facts';
import { defineSinglePageSource } from '../single-page-source';

/** The site's URL, for links. */
export const siteSource = defineSinglePageSource({
  id: 'site',
  version: 1,
  operations: ['server-info.get'],
  right: 'none',
  freshness: { full: 30 * 24, withFeed: 30 * 24 },
  fact: siteFactSchema,
  keyOf: () => 'site',
  async read({ jira }) {
    const { baseUrl } = await jira.call('server-info.get', {
      responseSchema: z.object({ baseUrl: z.string() }),
    });
    return { facts: [{ baseUrl: baseUrl.replace(/\/+$/, '') }], read: 1, of: 1 };
  },
  touchedBy: () => 'none',
});
