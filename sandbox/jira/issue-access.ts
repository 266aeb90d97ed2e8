import { notLoggedIn, refusal } from './answer';
import type { ApiRequest, SiteCore } from './operation';
import type { Issue, Project } from './state/model';
import { issueView } from './views/issues';
import { userDetailsView } from './views/users';

const issueNotFound = (): Error =>
  refusal(404, 'Issue does not exist or you do not have permission to see it.');

/** Whether the caller may see the work item: by the space's permissions, and for an app by the data security policy. */
export function canSeeIssue(core: SiteCore, request: ApiRequest, issue: Issue): boolean {
  const project = core.state.projects.getOrThrow(issue.projectId);
  if (project.status === 'deleted' || (request.isFromApp && project.hiddenFromApps)) return false;
  return core.permissions.hasInProject(request.caller, project, 'BROWSE_PROJECTS', issue);
}

/** The work item that the path names, with its space. @throws 404 */
export function requestedIssue(core: SiteCore, request: ApiRequest): { issue: Issue; project: Project } {
  const issue = core.state.issue(request.path['issueIdOrKey'] ?? '');
  if (!issue || !canSeeIssue(core, request, issue)) throw issueNotFound();
  return { issue, project: core.state.projects.getOrThrow(issue.projectId) };
}

/** @throws 400, 403 or what `status` says where the caller lacks the permission, or the space is archived */
export function requirePermission(
  core: SiteCore,
  request: ApiRequest,
  project: Project,
  permission: string,
  { issue, status = 403 }: { issue?: Issue; status?: number } = {},
): void {
  if (!request.caller && !core.permissions.hasInProject(undefined, project, permission)) throw notLoggedIn();
  if (project.status !== 'live') throw refusal(status, 'The project is archived: its issues are read-only.');
  if (request.isFromApp && project.hiddenFromApps)
    throw refusal(403, 'A data security policy blocks this app.');
  if (!core.permissions.hasInProject(request.caller, project, permission, issue))
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
export function changelogItem(
  field: string,
  from: string | undefined,
  to: string | undefined,
): ChangelogItem {
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
  core: SiteCore,
  request: ApiRequest,
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
    request.caller,
    {
      issue: issueView(core, request.caller, issue, fields),
      ...(request.caller
        ? { associatedUsers: { associatedUsers: [userDetailsView(core, request.caller, request.caller)] } }
        : {}),
      ...payload,
    },
    { runtime: core.switches.propertyFilters ? { issue: { properties: issue.properties } } : {} },
  );
}

/** Writes the changed work item down, so that a search sees it when the lag is over. */
export function saveIssue(core: SiteCore, issue: Issue): Issue {
  core.index.keepPreviousVersion(issue.id);
  return core.state.issues.put(issue.id, issue);
}
