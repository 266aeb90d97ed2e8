import { z } from 'zod';
import { notAdmin, refusal } from '../answer';
import { auditItem } from '../audit-log';
import { parseBody } from '../parse-body';
import type { ApiRequest, SiteCore } from '../operation';
import type { Project } from '../state/model';
import { projectDetailsView } from '../views/projects';
import { userView } from '../views/users';
import { requestedProject } from './requested-project';

/** The payload of every project event. */
export function projectEvent(core: SiteCore, request: ApiRequest, project: Project): Record<string, unknown> {
  return {
    project: {
      ...projectDetailsView(core, project),
      lead: userView(core, request.caller, core.state.accounts.getOrThrow(project.lead)),
      assigneeType: project.assigneeType.toLowerCase().replace('_', '.'),
    },
  };
}

/** Gives a space another scheme, with the two records that Jira writes. @throws 403, 404 */
export function assignScheme(core: SiteCore, request: ApiRequest, project: Project, schemeId: number): void {
  const scheme = core.state.schemes.get(schemeId);
  if (!scheme || scheme.projectId !== undefined) throw refusal(404, 'The permission scheme was not found.');
  if (project.style === 'next-gen') throw refusal(403, 'A team-managed project has its own permissions.');
  const before = core.state.schemes.getOrThrow(project.permissionScheme);
  if (before.id === scheme.id) return;
  core.state.projects.put(project.id, { ...project, permissionScheme: scheme.id });
  core.audit.write(request.caller, {
    summary: 'Permission scheme removed from project',
    category: 'permissions',
    object: auditItem.project(project),
    associated: [auditItem.scheme(before)],
  });
  core.audit.write(request.caller, {
    summary: 'Permission scheme added to project',
    category: 'permissions',
    object: auditItem.project(project),
    associated: [auditItem.scheme(scheme)],
  });
}

/** What a space is made of, as a request carries it. */
export const projectChange = z.object({
  key: z.string().optional(),
  name: z.string().min(1).max(80).optional(),
  description: z.string().optional(),
  leadAccountId: z.string().optional(),
  assigneeType: z.enum(['PROJECT_LEAD', 'UNASSIGNED']).optional(),
  permissionScheme: z.number().optional(),
  categoryId: z.number().optional(),
});

/** The space after the change that was asked for. @throws 400, 403, 404 */
export function updateProject(core: SiteCore, request: ApiRequest): Project {
  const project = requestedProject(core, request);
  if (!core.permissions.canAdminister(request.caller, project)) throw notAdmin();
  const change = parseBody(request, projectChange);
  if (
    change.leadAccountId !== undefined &&
    core.state.accounts.get(change.leadAccountId)?.kind !== 'atlassian'
  )
    throw refusal(400, '', { projectLead: 'Select the user that leads the project.' });
  if (change.categoryId !== undefined && !core.state.categories.has(change.categoryId))
    throw refusal(400, '', { categoryId: 'The project category does not exist.' });
  if (change.permissionScheme !== undefined) assignScheme(core, request, project, change.permissionScheme);
  const now = core.state.projects.getOrThrow(project.id);
  const changed: Project = {
    ...now,
    name: change.name ?? now.name,
    key: change.key ?? now.key,
    description: change.description ?? now.description,
    lead: change.leadAccountId ?? now.lead,
    assigneeType: change.assigneeType ?? now.assigneeType,
    ...(change.categoryId === undefined ? {} : { categoryId: change.categoryId }),
  };
  core.state.projects.put(project.id, changed);
  const words: [string, string, string][] = [
    ['Name', now.name, changed.name],
    ['Key', now.key, changed.key],
    ['Project lead', now.lead, changed.lead],
    ['Default Assignee', now.assigneeType, changed.assigneeType],
  ];
  const changes = words
    .filter(([, before, after]) => before !== after)
    .map(([fieldName, changedFrom, changedTo]) => ({ fieldName, changedFrom, changedTo }));
  if (changes.length > 0)
    core.audit.write(request.caller, {
      summary: 'Project updated',
      category: 'projects',
      object: auditItem.project(changed),
      changes,
    });
  core.events.raise('avi:jira:updated:project', request.caller, projectEvent(core, request, changed), {
    named: false,
  });
  return changed;
}

/** Archives, trashes or brings back a space. */
export function changeProjectStatus(
  core: SiteCore,
  request: ApiRequest,
  project: Project,
  status: Project['status'],
  event: string,
  summary: string,
): Project {
  const rest: Project = { ...project, status };
  if (status === 'live') {
    delete rest.archivedAt;
    delete rest.archivedBy;
  } else {
    rest.archivedAt = core.clock.now();
    if (request.caller) rest.archivedBy = request.caller.accountId;
  }
  core.state.projects.put(project.id, rest);
  core.audit.write(request.caller, { summary, category: 'projects', object: auditItem.project(project) });
  core.events.raise(event, request.caller, projectEvent(core, request, rest), { named: false });
  return rest;
}
