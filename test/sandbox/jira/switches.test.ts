import { createSite, type Site } from '../../../sandbox/jira/site';
import { likelySwitches } from '../../../sandbox/jira/switches';
import { createRequestSender, createAppRequestSender, type SiteResponse } from './request-sender';

interface NamedGrant {
  permission: string;
  holder: { type: string };
}

type SendRequest = (request: string, body?: unknown) => Promise<SiteResponse>;

describe('a switch for behavior that the references leave open', () => {
  let site: Site;
  let send: SendRequest;
  beforeAll(async () => {
    site = await createSite();
    send = await createAppRequestSender(site);
  });
  afterEach(() => Object.assign(site.switches, likelySwitches));
  afterAll(() => site.close());

  it('can take admin rights from the app: lists still return what it may see', async () => {
    site.switches.appIsAdmin = false;
    expect((await send('GET /rest/api/3/auditing/record')).status).toBe(403);
    expect((await send('GET /rest/api/3/project/search')).status).toBe(200);
  });

  it('can keep public dashboards, data policies and application properties from an app, but not from people', async () => {
    const admin = createRequestSender(site, site.as(site.people.ana));
    const dashboards = async (who: SendRequest): Promise<number> =>
      (
        await who('GET /rest/api/3/dashboard/search?expand=sharePermissions&maxResults=100')
      ).body.values.filter(({ sharePermissions }: { sharePermissions: { type: string }[] }) =>
        sharePermissions.some(({ type }) => type === 'global'),
      ).length;
    const answers = async (who: SendRequest): Promise<unknown[]> => [
      await dashboards(who),
      (await who('GET /rest/api/3/data-policy')).status,
      (await who('GET /rest/api/3/application-properties')).status,
    ];
    const open = [2, 200, 200];
    expect(await answers(send)).toEqual(open);
    site.switches.publicDashboardsForApps = 'hidden';
    site.switches.dataPolicyForApps = 'forbidden';
    site.switches.applicationPropertiesForApps = 'forbidden';
    expect(await answers(send)).toEqual([0, 403, 404]);
    expect(await answers(admin)).toEqual(open);
  });

  it('can hide which accounts are service accounts', async () => {
    const countServiceAccounts = async (): Promise<number> =>
      (await send('GET /rest/api/3/users/search?maxResults=1000')).body.filter(
        ({ appType }: { appType?: string }) => appType === 'service',
      ).length;
    expect(await countServiceAccounts()).toBe(2);
    site.switches.serviceAccounts = 'hidden';
    expect(await countServiceAccounts()).toBe(0);
  });

  it('can count only classic or only granular scopes where an app has both', async () => {
    const mixed = await createAppRequestSender(site, ['read:jira-work', 'read:license:jira', 'storage:app']);
    const answers = async (): Promise<number[]> => [
      (await mixed('GET /rest/api/3/project/search')).status,
      (await mixed('GET /rest/api/3/instance/license')).status,
    ];
    expect(await answers()).toEqual([200, 200]);
    site.switches.mixedScopes = 'classic';
    expect(await answers()).toEqual([200, 401]);
    site.switches.mixedScopes = 'granular';
    expect(await answers()).toEqual([401, 200]);
    // An app of one kind alone loses nothing.
    expect((await send('GET /rest/api/3/project/search')).status).toBe(200);
  });

  it('can record access to a team-managed space as its default groups', async () => {
    const open = [...site.state.schemes.values()].find(({ access }) => access === 'open');
    const user = createRequestSender(site, site.as(site.people.user));
    const holders = async (): Promise<string[]> => {
      const { permissions } = (await send(`GET /rest/api/3/permissionscheme/${open?.id}?expand=all`)).body;
      const browse = permissions.filter(({ permission }: NamedGrant) => permission === 'BROWSE_PROJECTS');
      return [...new Set<string>(browse.map(({ holder }: NamedGrant) => holder.type))].sort();
    };
    expect(await holders()).toEqual(['applicationRole', 'projectRole']);
    site.switches.teamAccessHolder = 'default-groups';
    expect(await holders()).toEqual(['group', 'projectRole']);
    expect((await user(`GET /rest/api/3/project/${open?.projectId}`)).status).toBe(200);
  });

  it('can record who changed the shares of a filter or dashboard', async () => {
    const lee = createRequestSender(site, site.as(site.people.lee));
    const shares = async (): Promise<string[]> => {
      const body = { name: `Shared ${site.state.revision}`, jql: '', description: '' };
      const to = { sharePermissions: [{ type: 'global' }], editPermissions: [] };
      await lee('POST /rest/api/3/filter', { ...body, ...to });
      await lee('POST /rest/api/3/dashboard', { ...body, ...to });
      const { records } = (await lee('GET /rest/api/3/auditing/record?limit=2')).body;
      return records.map(({ summary }: { summary: string }) => summary);
    };
    expect(await shares()).not.toContain('Filter sharing updated');
    site.switches.auditShares = true;
    expect(await shares()).toEqual(['Dashboard sharing updated', 'Filter sharing updated']);
  });

  it('can refuse the log, the override of shares, and the search by property', async () => {
    site.switches.auditForApps = 'forbidden';
    expect((await send('GET /rest/api/3/auditing/record')).status).toBe(403);
    const override = 'GET /rest/api/3/filter/search?overrideSharePermissions=true';
    expect((await send(override)).body.total).toBe(site.state.filters.size);
    site.switches.filterOverrideForApps = 'ignored';
    expect((await send(override)).body.total).toBeLessThan(site.state.filters.size);
    site.switches.filterOverrideForApps = 'refused';
    expect((await send(override)).status).toBe(403);
    site.switches.propertySearch = false;
    expect((await send('POST /rest/api/3/search/jql', { jql: 'issue.property[a].b = c' })).status).toBe(400);
  });

  it('can send short pages of users, that end with an empty one', async () => {
    site.switches.shortUserPages = true;
    const ids = new Set<string>();
    let startAt = 0;
    let short = 0;
    for (;;) {
      const { body } = await send(`GET /rest/api/3/users/search?startAt=${startAt}&maxResults=100`);
      if (body.length === 0) break;
      if (body.length < 100) short += 1;
      for (const { accountId } of body) ids.add(accountId);
      startAt += 100;
    }
    expect(short).toBeGreaterThan(1);
    expect(ids.size).toBeLessThan(site.state.accounts.size);
  });

  it('has no audit log on a Free plan', async () => {
    await createRequestSender(site, site.as(site.people.ana))('PUT /sandbox/licence', { plan: 'FREE' });
    expect((await send('GET /rest/api/3/auditing/record')).status).toBe(403);
    const { applications } = (await send('GET /rest/api/3/instance/license')).body;
    expect(applications.every(({ plan }: { plan: string }) => plan === 'FREE')).toBe(true);
  });
});
