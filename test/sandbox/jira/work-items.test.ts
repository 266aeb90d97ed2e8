import { createSite, type Site } from '../../../sandbox/jira/site';
import { Clock } from '../../../sandbox/clock';
import { createRequestSender, createAppRequestSender, adfText, type SiteResponse } from './request-sender';

describe('work items of the simulated site', () => {
  let site: Site;
  let send: (request: string, body?: unknown) => Promise<SiteResponse>;
  const clock = new Clock(Date.parse('2026-11-20T10:00:00Z'));
  clock.stop();
  beforeAll(async () => {
    site = await createSite({ clock });
    send = await createAppRequestSender(site);
  });
  afterAll(() => site.close());

  const jiraFieldsOf = async (key: string): Promise<string> =>
    (
      await send('POST /rest/api/3/issue', {
        fields: {
          project: { key: 'SEC' },
          issuetype: { name: 'Task' },
          summary: key,
          description: adfText('why'),
        },
        properties: [{ key: 'shared-responsibility', value: { key } }],
      })
    ).body.key;

  it('has a property from the request that created it, and can be found by it', async () => {
    const key = await jiraFieldsOf('INF-03:site');
    const jql = 'project = SEC AND issue.property[shared-responsibility].key = "INF-03:site"';
    const { body } = await send('POST /rest/api/3/search/jql', { jql, fields: ['summary'] });
    expect(body.issues.map((issue: { key: string }) => issue.key)).toEqual([key]);
  });

  it('is not found before the search lag is over, but is by reconciling', async () => {
    site.switches.searchLagSeconds = 30;
    const key = await jiraFieldsOf('INF-04:site');
    const { id } = (await send(`GET /rest/api/3/issue/${key}`)).body;
    const search = { jql: 'project = SEC AND issue.property[shared-responsibility].key = "INF-04:site"' };
    expect((await send('POST /rest/api/3/search/jql', search)).body.issues).toEqual([]);
    const reconciled = await send('POST /rest/api/3/search/jql', {
      ...search,
      reconcileIssues: [Number(id)],
    });
    expect(reconciled.body.issues).toEqual([{ id }]);
    clock.advanceTo(clock.now() + 31_000);
    expect((await send('POST /rest/api/3/search/jql', search)).body.issues).toEqual([{ id }]);
    site.switches.searchLagSeconds = 0;
  });

  it('refuses a search without a bound, and an unknown field', async () => {
    expect((await send('GET /rest/api/3/search/jql?jql=order+by+created')).status).toBe(400);
    expect((await send('GET /rest/api/3/search/jql?jql=flavour+%3D+x')).status).toBe(400);
  });

  describe('a space with required fields', () => {
    const fields = { project: { key: 'FIN' }, issuetype: { name: 'Task' }, summary: 'x' };
    const paragraph = { type: 'doc', version: 1, content: [] };
    const filled = {
      customfield_10050: { value: 'Research' },
      customfield_10051: 'A yearly review',
      customfield_10052: paragraph,
      customfield_10053: 1.5,
      customfield_10054: '2026-12-24',
      customfield_10055: { accountId: '' },
      customfield_10056: [{ id: '10110' }, { value: 'Treasury' }],
    };

    it('requires each by name, and lists them with their schemas in the create metadata', async () => {
      const { errors } = (await send('POST /rest/api/3/issue', { fields })).body;
      expect(Object.keys(errors)).toEqual(Object.keys(filled));
      expect(errors.customfield_10050).toBe('Cost centre is required.');
      const { body } = await send('GET /rest/api/3/issue/createmeta/FIN/issuetypes/10002');
      const fieldErrors = new Map<string, unknown>(
        body.fields.map((field: { key: string }) => [field.key, field] as const),
      );
      expect(fieldErrors.get('customfield_10050')).toMatchObject({
        required: true,
        schema: { type: 'option' },
      });
      expect(fieldErrors.get('customfield_10056')).toMatchObject({
        schema: { type: 'array', items: 'option', customId: 10056 },
        allowedValues: expect.arrayContaining([{ id: '10110', value: 'Accounts payable' }]),
      });
    });

    it('takes values of their kinds, and no others', async () => {
      const good = { ...filled, customfield_10055: { accountId: site.people.lee.accountId } };
      expect((await send('POST /rest/api/3/issue', { fields: { ...fields, ...good } })).status).toBe(201);
      const bad = {
        customfield_10050: 'Research',
        customfield_10051: paragraph,
        customfield_10052: 'A yearly review',
        customfield_10053: '1.5',
        customfield_10054: '24 December',
        customfield_10055: { accountId: 'nobody' },
        customfield_10056: { id: '10110' },
      };
      const refused = await send('POST /rest/api/3/issue', { fields: { ...fields, ...bad } });
      expect(refused.status).toBe(400);
      expect(Object.keys(refused.body.errors)).toEqual(Object.keys(bad));
    });
  });

  it('refuses a description that is no Atlassian document, and an assignee who has left', async () => {
    const left = [...site.state.accounts.values()].find(
      account => account.kind === 'atlassian' && !account.active,
    );
    const { body } = await send('POST /rest/api/3/issue', {
      fields: {
        project: { key: 'SEC' },
        issuetype: { name: 'Task' },
        summary: 'x',
        description: 'plain',
        assignee: { accountId: left?.accountId },
      },
    });
    expect(Object.keys(body.errors).sort()).toEqual(['assignee', 'description']);
  });

  it('moves to Done by the transition whose target is done, and comes back', async () => {
    const key = await jiraFieldsOf('moved');
    const { transitions } = (await send(`GET /rest/api/3/issue/${key}/transitions`)).body;
    const to = (category: string): string =>
      transitions.find(
        (one: { to: { statusCategory: { key: string } } }) => one.to.statusCategory.key === category,
      ).id;
    expect(
      (await send(`POST /rest/api/3/issue/${key}/transitions`, { transition: { id: to('done') } })).status,
    ).toBe(204);
    expect(
      (await send(`GET /rest/api/3/issue/${key}?fields=status`)).body.fields.status.statusCategory.key,
    ).toBe('done');
    await send(`POST /rest/api/3/issue/${key}/transitions`, { transition: { id: to('new') } });
    expect(
      (await send(`GET /rest/api/3/issue/${key}?fields=status`)).body.fields.status.statusCategory.key,
    ).toBe('new');
  });

  it('is fetched in bulk, a hundred at most, with what is missing named', async () => {
    const key = await jiraFieldsOf('bulk');
    const { body } = await send('POST /rest/api/3/issue/bulkfetch', {
      issueIdsOrKeys: [key, 'SEC-9999'],
      fields: ['summary'],
    });
    expect(body.issues).toHaveLength(1);
    expect(body.issueErrors).toEqual([expect.objectContaining({ id: 'SEC-9999' })]);
    const many = Array.from({ length: 101 }, (_, index) => String(index));
    expect((await send('POST /rest/api/3/issue/bulkfetch', { issueIdsOrKeys: many })).status).toBe(400);
  });

  it('is hidden from people who may not browse its space', async () => {
    const key = await jiraFieldsOf('hidden');
    expect((await createRequestSender(site)(`GET /rest/api/3/issue/${key}`)).status).toBe(404);
    expect(
      (await createRequestSender(site, site.as(site.people.user))(`GET /rest/api/3/issue/${key}`)).status,
    ).toBe(404);
    expect(
      (await createRequestSender(site, site.as(site.people.lee))(`GET /rest/api/3/issue/${key}`)).status,
    ).toBe(200);
  });

  it('is hidden from apps by a data security policy, and from no person', async () => {
    const key = await jiraFieldsOf('policy');
    const admin = createRequestSender(site, site.as(site.people.ana));
    await admin('PUT /sandbox/projects/SEC/data-policy', { hiddenFromApps: true });
    expect((await send(`GET /rest/api/3/issue/${key}`)).status).toBe(404);
    expect((await send('GET /rest/api/3/data-policy')).body).toEqual({ anyContentBlocked: true });
    expect((await admin(`GET /rest/api/3/issue/${key}`)).status).toBe(200);
    await admin('PUT /sandbox/projects/SEC/data-policy', { hiddenFromApps: false });
  });

  it('sends a trigger the actor and the properties that its filter reads', async () => {
    const events: unknown[] = [];
    const stop = site.onEvent(event => events.push(event));
    const key = await jiraFieldsOf('told');
    await createRequestSender(site, site.as(site.people.lee))(`POST /rest/api/3/issue/${key}/transitions`, {
      transition: { id: '31' },
    });
    stop();
    expect(events).toEqual([
      expect.objectContaining({ name: 'avi:jira:created:issue' }),
      expect.objectContaining({
        name: 'avi:jira:updated:issue',
        actor: site.people.lee.accountId,
        runtime: { issue: { properties: { 'shared-responsibility': { key: 'told' } } } },
      }),
    ]);
  });
});
