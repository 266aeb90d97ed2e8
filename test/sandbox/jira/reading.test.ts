import { createSite, type Site } from '../../../sandbox/jira/site';
import { createRequestSender, createAppRequestSender } from './request-sender';

describe('reading the simulated site', () => {
  let site: Site;
  beforeAll(async () => {
    site = await createSite({ size: 'S' });
  });
  afterAll(() => site.close());

  it('lets an installed app administer Jira and browse users, and not be a system admin', async () => {
    const send = await createAppRequestSender(site);
    const { body } = await send(
      'GET /rest/api/3/mypermissions?permissions=ADMINISTER,USER_PICKER,SYSTEM_ADMIN',
    );
    expect(body.permissions.ADMINISTER.havePermission).toBe(true);
    expect(body.permissions.USER_PICKER.havePermission).toBe(true);
    expect(body.permissions.SYSTEM_ADMIN.havePermission).toBe(false);
  });

  it('refuses an operation outside the scopes with the platform’s message', async () => {
    const send = await createAppRequestSender(site, ['read:jira-user']);
    expect(await send('GET /rest/api/3/permissionscheme')).toMatchObject({
      status: 401,
      body: { code: 401, message: 'Unauthorized; scope does not match' },
    });
  });

  it('accepts a complete set of granular scopes, but not half of one', async () => {
    const whole = await createAppRequestSender(site, ['read:audit-log:jira', 'read:user:jira']);
    expect((await whole('GET /rest/api/3/auditing/record?limit=1')).status).toBe(200);
    const half = await createAppRequestSender(site, ['read:audit-log:jira']);
    expect((await half('GET /rest/api/3/auditing/record?limit=1')).status).toBe(401);
  });

  it('shows a person only the spaces they may browse, and a Jira admin all of them', async () => {
    const count = async (headers: Record<string, string>): Promise<number> =>
      (await createRequestSender(site, headers)('GET /rest/api/3/project/search?status=live')).body.total;
    const admin = await count(site.as(site.people.ana));
    const user = await count(site.as(site.people.user));
    const anonymous = await count({});
    expect(admin).toBeGreaterThan(user);
    expect(user).toBeGreaterThan(anonymous);
    const live = site.planted
      .filter(({ kind }) => kind === 'scheme-anyone')
      .flatMap(({ spaces = [] }) => spaces);
    const archived = new Set(
      [...site.state.projects.values()].filter(p => p.status === 'archived').map(p => `${p.id}`),
    );
    expect(anonymous).toBe(new Set(live.filter(id => !archived.has(id))).size);
  });

  it('lists the scheme of every team-managed space with its scope, and no grants', async () => {
    const send = await createAppRequestSender(site);
    const { body } = await send('GET /rest/api/3/permissionscheme');
    const own = body.permissionSchemes.filter((scheme: { scope?: unknown }) => scheme.scope);
    const teamManaged = [...site.state.projects.values()].filter(project => project.style === 'next-gen');
    expect(own).toHaveLength(teamManaged.length);
    expect(body.permissionSchemes.some((scheme: object) => 'permissions' in scheme)).toBe(false);
  });

  it('pages members of a group by fifty at most', async () => {
    const send = await createAppRequestSender(site);
    const [role] = (await send('GET /rest/api/3/applicationrole')).body;
    const { groupId } = role.defaultGroupsDetails[0];
    const first = (await send(`GET /rest/api/3/group/member?groupId=${groupId}&maxResults=500`)).body;
    expect(first.values).toHaveLength(50);
    expect(first.isLast).toBe(false);
  });

  it('charges seventeen points for a group of eight', async () => {
    const send = await createAppRequestSender(site);
    const group = site.state.groups.seed('eight', { groupId: 'eight', name: 'eight' });
    for (const account of [...site.state.accounts.values()].filter(({ active }) => active).slice(0, 8))
      site.state.memberships.seed(group.groupId, account.accountId);
    site.meter.reset();
    await send('GET /rest/api/3/group/member?groupId=eight');
    expect(site.meter.read().points).toBe(17);
  });

  it('asks for an application key where groups of users are asked for', async () => {
    const send = await createAppRequestSender(site);
    expect((await send('GET /rest/api/3/group/bulk?accessType=user')).status).toBe(400);
    expect(
      (await send('GET /rest/api/3/group/bulk?accessType=user&applicationKey=jira-software')).status,
    ).toBe(200);
  });

  it('shows anonymous people public filters, the system dashboard and nothing that needs a login', async () => {
    const send = createRequestSender(site);
    const filters = (await send('GET /rest/api/3/filter/search')).body.values.map(
      ({ id }: { id: string }) => id,
    );
    expect(filters.sort()).toEqual(
      site.planted
        .filter(({ kind }) => kind === 'filter-public')
        .map(({ id }) => id)
        .sort(),
    );
    const dashboards = (await send('GET /rest/api/3/dashboard/search')).body.values;
    expect(
      dashboards.filter(({ systemDashboard }: { systemDashboard: boolean }) => systemDashboard),
    ).toHaveLength(1);
    expect((await send('GET /rest/api/3/users/search')).status).toBe(403);
    expect((await send('GET /rest/api/3/permissionscheme')).status).toBe(401);
  });

  it('shows every filter to an admin who overrides the shares, and fewer without', async () => {
    const send = createRequestSender(site, site.as(site.people.ana));
    const all = (await send('GET /rest/api/3/filter/search?overrideSharePermissions=true')).body.total;
    const own = (await send('GET /rest/api/3/filter/search')).body.total;
    expect(all).toBe(site.state.filters.size);
    expect(own).toBeLessThan(all);
  });
});

describe('the caller of the simulated site', () => {
  let site: Site;
  beforeAll(async () => {
    site = await createSite();
  });
  afterAll(() => site.close());

  const basic = (email: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
  });

  it('is a person with an email address and the sandbox’s password, and anonymous with another password', async () => {
    const { email, accountId } = site.people.ana;
    expect(
      (await createRequestSender(site, basic(email, 'sandbox'))('GET /rest/api/3/myself')).body.accountId,
    ).toBe(accountId);
    expect((await createRequestSender(site, basic(email, 'other'))('GET /rest/api/3/myself')).status).toBe(
      401,
    );
    expect(
      (await createRequestSender(site, { authorization: 'Bearer made-up' })('GET /rest/api/3/serverInfo'))
        .status,
    ).toBe(401);
  });

  it('sees email addresses of others as a Jira admin, and none as an app', async () => {
    const path = `GET /rest/api/3/user?accountId=${site.people.user.accountId}`;
    const admin = await createRequestSender(site, site.as(site.people.ana))(path);
    expect(admin.body.emailAddress).toBe(site.people.user.email);
    expect((await (await createAppRequestSender(site))(path)).body).not.toHaveProperty('emailAddress');
  });

  it('finds every public dashboard without overriding its shares', async () => {
    const send = await createAppRequestSender(site);
    const { values } = (await send('GET /rest/api/3/dashboard/search?expand=sharePermissions&maxResults=100'))
      .body;
    const open = values.filter(
      (one: { systemDashboard: boolean; sharePermissions: { type: string }[] }) =>
        !one.systemDashboard && one.sharePermissions.some(({ type }) => type === 'global'),
    );
    expect(open.map(({ id }: { id: string }) => id)).toEqual(
      site.planted.filter(({ kind }) => kind === 'dashboard-public').map(({ id }) => id),
    );
  });
});
