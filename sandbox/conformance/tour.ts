import type { Site } from '../jira/site';
import { at, type Asks } from './session';

const api = '/rest/api/3';
const doc = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Conformance' }] }],
};

/** Asks every operation for a success, as a Jira admin would come by it; what is made is taken away again. */
export async function tour(site: Site, ask: Asks): Promise<void> {
  await readSite(ask);
  await schemes(ask);
  await spaces(site, ask);
  await peopleAndGroups(site, ask);
  await filters(site, ask);
  await dashboards(ask);
  await workItems(site, ask);
}

async function readSite(ask: Asks): Promise<void> {
  for (const path of [
    'serverInfo',
    'instance/license',
    'application-properties',
    'application-properties?key=jira.option.globalsharing',
    'configuration',
    'data-policy',
    'data-policy/project?ids=10000,10001',
    'announcementBanner',
    'classification-levels?status=PUBLISHED',
    'plans/plan',
    'notificationscheme?expand=all',
    'issuesecurityschemes',
    'issuesecurityschemes/search',
    'permissions',
    'mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS&projectKey=SEC',
    'applicationrole',
    'role',
    'status',
    'statuscategory',
    'priority/search',
    'auditing/record?limit=1000&offset=0&from=2026-01-01&filter=user',
    'project/SEC/statuses',
    'project/SEC/components',
  ])
    await ask(`GET ${api}/${path}`);
  await ask(`PUT ${api}/application-properties/jira.clone.prefix`, {
    id: 'jira.clone.prefix',
    value: 'COPY -',
  });
  await ask(`PUT ${api}/announcementBanner`, {
    isEnabled: false,
    message: 'Maintenance',
    visibility: 'private',
  });
  await ask(`POST ${api}/permissions/check`, {
    globalPermissions: ['ADMINISTER'],
    projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: [10_000] }],
  });
}

async function schemes(ask: Asks): Promise<void> {
  for (const path of [
    'permissionscheme',
    'permissionscheme?expand=all',
    'permissionscheme/0?expand=all',
    'permissionscheme/0/permission?expand=all',
  ])
    await ask(`GET ${api}/${path}`);
  const holder = { type: 'projectLead' };
  const made = await ask(`POST ${api}/permissionscheme`, {
    name: 'Conformance',
    description: 'made by the conformance run',
    permissions: [{ permission: 'BROWSE_PROJECTS', holder }],
  });
  const scheme = `${api}/permissionscheme/${at(made.body, 'id')}`;
  await ask(`PUT ${scheme}`, { name: 'Conformance, changed', description: 'changed' });
  const grant = await ask(`POST ${scheme}/permission`, { permission: 'EDIT_ISSUES', holder });
  await ask(`GET ${scheme}/permission/${at(grant.body, 'id')}`);
  await ask(`DELETE ${scheme}/permission/${at(grant.body, 'id')}`);
  await ask(`DELETE ${scheme}`);
}

async function spaces(site: Site, ask: Asks): Promise<void> {
  for (const status of ['live', 'archived', 'deleted'])
    await ask(
      `GET ${api}/project/search?status=${status}&expand=lead,insight,description&maxResults=100&orderBy=name`,
    );
  const { accountId } = site.people.owner;
  const made = await ask(`POST ${api}/project`, {
    key: 'CONF',
    name: 'Conformance',
    projectTypeKey: 'software',
    leadAccountId: accountId,
    assigneeType: 'UNASSIGNED',
  });
  const space = `${api}/project/${at(made.body, 'id')}`;
  await ask(`GET ${space}`);
  await ask(`GET ${space}/permissionscheme?expand=all`);
  await ask(`PUT ${space}`, { name: 'Conformance run', leadAccountId: site.people.user.accountId });
  await ask(`PUT ${space}/permissionscheme`, { id: 10_000 });
  await ask(`GET ${space}/role`);
  await ask(`GET ${space}/role/10002?excludeInactiveUsers=true`);
  await ask(`POST ${space}/role/10004`, { user: [accountId] });
  await ask(`DELETE ${space}/role/10004?user=${encodeURIComponent(accountId)}`);
  await ask(`POST ${space}/archive`);
  await ask(`POST ${space}/restore`);
  await ask(`DELETE ${space}`);
  const own = [...site.state.projects.values()].find(
    ({ style, status }) => style === 'next-gen' && status === 'live',
  );
  for (const path of [
    '',
    '/permissionscheme?expand=all',
    '/role',
    `/role/${own?.ownRoles?.[0]?.id}`,
    '/role/10003',
  ])
    await ask(`GET ${api}/project/${own?.id}${path}`);
}

async function peopleAndGroups(site: Site, ask: Asks): Promise<void> {
  const user = encodeURIComponent(site.people.user.accountId);
  for (const path of [
    'users/search?startAt=0&maxResults=1000',
    'myself?expand=groups,applicationRoles',
    `user?accountId=${user}&expand=groups,applicationRoles`,
    `user/bulk?accountId=${user}`,
    'user/search?query=tom',
    'user/assignable/search?project=SEC&query=ana',
    `user/permission/search?projectKey=SEC&permissions=BROWSE_PROJECTS&accountId=${user}`,
    `user/groups?accountId=${user}`,
    'group/bulk?accessType=admin',
    'group/bulk?accessType=site-admin&maxResults=50',
  ])
    await ask(`GET ${api}/${path}`);
  const made = await ask(`POST ${api}/group`, { name: 'conformance' });
  const groupId = at(made.body, 'groupId');
  await ask(`POST ${api}/group/user?groupId=${groupId}`, { accountId: site.people.user.accountId });
  await ask(`GET ${api}/group/member?groupId=${groupId}&includeInactiveUsers=true&maxResults=50`);
  await ask(`DELETE ${api}/group/user?groupId=${groupId}&accountId=${user}`);
  await ask(`DELETE ${api}/group?groupId=${groupId}`);
}

async function filters(site: Site, ask: Asks): Promise<void> {
  const expand =
    'description,owner,jql,searchUrl,viewUrl,favourite,favouritedCount,sharePermissions,editPermissions,subscriptions';
  await ask(`GET ${api}/filter/search?expand=${expand}&overrideSharePermissions=true&maxResults=100`);
  const made = await ask(`POST ${api}/filter`, { name: 'Conformance', jql: 'project = SEC' });
  const filter = `${api}/filter/${at(made.body, 'id')}`;
  await ask(`PUT ${filter}`, {
    name: 'Conformance',
    jql: 'project = SEC',
    sharePermissions: [{ type: 'global' }],
  });
  await ask(`GET ${filter}?expand=sharedUsers`);
  const shares = await ask(`POST ${filter}/permission`, { type: 'project', projectId: '10000' });
  await ask(`GET ${filter}/permission`);
  await ask(`DELETE ${filter}/permission/${at(shares.body, 0, 'id')}`);
  await ask(`PUT ${filter}/owner`, { accountId: site.people.owner.accountId });
  await ask(`DELETE ${filter}`);
}

async function dashboards(ask: Asks): Promise<void> {
  await ask(
    `GET ${api}/dashboard/search?expand=owner,sharePermissions,editPermissions,isWritable&maxResults=100`,
  );
  const body = { name: 'Conformance', sharePermissions: [{ type: 'authenticated' }], editPermissions: [] };
  const made = await ask(`POST ${api}/dashboard`, body);
  const dashboard = `${api}/dashboard/${at(made.body, 'id')}`;
  await ask(`GET ${dashboard}`);
  await ask(`PUT ${dashboard}`, { ...body, sharePermissions: [{ type: 'global' }] });
  await ask(`DELETE ${dashboard}`);
}

async function workItems(site: Site, ask: Asks): Promise<void> {
  await ask(`GET ${api}/issue/createmeta/FIN/issuetypes?maxResults=50`);
  await ask(`GET ${api}/issue/createmeta/FIN/issuetypes/10002`);
  const fields = {
    project: { key: 'SEC' },
    issuetype: { id: '10002' },
    summary: 'Conformance',
    description: doc,
    labels: ['conformance'],
    priority: { name: 'High' },
    duedate: '2026-12-01',
    components: [{ name: 'Apps' }],
    assignee: { accountId: site.people.lee.accountId },
  };
  const made = await ask(`POST ${api}/issue`, {
    fields,
    properties: [{ key: 'conformance', value: { key: 'x' } }],
  });
  const id = at(made.body, 'id');
  const issue = `${api}/issue/${id}`;
  const subTask = { project: { key: 'SEC' }, issuetype: { id: '10003' }, parent: { id }, summary: 'Part' };
  await ask(`POST ${api}/issue`, { fields: subTask });
  await ask(`GET ${issue}?fields=*all&properties=conformance`);
  await ask(`PUT ${issue}?returnIssue=true`, { fields: { summary: 'Conformance, changed' } });
  await ask(`PUT ${issue}`, { fields: { labels: ['one', 'two'] } });
  await ask(`PUT ${issue}/assignee`, { accountId: site.people.ana.accountId });
  const comment = await ask(`POST ${issue}/comment`, { body: doc });
  await ask(`PUT ${issue}/comment/${at(comment.body, 'id')}`, { body: doc });
  await ask(`GET ${issue}/comment?orderBy=-created`);
  await ask(`GET ${issue}/transitions`);
  await ask(`POST ${issue}/transitions`, { transition: { id: '31' } });
  await ask(`PUT ${issue}/properties/second`, { key: 'y' });
  await ask(`PUT ${issue}/properties/second`, { key: 'z' });
  await ask(`GET ${issue}/properties`);
  await ask(`GET ${issue}/properties/second`);
  await ask(`DELETE ${issue}/properties/second`);
  await ask(`POST ${api}/issue/bulkfetch`, {
    issueIdsOrKeys: [id, 'SEC-9999'],
    fields: ['summary', 'status'],
    properties: ['conformance'],
  });
  const jql = 'project = SEC AND issue.property[conformance].key = "x" ORDER BY created DESC';
  await ask(`GET ${api}/search/jql?jql=${encodeURIComponent(jql)}&fields=summary,status&maxResults=50`);
  await ask(`POST ${api}/search/jql`, {
    jql,
    fields: ['summary'],
    maxResults: 50,
    reconcileIssues: [Number(id)],
  });
  await ask(`DELETE ${issue}?deleteSubtasks=true`);
}
