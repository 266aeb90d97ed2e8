import { z } from 'zod';
import { siteFact } from './facts';
import { defineSinglePage } from './single-page';

/** The site's own address, for links. */
export const site = defineSinglePage({
  id: 'site',
  version: 1,
  operations: ['server-info.get'],
  right: 'none',
  freshness: { full: 30 * 24, withFeed: 30 * 24 },
  fact: siteFact,
  keyOf: () => 'site',
  async read({ jira }) {
    const { baseUrl } = await jira.call('server-info.get', { answer: z.object({ baseUrl: z.string() }) });
    return { facts: [{ baseUrl: baseUrl.replace(/\/+$/, '') }], read: 1, of: 1 };
  },
  touchedBy: () => 'none',
});
