import { Clock } from '../../../sandbox/clock';
import type { ProductEvent } from '../../../sandbox/ports';
import { createSite, type Site } from '../../../sandbox/jira/site';
import { createRequestSender, type SiteResponse } from './request-sender';

type SendRequest = (request: string, body?: unknown) => Promise<SiteResponse>;

describe('the trace of a change', () => {
  const clock = new Clock(Date.parse('2026-11-20T10:00:00Z'));
  clock.stop();
  let site: Site;
  let admin: SendRequest;
  const events: ProductEvent[] = [];
  beforeAll(async () => {
    site = await createSite({ clock });
    admin = createRequestSender(site, site.as(site.people.lee));
    site.onEvent(event => events.push(event));
  });
  beforeEach(() => {
    events.length = 0;
    clock.advanceTo(clock.now() + 1000);
  });
  afterAll(() => site.close());

  const recorded = async () =>
    (await admin(`GET /rest/api/3/auditing/record?from=${new Date(clock.now()).toISOString()}`)).body.records;

  it('is a record with display names where a permission is opened to anyone, by whom', async () => {
    const grant = { permission: 'BROWSE_PROJECTS', holder: { type: 'anyone' } };
    const made = await admin('POST /rest/api/3/permissionscheme/10000/permission', grant);
    expect(made.status).toBe(201);
    expect(await recorded()).toEqual([
      expect.objectContaining({
        summary: 'Permission scheme updated',
        category: 'permissions',
        authorAccountId: site.people.lee.accountId,
        objectItem: { id: '10000', name: 'Default software scheme', typeName: 'SCHEME' },
        changedValues: expect.arrayContaining([
          { fieldName: 'Permission', changedFrom: '', changedTo: 'Browse Projects' },
        ]),
      }),
    ]);
    expect((await admin('POST /rest/api/3/permissionscheme/10000/permission', grant)).status).toBe(400);
    const { id } = made.body;
    expect((await admin(`DELETE /rest/api/3/permissionscheme/10000/permission/${id}`)).status).toBe(204);
    expect((await recorded())[0].changedValues).toEqual(
      expect.arrayContaining([{ fieldName: 'Permission', changedFrom: 'Browse Projects', changedTo: '' }]),
    );
  });

  it('is a record when a person joins an admin group', async () => {
    const { groupId, name } = (await admin('GET /rest/api/3/group/bulk?accessType=admin')).body.values[0];
    const { accountId } = site.people.user;
    await admin(`POST /rest/api/3/group/user?groupId=${groupId}`, { accountId });
    expect(await recorded()).toEqual([
      expect.objectContaining({
        summary: 'User added to group',
        category: 'group management',
        objectItem: expect.objectContaining({ name, typeName: 'GROUP' }),
        associatedItems: [expect.objectContaining({ id: accountId, typeName: 'USER' })],
      }),
    ]);
    await admin(`DELETE /rest/api/3/group/user?groupId=${groupId}&accountId=${accountId}`);
  });

  it('is two records where a space gets another scheme', async () => {
    await admin('PUT /rest/api/3/project/SEC/permissionscheme', { id: 0 });
    expect((await recorded()).map(({ summary }: { summary: string }) => summary).sort()).toEqual([
      'Permission scheme added to project',
      'Permission scheme removed from project',
    ]);
    await admin('PUT /rest/api/3/project/SEC/permissionscheme', { id: 10_001 });
  });

  it('is 117 records of its scheme where a service space is made', async () => {
    const made = await admin('POST /rest/api/3/project', {
      key: 'DESK',
      name: 'Demo service space',
      projectTypeKey: 'service_desk',
      leadAccountId: site.people.lee.accountId,
    });
    expect(made.status).toBe(201);
    const { records } = (await admin('GET /rest/api/3/auditing/record?limit=118')).body as {
      records: { summary: string; category: string; authorAccountId?: string }[];
    };
    const ofScheme = records.filter(({ category }) => category === 'permissions');
    expect(ofScheme).toHaveLength(117);
    expect(new Set(ofScheme.map(({ authorAccountId }) => authorAccountId))).toEqual(
      new Set([site.people.lee.accountId]),
    );
    expect(records.filter(({ summary }) => summary === 'Permission scheme updated')).toHaveLength(115);
    expect(records.filter(({ summary }) => summary === 'Project created')).toHaveLength(1);
    const scheme = (await admin('GET /rest/api/3/project/DESK/permissionscheme')).body;
    expect(scheme.name).toBe('Jira Service Management Permission Scheme for Project DESK');
  });

  it('is an event with the shares and the actor, and no record, where a filter is made public', async () => {
    const { id } = (await admin('POST /rest/api/3/filter', { name: 'Open bugs', jql: 'project = SEC' })).body;
    events.length = 0;
    await admin(`PUT /rest/api/3/filter/${id}`, {
      name: 'Open bugs',
      sharePermissions: [{ type: 'global' }],
    });
    expect(events).toEqual([
      expect.objectContaining({
        name: 'avi:jira:updated:filter',
        actor: site.people.lee.accountId,
        payload: expect.objectContaining({
          eventType: 'avi:jira:updated:filter',
          atlassianId: site.people.lee.accountId,
          filter: expect.objectContaining({
            id,
            sharePermissions: [expect.objectContaining({ type: 'global' })],
          }),
        }),
      }),
    ]);
    expect(await recorded()).toEqual([]);
  });

  it('doesn’t exist when a dashboard is made public', async () => {
    const made = await admin('POST /rest/api/3/dashboard', {
      name: 'Open',
      sharePermissions: [{ type: 'global' }],
      editPermissions: [],
    });
    expect(made.body.sharePermissions).toEqual([expect.objectContaining({ type: 'global' })]);
    expect([...events, ...(await recorded())]).toEqual([]);
  });

  it('is refused where sharing with the public is switched off', async () => {
    await admin('PUT /rest/api/3/application-properties/jira.option.globalsharing', {
      id: 'x',
      value: 'false',
    });
    const public_ = { name: 'Too late', jql: '', sharePermissions: [{ type: 'global' }] };
    expect((await admin('POST /rest/api/3/filter', public_)).status).toBe(400);
    await admin('PUT /rest/api/3/application-properties/jira.option.globalsharing', {
      id: 'x',
      value: 'true',
    });
    expect((await admin('POST /rest/api/3/filter', public_)).status).toBe(200);
  });

  it('is a record without author where a person is deactivated in the administration', async () => {
    const { accountId } = site.people.user;
    expect((await admin(`POST /admin-api/users/${accountId}/manage/lifecycle/disable`)).status).toBe(204);
    const [record] = await recorded();
    expect(record).not.toHaveProperty('authorAccountId');
    expect(events).toEqual([expect.objectContaining({ name: 'avi:jira:updated:user', actor: undefined })]);
    expect(
      (await createRequestSender(site, site.as(site.people.user))('GET /rest/api/3/myself')).status,
    ).toBe(401);
    await admin(`POST /admin-api/users/${accountId}/manage/lifecycle/enable`);
  });

  it('is an event where a space gets another owner, is archived and comes back', async () => {
    await admin('PUT /rest/api/3/project/OSS', { leadAccountId: site.people.user.accountId });
    await admin('POST /rest/api/3/project/OSS/archive');
    expect((await admin('GET /rest/api/3/project/search?status=archived&keys=OSS')).body.total).toBe(1);
    await admin('POST /rest/api/3/project/OSS/restore');
    expect(events.map(({ name }) => name)).toEqual([
      'avi:jira:updated:project',
      'avi:jira:archived:project',
      'avi:jira:unarchived:project',
    ]);
    expect(events[0]?.payload).toMatchObject({
      project: { key: 'OSS', lead: { accountId: site.people.user.accountId } },
    });
  });

  it('reaches the listener twice or never where the switch says so', async () => {
    const filter = async (name: string): Promise<number> => {
      events.length = 0;
      await admin('POST /rest/api/3/filter', { name, jql: '' });
      return events.length;
    };
    site.switches.eventDelivery = 'twice';
    expect(await filter('twice')).toBe(2);
    site.switches.eventDelivery = 'never';
    expect(await filter('never')).toBe(0);
    site.switches.eventDelivery = 'once';
  });

  it('doesn’t exist when a space owner may not change a shared scheme, or a user another person', async () => {
    const owner = createRequestSender(site, site.as(site.people.owner));
    expect((await owner('POST /rest/api/3/permissionscheme/10000/permission', {})).status).toBe(403);
    const asked = { accountId: site.people.ana.accountId, globalPermissions: ['ADMINISTER'] };
    expect(
      (
        await createRequestSender(site, site.as(site.people.user))(
          'POST /rest/api/3/permissions/check',
          asked,
        )
      ).status,
    ).toBe(403);
    expect((await admin('POST /rest/api/3/permissions/check', asked)).body.globalPermissions).toEqual([
      'ADMINISTER',
    ]);
  });

  it('is a public team-managed space where its access is opened', async () => {
    const team = [...site.state.projects.values()].find(
      project =>
        project.style === 'next-gen' &&
        project.status === 'live' &&
        !site.planted.some(({ spaces }) => spaces?.includes(`${project.id}`)),
    );
    const anonymous = createRequestSender(site);
    expect((await anonymous(`GET /rest/api/3/project/${team?.key}`)).status).toBe(404);
    await admin(`PUT /sandbox/projects/${team?.key}/access`, { access: 'public' });
    expect((await anonymous(`GET /rest/api/3/project/${team?.key}`)).status).toBe(200);
    await admin(`PUT /sandbox/projects/${team?.key}/access`, { access: 'private' });
    expect((await anonymous(`GET /rest/api/3/project/${team?.key}`)).status).toBe(404);
  });
});
