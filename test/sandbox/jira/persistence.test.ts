import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSite, type Site, type SiteOptions } from '../../../sandbox/jira/site';
import { openStore } from '../../../sandbox/store';
import { createRequestSender, createAppRequestSender, adfText } from './request-sender';

describe('a site in a store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function within<T>(options: SiteOptions, act: (site: Site) => Promise<T>): Promise<T> {
    const store = await openStore(folder);
    const site = await createSite({ ...options, store });
    try {
      return await act(site);
    } finally {
      await site.close();
      await store.close();
    }
  }

  it('has after a restart what people, apps and admins changed, and nothing that they deleted', async () => {
    const before = await within({ seed: 3 }, async site => {
      const app = await createAppRequestSender(site);
      const admin = createRequestSender(site, site.as(site.people.ana));
      const owner = createRequestSender(site, site.as(site.people.user));
      const group = (await admin('GET /rest/api/3/group/bulk?accessType=admin')).body.values[0];
      const { accountId } = site.people.user;
      await admin(`POST /rest/api/3/group/user?groupId=${group.groupId}`, { accountId });
      const filter = (await owner('POST /rest/api/3/filter', { name: 'Kept', jql: 'project = SEC' })).body;
      const [gone] = site.planted.filter(({ kind }) => kind === 'filter-public');
      await admin(`DELETE /rest/api/3/filter/${gone?.id}`);
      const issue = (
        await app('POST /rest/api/3/issue', {
          fields: {
            project: { key: 'SEC' },
            issuetype: { name: 'Task' },
            summary: 'Kept',
            description: adfText('x'),
          },
        })
      ).body;
      const newest = (await admin('GET /rest/api/3/auditing/record?limit=1')).body.records[0];
      return { group, accountId, filter, gone, issue, newest, cloudId: site.cloudId };
    });
    await within({ seed: 3 }, async site => {
      const admin = createRequestSender(site, site.as(site.people.ana));
      expect(site.cloudId).toBe(before.cloudId);
      expect(site.state.memberships.has(before.group.groupId, before.accountId)).toBe(true);
      expect(site.state.filters.get(Number(before.filter.id))?.name).toBe('Kept');
      expect(site.state.filters.get(Number(before.gone?.id))).toBeUndefined();
      expect((await admin(`GET /rest/api/3/issue/${before.issue.key}`)).body.fields.summary).toBe('Kept');
      expect((await admin('GET /rest/api/3/auditing/record?limit=1')).body.records[0]).toEqual(before.newest);
      const next = await createRequestSender(site, site.as(site.people.user))('POST /rest/api/3/filter', {
        name: 'Next',
        jql: '',
      });
      expect(Number(next.body.id)).toBeGreaterThan(Number(before.filter.id));
      // The app that was installed before is the same account, with its place kept.
      const again = await site.install({ id: 'app-under-test', name: 'App under test' });
      expect(site.state.site.addOns).toContain(again.accountId);
    });
  });

  it('starts over for another seed', async () => {
    await within({ seed: 4 }, async site => {
      expect([...site.state.filters.values()].some(({ name }) => name === 'Kept')).toBe(false);
    });
  });
});
