import { Clock } from '../../../sandbox/clock';
import { createSite, type Site } from '../../../sandbox/jira/site';
import { createRequestSender } from './request-sender';

describe('an app that is installed', () => {
  const clock = new Clock(Date.parse('2026-11-20T10:00:00Z'));
  clock.stop();
  let site: Site;
  beforeAll(async () => {
    site = await createSite({ clock, switches: { rightsDelaySeconds: 120 } });
  });
  afterAll(() => site.close());

  it('has no rights until Jira has given them, then those of every app', async () => {
    const { accountId } = await site.install({ id: 'app-under-test', name: 'App under test' });
    const send = createRequestSender(site, {
      authorization: `Bearer ${site.tokenFor({ accountId, scopes: 'all' })}`,
    });
    const admin = async () =>
      (await send('GET /rest/api/3/mypermissions?permissions=ADMINISTER')).body.permissions.ADMINISTER
        .havePermission;
    expect(await admin()).toBe(false);
    clock.advanceTo(clock.now() + 121_000);
    expect(await admin()).toBe(true);
  });

  it('is in the add-ons role of every space and in an admin group, until a person removes it', async () => {
    const { accountId } = await site.install({ id: 'app-under-test', name: 'App under test' });
    const send = createRequestSender(site, site.as(site.people.ana));
    const { actors } = (await send('GET /rest/api/3/project/SEC/role/10003')).body;
    expect(
      actors.map(({ actorUser }: { actorUser?: { accountId: string } }) => actorUser?.accountId),
    ).toContain(accountId);
    const groups = (await send(`GET /rest/api/3/user/groups?accountId=${accountId}`)).body;
    expect(groups.map(({ name }: { name: string }) => name).sort()).toEqual([
      'atlassian-addons-admin',
      'jira-admins-sandbox',
    ]);
    await send(`DELETE /rest/api/3/project/SEC/role/10003?user=${accountId}`);
    const app = createRequestSender(site, {
      authorization: `Bearer ${site.tokenFor({ accountId, scopes: 'all' })}`,
    });
    for (const { groupId } of groups)
      await send(`DELETE /rest/api/3/group/user?groupId=${groupId}&accountId=${accountId}`);
    const administers = async (key: string) =>
      (await app(`GET /rest/api/3/mypermissions?projectKey=${key}&permissions=ADMINISTER_PROJECTS`)).body
        .permissions?.ADMINISTER_PROJECTS.havePermission;
    expect(await administers('PAY')).toBe(true);
    expect(await administers('SEC')).not.toBe(true);
    expect((await app('GET /rest/api/3/auditing/record')).status).toBe(403);
  });

  it.each(['by-account', 'by-key', 'never'] as const)(
    'is named in the log %s, without an author',
    async auditInstalls => {
      Object.assign(site.switches, { auditInstalls });
      clock.advanceTo(clock.now() + 1000);
      const { accountId } = await site.install({ id: auditInstalls, name: 'Other app' });
      const send = createRequestSender(site, site.as(site.people.ana));
      const from = new Date(clock.now()).toISOString();
      const { records } = (await send(`GET /rest/api/3/auditing/record?from=${from}`)).body as {
        records: { summary: string; authorAccountId?: string; objectItem: { id: string } }[];
      };
      expect([...new Set(records.map(({ summary }) => summary))].sort()).toEqual(
        auditInstalls === 'never' ? [] : ['Project roles changed', 'User added to group', 'User created'],
      );
      expect(records.filter(({ authorAccountId }) => authorAccountId !== undefined)).toEqual([]);
      const created = records.find(({ summary }) => summary === 'User created');
      const named = { 'by-account': accountId, 'by-key': 'addon_by-key', never: undefined };
      expect(created?.objectItem.id).toBe(named[auditInstalls]);
    },
  );

  it('is refused once it is uninstalled', async () => {
    const { accountId } = await site.install({ id: 'other', name: 'Other app' });
    const send = createRequestSender(site, {
      authorization: `Bearer ${site.tokenFor({ accountId, scopes: 'all' })}`,
    });
    expect((await send('GET /rest/api/3/myself')).status).toBe(200);
    await site.uninstall('other');
    expect((await send('GET /rest/api/3/myself')).status).toBe(401);
    expect(site.state.site.addOns).not.toContain(accountId);
  });
});
