import { type Answer, refusal } from '../answer';
import type { ApiRequest, SiteCore, Operation } from '../operation';
import { buildPage } from '../build-page';
import type { Account, Project } from '../state/model';
import { expandedUserView, groupNameView, userView } from '../views/users';

const readUsers = ['read:user:jira', 'read:application-role:jira', 'read:avatar:jira', 'read:group:jira'];

function requestedAccount(core: SiteCore, request: ApiRequest): Account {
  const accountId = request.query.text('accountId');
  const account = accountId === undefined ? undefined : core.state.accounts.get(accountId);
  if (!account) throw refusal(404, 'Specified user does not exist or you do not have required permissions');
  return account;
}

/** The space that `project`, `projectKey`, `issueKey` or `issueId` names, where the caller may see it. */
function requestedSpace(core: SiteCore, request: ApiRequest): Project {
  const issueName = request.query.text('issueKey') ?? request.query.text('issueId');
  const name = request.query.text('project') ?? request.query.text('projectKey');
  if (issueName === undefined && name === undefined) throw refusal(400, 'Name a project or an issue.');
  const issue = issueName === undefined ? undefined : core.state.issue(issueName);
  const project =
    issueName === undefined
      ? core.state.project(name ?? '')
      : issue && core.state.projects.get(issue.projectId);
  if (!project || !core.permissions.canSee(request.caller, project))
    throw refusal(404, `No project could be found with key '${name ?? ''}'.`);
  return project;
}

function matchesText(account: Account, text: string): boolean {
  const wanted = text.toLowerCase();
  return (
    account.displayName
      .toLowerCase()
      .split(' ')
      .some(word => word.startsWith(wanted)) ||
    account.displayName.toLowerCase().startsWith(wanted) ||
    (account.email ?? '').toLowerCase().startsWith(wanted)
  );
}

/** What `startAt` and `maxResults` cut from a list of accounts that has no frame around it. */
function slicePage(core: SiteCore, request: ApiRequest, accounts: readonly Account[]): Answer {
  const { startAt, maxResults } = request.query.window(1000);
  const shown = accounts.slice(startAt, startAt + maxResults);
  return {
    status: 200,
    access: shown.length,
    body: shown.map(account => userView(core, request.caller, account)),
  };
}

/** Accounts of the site: people, apps, agents, customers. */
export const userOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/myself',
    scopes: { classic: ['read:jira-user'], granular: readUsers },
    requiredAccess: 'login',
    answer: (core, request) => ({
      status: 200,
      access: 1,
      body: request.caller
        ? {
            ...expandedUserView(core, request.caller, request.caller, request.query.list('expand')),
          }
        : {},
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/user',
    scopes: { classic: ['read:jira-user'], granular: readUsers },
    requiredAccess: 'browse-users',
    answer: (core, request) => ({
      status: 200,
      access: 1,
      body: expandedUserView(
        core,
        request.caller,
        requestedAccount(core, request),
        request.query.list('expand'),
      ),
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/bulk',
    scopes: { classic: ['read:jira-user'], granular: readUsers },
    requiredAccess: 'login',
    answer: (core, request) => {
      const ids = request.query.all('accountId');
      if (ids.length === 0) throw refusal(400, 'The accountId parameter is needed.');
      const accounts = ids.flatMap(id => core.state.accounts.get(id) ?? []);
      return buildPage(core, request, accounts, {
        maxRows: 200,
        defaultRows: 10,
        counts: 'access',
        show: account => userView(core, request.caller, account),
      });
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/users/search',
    scopes: { classic: ['read:jira-user'], granular: readUsers },
    requiredAccess: 'browse-users',
    answer: (core, request) => {
      const { startAt, maxResults } = request.query.window(1000);
      const isListed = ({ accountId }: Account): boolean =>
        core.switches.ownAccountInUsers === 'listed' ||
        !request.isFromApp ||
        accountId !== request.caller?.accountId;
      const accounts = [...core.state.accounts.values()]
        .filter(isListed)
        .slice(startAt, startAt + maxResults);
      const shown = core.switches.shortUserPages
        ? accounts.filter((_, index) => index === 0 || (startAt + index) % 7 !== 3)
        : accounts;
      return {
        status: 200,
        access: shown.length,
        body: shown.map(account => userView(core, request.caller, account)),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/search',
    scopes: { classic: ['read:jira-user'], granular: [...readUsers, 'read:user.property:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const text = request.query.text('query');
      const accountId = request.query.text('accountId');
      if (text === undefined && accountId === undefined) throw refusal(400, 'The query parameter is needed.');
      // Whoever may not browse users finds nobody.
      const may = core.permissions.hasGlobal(request.caller, 'USER_PICKER');
      const found = [...core.state.accounts.values()].filter(
        account =>
          may &&
          (accountId === undefined ? matchesText(account, text ?? '') : account.accountId === accountId),
      );
      return slicePage(core, request, found);
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/assignable/search',
    scopes: {
      classic: ['read:jira-user'],
      granular: [...readUsers, 'read:issue:jira', 'read:project:jira'],
    },
    requiredAccess: 'login',
    answer: (core, request) => {
      const project = requestedSpace(core, request);
      const text = request.query.text('query');
      const accountId = request.query.text('accountId');
      const found = [...core.state.accounts.values()].filter(
        account =>
          account.active &&
          account.kind === 'atlassian' &&
          (accountId === undefined || account.accountId === accountId) &&
          (text === undefined || matchesText(account, text)) &&
          core.permissions.hasInProject(account, project, 'ASSIGNABLE_USER'),
      );
      return slicePage(core, request, found);
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/permission/search',
    scopes: {
      classic: ['read:jira-user'],
      granular: [...readUsers, 'read:issue:jira', 'read:project:jira'],
    },
    requiredAccess: 'browse-users',
    answer: (core, request) => {
      const keys = request.query.list('permissions');
      const text = request.query.text('query');
      const accountId = request.query.text('accountId');
      if (keys.length === 0) throw refusal(400, 'The permissions parameter is needed.');
      if (text === undefined && accountId === undefined)
        throw refusal(400, 'The query or accountId parameter is needed.');
      const project = requestedSpace(core, request);
      const found = [...core.state.accounts.values()]
        .slice(0, 1000)
        .filter(
          account =>
            account.active &&
            (accountId === undefined || account.accountId === accountId) &&
            (text === undefined || matchesText(account, text)) &&
            keys.every(key => core.permissions.hasInProject(account, project, key)),
        );
      return slicePage(core, request, found);
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/groups',
    scopes: { classic: ['read:jira-user'], granular: ['read:group:jira'] },
    requiredAccess: 'browse-users',
    answer: (core, request) => {
      const groups = [...core.state.memberships.groupsOf(requestedAccount(core, request).accountId)].map(id =>
        core.state.groups.getOrThrow(id),
      );
      return { status: 200, access: groups.length, body: groups.map(group => groupNameView(core, group)) };
    },
  },
];
