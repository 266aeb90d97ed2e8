import { z } from 'zod';
import { notAdmin, refusal } from '../answer';
import { auditItem } from '../audit-log';
import { parseBody } from '../parse-body';
import type { ApiRequest, SiteCore } from '../operation';
import { serviceGrants } from '../scheme-grants';
import { ADMINISTRATORS_ROLE, type PermissionScheme, type Project, SOFTWARE_SCHEME } from '../state/model';
import { projectChange, projectEvent } from './project-changes';
import { requestedScheme } from './requested-scheme';
import { addGrant, createScheme } from './scheme-changes';

const projectCreation = projectChange.extend({
  key: z
    .string()
    .regex(
      /^[A-Z][A-Z0-9_]{1,9}$/,
      'The project key must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.',
    ),
  name: z.string().min(1).max(80),
  projectTypeKey: z.enum(['software', 'service_desk', 'business']).optional(),
  projectTemplateKey: z.string().optional(),
});

/** The scheme that Jira makes for a service space, with a record for each grant. */
function serviceScheme(core: SiteCore, request: ApiRequest, key: string): PermissionScheme {
  const name = `Jira Service Management Permission Scheme for Project ${key}`;
  const { id } = createScheme(
    core,
    request,
    name,
    `This Jira Service Management Permission Scheme was generated for Project ${key}`,
  );
  for (const { permission, holder } of serviceGrants(0))
    addGrant(core, request, core.state.schemes.getOrThrow(id), permission, holder);
  return core.state.schemes.getOrThrow(id);
}

/** The scheme of a new company-managed space without one in the request: software spaces have their own, by name. */
function defaultScheme(core: SiteCore, type: Project['type']): number {
  const software = [...core.state.schemes.values()].find(({ name }) => name === SOFTWARE_SCHEME);
  return type === 'software' && software !== undefined ? software.id : 0;
}

/** The space that was asked for, new. @throws 400, 403 */
export function createProject(core: SiteCore, request: ApiRequest): Project {
  if (!core.permissions.isJiraAdmin(request.caller)) throw notAdmin();
  const body = parseBody(request, projectCreation);
  const existing = [...core.state.projects.values()];
  if (existing.some(project => project.key === body.key))
    throw refusal(400, '', { projectKey: `Project '${body.name}' uses this project key.` });
  if (existing.some(project => project.name === body.name))
    throw refusal(400, '', { projectName: 'A project with that name already exists.' });
  const lead = body.leadAccountId ?? request.caller?.accountId;
  if (lead === undefined || core.state.accounts.get(lead)?.kind !== 'atlassian')
    throw refusal(400, '', { projectLead: 'Select the user that leads the project.' });
  const id = core.state.nextId('project');
  const type = body.projectTypeKey ?? 'software';
  const teamManaged =
    (body.projectTemplateKey ?? '').includes('team-managed') ||
    (body.projectTemplateKey ?? '').includes('simplified-agility');
  const project: Project = {
    id,
    key: body.key,
    name: body.name,
    description: body.description ?? '',
    type,
    style: teamManaged ? 'next-gen' : 'classic',
    status: 'live',
    lead,
    assigneeType: body.assigneeType ?? 'UNASSIGNED',
    ...(body.categoryId === undefined ? {} : { categoryId: body.categoryId }),
    permissionScheme: body.permissionScheme ?? defaultScheme(core, type),
    notificationScheme: 10_000,
    workflow: 'open',
    actors: { [ADMINISTRATORS_ROLE]: [{ id: core.state.nextId('actor'), accountId: lead }] },
    components: [],
    requiredFields: [],
    issues: 0,
    lastIssueUpdate: core.clock.now(),
  };
  if (teamManaged) {
    const roles = ['Administrator', 'Member', 'Viewer'].map(name => ({
      id: core.state.nextId('ownRole'),
      name,
      description: `${name} of ${body.name}`,
    }));
    const schemeId = core.state.nextId('scheme');
    project.ownRoles = roles;
    project.permissionScheme = schemeId;
    project.actors = Object.fromEntries(
      roles.slice(0, 2).map(({ id }) => [id, [{ id: core.state.nextId('actor'), accountId: lead }]]),
    );
    core.state.schemes.put(schemeId, {
      id: schemeId,
      name: `${body.key}: Simplified Permission Scheme`,
      description: '',
      projectId: id,
      access: 'private',
    });
  } else if (type === 'service_desk' && body.permissionScheme === undefined)
    project.permissionScheme = serviceScheme(core, request, body.key).id;
  else requestedScheme(core, String(project.permissionScheme));
  core.state.projects.put(id, project);
  core.audit.write(request.caller, {
    summary: 'Project created',
    category: 'projects',
    object: auditItem.project(project),
    changes: [
      {
        fieldName: 'Default Assignee',
        changedTo: project.assigneeType === 'UNASSIGNED' ? 'Unassigned' : 'Project Lead',
      },
      { fieldName: 'Project lead', changedTo: lead },
      { fieldName: 'Description', changedTo: project.description },
      { fieldName: 'Key', changedTo: project.key },
      { fieldName: 'Name', changedTo: project.name },
    ],
    associated: [auditItem.user(lead)],
  });
  core.audit.write(request.caller, {
    summary: 'Permission scheme added to project',
    category: 'permissions',
    object: auditItem.project(project),
    associated: [auditItem.scheme(core.state.schemes.getOrThrow(project.permissionScheme))],
  });
  core.events.raise('avi:jira:created:project', request.caller, projectEvent(core, request, project), {
    named: false,
  });
  return project;
}
