import type { Site } from '../jira/site';
import { valueAt, type SendRequest } from './request-sender';

const API_PATH = '/rest/api/3';
const doc = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Conformance' }] }],
};

/** Asks every operation for a success, as a Jira admin would come by it; what is made is taken away again. */
export async function exerciseOperations(site: Site, send: SendRequest): Promise<void> {
  await exerciseReads(send);
  await exerciseSchemes(send);
  await exerciseSpaces(site, send);
  await exercisePeopleAndGroups(site, send);
  await exerciseFilters(site, send);
  await exerciseDashboards(send);
  await exerciseWorkItems(site, send);
}

async function exerciseReads(send: SendRequest): Promise<void> {
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
    await send(`GET ${API_PATH}/${path}`);
  await send(`PUT ${API_PATH}/application-properties/jira.clone.prefix`, {
    id: 'jira.clone.prefix',
    value: 'COPY -',
  });
  await send(`PUT ${API_PATH}/announcementBanner`, {
    isEnabled: false,
    message: 'Maintenance',
    visibility: 'private',
  });
  await send(`POST ${API_PATH}/permissions/check`, {
    globalPermissions: ['ADMINISTER'],
    projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: [10_000] }],
  });
}

async function exerciseSchemes(send: SendRequest): Promise<void> {
  for (const path of [
    'permissionscheme',
    'permissionscheme?expand=all',
    'permissionscheme/0?expand=all',
    'permissionscheme/0/permission?expand=all',
  ])
    await send(`GET ${API_PATH}/${path}`);
  const holder = { type: 'projectLead' };
  const made = await send(`POST ${API_PATH}/permissionscheme`, {
    name: 'Conformance',
    description: 'made by the conformance run',
    permissions: [{ permission: 'BROWSE_PROJECTS', holder }],
  });
  const scheme = `${API_PATH}/permissionscheme/${valueAt(made.body, 'id')}`;
  await send(`PUT ${scheme}`, { name: 'Conformance, changed', description: 'changed' });
  const grant = await send(`POST ${scheme}/permission`, { permission: 'EDIT_ISSUES', holder });
  await send(`GET ${scheme}/permission/${valueAt(grant.body, 'id')}`);
  await send(`DELETE ${scheme}/permission/${valueAt(grant.body, 'id')}`);
  await send(`DELETE ${scheme}`);
}

async function exerciseSpaces(site: Site, send: SendRequest): Promise<void> {
  for (const status of ['live', 'archived', 'deleted'])
    await send(
      `GET ${API_PATH}/project/search?status=${status}&expand=lead,insight,description&maxResults=100&orderBy=name`,
    );
  const { accountId } = site.people.owner;
  const made = await send(`POST ${API_PATH}/project`, {
    key: 'CONF',
    name: 'Conformance',
    projectTypeKey: 'software',
    leadAccountId: accountId,
    assigneeType: 'UNASSIGNED',
  });
  const space = `${API_PATH}/project/${valueAt(made.body, 'id')}`;
  await send(`GET ${space}`);
  await send(`GET ${space}/permissionscheme?expand=all`);
  await send(`PUT ${space}`, { name: 'Conformance run', leadAccountId: site.people.user.accountId });
  await send(`PUT ${space}/permissionscheme`, { id: 10_000 });
  await send(`GET ${space}/role`);
  await send(`GET ${space}/role/10002?excludeInactiveUsers=true`);
  await send(`POST ${space}/role/10004`, { user: [accountId] });
  await send(`DELETE ${space}/role/10004?user=${encodeURIComponent(accountId)}`);
  await send(`POST ${space}/archive`);
  await send(`POST ${space}/restore`);
  await send(`DELETE ${space}`);
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
    await send(`GET ${API_PATH}/project/${own?.id}${path}`);
}

async function exercisePeopleAndGroups(site: Site, send: SendRequest): Promise<void> {
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
    await send(`GET ${API_PATH}/${path}`);
  const made = await send(`POST ${API_PATH}/group`, { name: 'conformance' });
  const groupId = valueAt(made.body, 'groupId');
  await send(`POST ${API_PATH}/group/user?groupId=${groupId}`, { accountId: site.people.user.accountId });
  await send(`GET ${API_PATH}/group/member?groupId=${groupId}&includeInactiveUsers=true&maxResults=50`);
  await send(`DELETE ${API_PATH}/group/user?groupId=${groupId}&accountId=${user}`);
  await send(`DELETE ${API_PATH}/group?groupId=${groupId}`);
}

async function exerciseFilters(site: Site, send: SendRequest): Promise<void> {
  const expand =
    'description,owner,jql,searchUrl,viewUrl,favourite,favouritedCount,sharePermissions,editPermissions,subscriptions';
  await send(`GET ${API_PATH}/filter/search?expand=${expand}&overrideSharePermissions=true&maxResults=100`);
  const made = await send(`POST ${API_PATH}/filter`, { name: 'Conformance', jql: 'project = SEC' });
  const filter = `${API_PATH}/filter/${valueAt(made.body, 'id')}`;
  await send(`PUT ${filter}`, {
    name: 'Conformance',
    jql: 'project = SEC',
    sharePermissions: [{ type: 'global' }],
  });
  await send(`GET ${filter}?expand=sharedUsers`);
  const shares = await send(`POST ${filter}/permission`, { type: 'project', projectId: '10000' });
  await send(`GET ${filter}/permission`);
  await send(`DELETE ${filter}/permission/${valueAt(shares.body, 0, 'id')}`);
  await send(`PUT ${filter}/owner`, { accountId: site.people.owner.accountId });
  await send(`DELETE ${filter}`);
}

async function exerciseDashboards(send: SendRequest): Promise<void> {
  await send(
    `GET ${API_PATH}/dashboard/search?expand=owner,sharePermissions,editPermissions,isWritable&maxResults=100`,
  );
  const body = { name: 'Conformance', sharePermissions: [{ type: 'authenticated' }], editPermissions: [] };
  const made = await send(`POST ${API_PATH}/dashboard`, body);
  const dashboard = `${API_PATH}/dashboard/${valueAt(made.body, 'id')}`;
  await send(`GET ${dashboard}`);
  await send(`PUT ${dashboard}`, { ...body, sharePermissions: [{ type: 'global' }] });
  await send(`DELETE ${dashboard}`);
}

async function exerciseWorkItems(site: Site, send: SendRequest): Promise<void> {
  await send(`GET ${API_PATH}/issue/createmeta/FIN/issuetypes?maxResults=50`);
  await send(`GET ${API_PATH}/issue/createmeta/FIN/issuetypes/10002`);
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
  const made = await send(`POST ${API_PATH}/issue`, {
    fields,
    properties: [{ key: 'conformance', value: { key: 'x' } }],
  });
  const id = valueAt(made.body, 'id');
  const issue = `${API_PATH}/issue/${id}`;
  const subTask = { project: { key: 'SEC' }, issuetype: { id: '10003' }, parent: { id }, summary: 'Part' };
  await send(`POST ${API_PATH}/issue`, { fields: subTask });
  await send(`GET ${issue}?fields=*all&properties=conformance`);
  await send(`PUT ${issue}?returnIssue=true`, { fields: { summary: 'Conformance, changed' } });
  await send(`PUT ${issue}`, { fields: { labels: ['one', 'two'] } });
  await send(`PUT ${issue}/assignee`, { accountId: site.people.ana.accountId });
  const comment = await send(`POST ${issue}/comment`, { body: doc });
  await send(`PUT ${issue}/comment/${valueAt(comment.body, 'id')}`, { body: doc });
  await send(`GET ${issue}/comment?orderBy=-created`);
  await send(`GET ${issue}/transitions`);
  await send(`POST ${issue}/transitions`, { transition: { id: '31' } });
  await send(`PUT ${issue}/properties/second`, { key: 'y' });
  await send(`PUT ${issue}/properties/second`, { key: 'z' });
  await send(`GET ${issue}/properties`);
  await send(`GET ${issue}/properties/second`);
  await send(`DELETE ${issue}/properties/second`);
  await send(`POST ${API_PATH}/issue/bulkfetch`, {
    issueIdsOrKeys: [id, 'SEC-9999'],
    fields: ['summary', 'status'],
    properties: ['conformance'],
  });
  const jql = 'project = SEC AND issue.property[conformance].key = "x" ORDER BY created DESC';
  await send(`GET ${API_PATH}/search/jql?jql=${encodeURIComponent(jql)}&fields=summary,status&maxResults=50`);
  await send(`POST ${API_PATH}/search/jql`, {
    jql,
    fields: ['summary'],
    maxResults: 50,
    reconcileIssues: [Number(id)],
  });
  await send(`DELETE ${issue}?deleteSubtasks=true`);
}
