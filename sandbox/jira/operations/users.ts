import { type Answer, refusal } from '../answer';
import type { Ask, Core, Operation } from '../operation';
import { pageOf } from '../paged';
import type { Account, Project } from '../state/model';
import { expandedUserView, groupNameView, userView } from '../views/users';

const readUsers = ['read:user:jira', 'read:application-role:jira', 'read:avatar:jira', 'read:group:jira'];

function accountAsked(core: Core, ask: Ask): Account {
  const accountId = ask.query.text('accountId');
  const account = accountId === undefined ? undefined : core.state.accounts.get(accountId);
  if (!account) throw refusal(404, 'Specified user does not exist or you do not have required permissions');
  return account;
}

/** The space that `project`, `projectKey`, `issueKey` or `issueId` names, where the caller may see it. */
function spaceAsked(core: Core, ask: Ask): Project {
  const issueName = ask.query.text('issueKey') ?? ask.query.text('issueId');
  const name = ask.query.text('project') ?? ask.query.text('projectKey');
  if (issueName === undefined && name === undefined) throw refusal(400, 'Name a project or an issue.');
  const issue = issueName === undefined ? undefined : core.state.issue(issueName);
  const project =
    issueName === undefined
      ? core.state.project(name ?? '')
      : issue && core.state.projects.get(issue.projectId);
  if (!project || !core.permissions.sees(ask.caller, project))
    throw refusal(404, `No project could be found with key '${name ?? ''}'.`);
  return project;
}

function matches(account: Account, text: string): boolean {
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
function slice(core: Core, ask: Ask, accounts: readonly Account[]): Answer {
  const { startAt, maxResults } = ask.query.window(1000);
  const shown = accounts.slice(startAt, startAt + maxResults);
  return {
    status: 200,
    access: shown.length,
    body: shown.map(account => userView(core, ask.caller, account)),
  };
}

/** Accounts of the site: people, apps, agents, customers. */
export const userOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/myself',
    scopes: { classic: ['read:jira-user'], granular: readUsers },
    needs: 'login',
    answer: (core, ask) => ({
      status: 200,
      access: 1,
      body: ask.caller
        ? {
            ...expandedUserView(core, ask.caller, ask.caller, ask.query.list('expand')),
          }
        : {},
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/user',
    scopes: { classic: ['read:jira-user'], granular: readUsers },
    needs: 'browse-users',
    answer: (core, ask) => ({
      status: 200,
      access: 1,
      body: expandedUserView(core, ask.caller, accountAsked(core, ask), ask.query.list('expand')),
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/bulk',
    scopes: { classic: ['read:jira-user'], granular: readUsers },
    needs: 'login',
    answer: (core, ask) => {
      const ids = ask.query.all('accountId');
      if (ids.length === 0) throw refusal(400, 'The accountId parameter is needed.');
      const accounts = ids.flatMap(id => core.state.accounts.get(id) ?? []);
      return pageOf(core, ask, accounts, {
        most: 200,
        usual: 10,
        counts: 'access',
        show: account => userView(core, ask.caller, account),
      });
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/users/search',
    scopes: { classic: ['read:jira-user'], granular: readUsers },
    needs: 'browse-users',
    answer: (core, ask) => {
      const { startAt, maxResults } = ask.query.window(1000);
      const isListed = ({ accountId }: Account): boolean =>
        core.switches.ownAccountInUsers === 'listed' || !ask.byApp || accountId !== ask.caller?.accountId;
      const accounts = [...core.state.accounts.values()]
        .filter(isListed)
        .slice(startAt, startAt + maxResults);
      const shown = core.switches.shortUserPages
        ? accounts.filter((_, index) => index === 0 || (startAt + index) % 7 !== 3)
        : accounts;
      return {
        status: 200,
        access: shown.length,
        body: shown.map(account => userView(core, ask.caller, account)),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/search',
    scopes: { classic: ['read:jira-user'], granular: [...readUsers, 'read:user.property:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const text = ask.query.text('query');
      const accountId = ask.query.text('accountId');
      if (text === undefined && accountId === undefined) throw refusal(400, 'The query parameter is needed.');
      // Whoever may not browse users finds nobody.
      const may = core.permissions.global(ask.caller, 'USER_PICKER');
      const found = [...core.state.accounts.values()].filter(
        account =>
          may && (accountId === undefined ? matches(account, text ?? '') : account.accountId === accountId),
      );
      return slice(core, ask, found);
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/assignable/search',
    scopes: {
      classic: ['read:jira-user'],
      granular: [...readUsers, 'read:issue:jira', 'read:project:jira'],
    },
    needs: 'login',
    answer: (core, ask) => {
      const project = spaceAsked(core, ask);
      const text = ask.query.text('query');
      const accountId = ask.query.text('accountId');
      const found = [...core.state.accounts.values()].filter(
        account =>
          account.active &&
          account.kind === 'atlassian' &&
          (accountId === undefined || account.accountId === accountId) &&
          (text === undefined || matches(account, text)) &&
          core.permissions.project(account, project, 'ASSIGNABLE_USER'),
      );
      return slice(core, ask, found);
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/permission/search',
    scopes: {
      classic: ['read:jira-user'],
      granular: [...readUsers, 'read:issue:jira', 'read:project:jira'],
    },
    needs: 'browse-users',
    answer: (core, ask) => {
      const keys = ask.query.list('permissions');
      const text = ask.query.text('query');
      const accountId = ask.query.text('accountId');
      if (keys.length === 0) throw refusal(400, 'The permissions parameter is needed.');
      if (text === undefined && accountId === undefined)
        throw refusal(400, 'The query or accountId parameter is needed.');
      const project = spaceAsked(core, ask);
      const found = [...core.state.accounts.values()]
        .slice(0, 1000)
        .filter(
          account =>
            account.active &&
            (accountId === undefined || account.accountId === accountId) &&
            (text === undefined || matches(account, text)) &&
            keys.every(key => core.permissions.project(account, project, key)),
        );
      return slice(core, ask, found);
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/groups',
    scopes: { classic: ['read:jira-user'], granular: ['read:group:jira'] },
    needs: 'browse-users',
    answer: (core, ask) => {
      const groups = [...core.state.memberships.groupsOf(accountAsked(core, ask).accountId)].map(id =>
        core.state.groups.must(id),
      );
      return { status: 200, access: groups.length, body: groups.map(group => groupNameView(core, group)) };
    },
  },
];
