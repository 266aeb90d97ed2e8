import { notLoggedIn, refusal } from './answer';
import type { Ask, Core } from './operation';
import type { Issue, Project } from './state/model';
import { issueView } from './views/issues';
import { userDetailsView } from './views/users';

const notThere = (): Error => refusal(404, 'Issue does not exist or you do not have permission to see it.');

/** Whether the caller may see the work item: by the space's permissions, and for an app by the data security policy. */
export function seesIssue(core: Core, ask: Ask, issue: Issue): boolean {
  const project = core.state.projects.must(issue.projectId);
  if (project.status === 'deleted' || (ask.byApp && project.hiddenFromApps)) return false;
  return core.permissions.project(ask.caller, project, 'BROWSE_PROJECTS', issue);
}

/** The work item that the path names, with its space. @throws 404 */
export function issueAsked(core: Core, ask: Ask): { issue: Issue; project: Project } {
  const issue = core.state.issue(ask.path['issueIdOrKey'] ?? '');
  if (!issue || !seesIssue(core, ask, issue)) throw notThere();
  return { issue, project: core.state.projects.must(issue.projectId) };
}

/** @throws 400, 403 or what `status` says where the caller lacks the permission, or the space is archived */
export function demand(
  core: Core,
  ask: Ask,
  project: Project,
  permission: string,
  { issue, status = 403 }: { issue?: Issue; status?: number } = {},
): void {
  if (!ask.caller && !core.permissions.project(undefined, project, permission)) throw notLoggedIn();
  if (project.status !== 'live') throw refusal(status, 'The project is archived: its issues are read-only.');
  if (ask.byApp && project.hiddenFromApps) throw refusal(403, 'A data security policy blocks this app.');
  if (!core.permissions.project(ask.caller, project, permission, issue))
    throw refusal(status, `You do not have the permission ${permission} in this project.`);
}

interface ChangelogItem {
  field: string;
  fieldId: string;
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
}

/** One line of an event's changelog. */
export function changed(field: string, from: string | undefined, to: string | undefined): ChangelogItem {
  return {
    field,
    fieldId: field,
    from: from ?? null,
    fromString: from ?? null,
    to: to ?? null,
    toString: to ?? null,
  };
}

/** Raises an event of a work item, with what a trigger's filter may read of it. */
export function raiseIssueEvent(
  core: Core,
  ask: Ask,
  name: string,
  issue: Issue,
  payload: Record<string, unknown> = {},
): void {
  const fields = [
    'summary',
    'description',
    'issuetype',
    'project',
    'status',
    'priority',
    'assignee',
    'reporter',
    'creator',
    'labels',
    'created',
    'updated',
  ];
  core.events.raise(
    name,
    ask.caller,
    {
      issue: issueView(core, ask.caller, issue, fields),
      ...(ask.caller
        ? { associatedUsers: { associatedUsers: [userDetailsView(core, ask.caller, ask.caller)] } }
        : {}),
      ...payload,
    },
    { runtime: core.switches.propertyFilters ? { issue: { properties: issue.properties } } : {} },
  );
}

/** Writes the changed work item down, so that a search sees it when the lag is over. */
export function putIssue(core: Core, issue: Issue): Issue {
  core.index.changing(issue.id);
  return core.state.issues.put(issue.id, issue);
}
