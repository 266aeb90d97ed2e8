import { z } from 'zod';
import { notAdmin, page, refusal } from '../answer';
import { auditItem } from '../audit';
import { bodyOf } from '../body';
import type { Ask, Core, Operation } from '../operation';
import { grantsOf } from '../scheme-grants';
import { ADMINISTRATORS_ROLE, type Project } from '../state/model';
import { projectDetailsView, projectView, wholeProjectView } from '../views/projects';
import { schemeView } from '../views/schemes';
import { userView } from '../views/users';
import { schemeAsked, schemeExpandAsked, schemeScopes } from './permission-schemes';
import { bySpaceOrder } from './project-order';

const readProjects = [
  'read:issue-type:jira',
  'read:project:jira',
  'read:project.property:jira',
  'read:user:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:group:jira',
  'read:issue-type-hierarchy:jira',
  'read:project-category:jira',
  'read:project-version:jira',
  'read:project.component:jira',
];

/** The space that the path names, where the caller may see it. @throws 404 */
export function projectAsked(core: Core, ask: Ask, { deletedToo = false } = {}): Project {
  const name = ask.path['projectIdOrKey'] ?? ask.path['projectKeyOrId'] ?? '';
  const project = core.state.project(name);
  const hidden = project?.status === 'deleted' && !(deletedToo && core.permissions.isJiraAdmin(ask.caller));
  if (!project || hidden || !core.permissions.sees(ask.caller, project))
    throw refusal(404, `No project could be found with key '${name}'.`);
  return project;
}

/** The payload of every project event. */
function eventOf(core: Core, ask: Ask, project: Project): Record<string, unknown> {
  return {
    project: {
      ...projectDetailsView(core, project),
      lead: userView(core, ask.caller, core.state.accounts.must(project.lead)),
      assigneeType: project.assigneeType.toLowerCase().replace('_', '.'),
    },
  };
}

function changeScheme(core: Core, ask: Ask, project: Project, schemeId: number): void {
  const scheme = core.state.schemes.get(schemeId);
  if (!scheme || scheme.projectId !== undefined) throw refusal(404, 'The permission scheme was not found.');
  if (project.style === 'next-gen') throw refusal(403, 'A team-managed project has its own permissions.');
  const before = core.state.schemes.must(project.permissionScheme);
  if (before.id === scheme.id) return;
  core.state.projects.put(project.id, { ...project, permissionScheme: scheme.id });
  core.audit.write(ask.caller, {
    summary: 'Permission scheme removed from project',
    category: 'permissions',
    object: auditItem.project(project),
    associated: [auditItem.scheme(before)],
  });
  core.audit.write(ask.caller, {
    summary: 'Permission scheme added to project',
    category: 'permissions',
    object: auditItem.project(project),
    associated: [auditItem.scheme(scheme)],
  });
}

const projectChange = z.object({
  key: z.string().optional(),
  name: z.string().min(1).max(80).optional(),
  description: z.string().optional(),
  leadAccountId: z.string().optional(),
  assigneeType: z.enum(['PROJECT_LEAD', 'UNASSIGNED']).optional(),
  permissionScheme: z.number().optional(),
  categoryId: z.number().optional(),
});

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

function update(core: Core, ask: Ask): Project {
  const project = projectAsked(core, ask);
  if (!core.permissions.administers(ask.caller, project)) throw notAdmin();
  const change = bodyOf(ask, projectChange);
  if (
    change.leadAccountId !== undefined &&
    core.state.accounts.get(change.leadAccountId)?.kind !== 'atlassian'
  )
    throw refusal(400, '', { projectLead: 'Select the user that leads the project.' });
  if (change.categoryId !== undefined && !core.state.categories.has(change.categoryId))
    throw refusal(400, '', { categoryId: 'The project category does not exist.' });
  if (change.permissionScheme !== undefined) changeScheme(core, ask, project, change.permissionScheme);
  const now = core.state.projects.must(project.id);
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
    core.audit.write(ask.caller, {
      summary: 'Project updated',
      category: 'projects',
      object: auditItem.project(changed),
      changes,
    });
  core.events.raise('avi:jira:updated:project', ask.caller, eventOf(core, ask, changed), { named: false });
  return changed;
}

/** Archives, trashes or brings back a space. */
function move(
  core: Core,
  ask: Ask,
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
    if (ask.caller) rest.archivedBy = ask.caller.accountId;
  }
  core.state.projects.put(project.id, rest);
  core.audit.write(ask.caller, { summary, category: 'projects', object: auditItem.project(project) });
  core.events.raise(event, ask.caller, eventOf(core, ask, rest), { named: false });
  return rest;
}

function create(core: Core, ask: Ask): Project {
  if (!core.permissions.isJiraAdmin(ask.caller)) throw notAdmin();
  const body = bodyOf(ask, projectCreation);
  const taken = [...core.state.projects.values()];
  if (taken.some(project => project.key === body.key))
    throw refusal(400, '', { projectKey: `Project '${body.name}' uses this project key.` });
  if (taken.some(project => project.name === body.name))
    throw refusal(400, '', { projectName: 'A project with that name already exists.' });
  const lead = body.leadAccountId ?? ask.caller?.accountId;
  if (lead === undefined || core.state.accounts.get(lead)?.kind !== 'atlassian')
    throw refusal(400, '', { projectLead: 'Select the user that leads the project.' });
  const id = core.state.nextId('project');
  const type = body.projectTypeKey ?? 'software';
  const teamManaged =
    (body.projectTemplateKey ?? '').includes('team-managed') ||
    (body.projectTemplateKey ?? '').includes('simplified-agility');
  let permissionScheme = body.permissionScheme ?? 0;
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
    permissionScheme,
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
    permissionScheme = core.state.nextId('scheme');
    project.ownRoles = roles;
    project.permissionScheme = permissionScheme;
    project.actors = { [roles[0]?.id ?? 0]: [{ id: core.state.nextId('actor'), accountId: lead }] };
    core.state.schemes.put(permissionScheme, {
      id: permissionScheme,
      name: `${body.key}: Simplified Permission Scheme`,
      description: '',
      projectId: id,
      access: 'private',
    });
  } else schemeAsked(core, String(permissionScheme));
  core.state.projects.put(id, project);
  core.audit.write(ask.caller, {
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
  core.audit.write(ask.caller, {
    summary: 'Permission scheme added to project',
    category: 'permissions',
    object: auditItem.project(project),
    associated: [auditItem.scheme(core.state.schemes.must(project.permissionScheme))],
  });
  core.events.raise('avi:jira:created:project', ask.caller, eventOf(core, ask, project), { named: false });
  return project;
}

/** Spaces: the search, one by one, their life and their permission scheme. */
export const projectOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/project/search',
    scopes: { classic: ['read:jira-work'], granular: readProjects },
    needs: 'nothing',
    answer: (core, ask) => {
      const status = ask.query.list('status');
      const wanted = status.length === 0 ? ['live'] : status;
      const wrong = wanted.filter(name => !['live', 'archived', 'deleted'].includes(name));
      if (wrong.length > 0) throw refusal(400, `The status '${wrong.join(',')}' is unknown.`);
      const admin = core.permissions.isJiraAdmin(ask.caller);
      const ids = ask.query.list('id');
      const keys = ask.query.list('keys');
      const type = ask.query.list('typeKey');
      const text = ask.query.text('query')?.toLowerCase();
      const found = [...core.state.projects.values()].filter(
        project =>
          wanted.includes(project.status) &&
          (ids.length === 0 || ids.includes(String(project.id))) &&
          (keys.length === 0 || keys.includes(project.key)) &&
          (type.length === 0 || type.includes(project.type)) &&
          (text === undefined ||
            project.name.toLowerCase().includes(text) ||
            project.key.toLowerCase().includes(text)) &&
          (project.status === 'deleted' ? admin : core.permissions.sees(ask.caller, project)),
      );
      found.sort(bySpaceOrder(ask.query.text('orderBy') ?? 'key'));
      const window = ask.query.window(100);
      const expand = ask.query.list('expand');
      return {
        status: 200,
        core: Math.max(0, Math.min(window.maxResults, found.length - window.startAt)),
        body: page(
          found,
          {
            ...window,
            self: at => `${core.url}/rest/api/3/project/search?${ask.query.with({ startAt: String(at) })}`,
          },
          project => projectView(core, ask.caller, project, expand),
        ),
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project',
    scopes: { classic: ['manage:jira-configuration'], granular: ['write:project:jira', 'read:project:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const project = create(core, ask);
      return {
        status: 201,
        body: { self: `${core.url}/rest/api/3/project/${project.id}`, id: project.id, key: project.key },
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/{projectIdOrKey}',
    scopes: { classic: ['read:jira-work'], granular: readProjects },
    needs: 'nothing',
    answer: (core, ask) => ({
      status: 200,
      core: 1,
      body: wholeProjectView(core, ask.caller, projectAsked(core, ask)),
    }),
  },
  {
    method: 'PUT',
    path: '/rest/api/3/project/{projectIdOrKey}',
    scopes: {
      classic: ['manage:jira-project'],
      granular: [...readProjects, 'write:project:jira', 'write:project.avatar:jira'],
    },
    needs: 'login',
    answer: (core, ask) => ({ status: 200, body: wholeProjectView(core, ask.caller, update(core, ask)) }),
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/project/{projectIdOrKey}',
    scopes: { classic: ['manage:jira-configuration'], granular: ['delete:project:jira'] },
    needs: 'administer',
    answer: (core, ask) => {
      const project = projectAsked(core, ask);
      move(core, ask, project, 'deleted', 'avi:jira:softdeleted:project', 'Project deleted');
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project/{projectIdOrKey}/archive',
    scopes: { classic: ['manage:jira-project'], granular: ['write:project:jira'] },
    needs: 'administer',
    answer: (core, ask) => {
      const project = projectAsked(core, ask);
      if (project.status !== 'live') throw refusal(400, 'The project is archived already.');
      move(core, ask, project, 'archived', 'avi:jira:archived:project', 'Project archived');
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project/{projectIdOrKey}/restore',
    scopes: { classic: ['manage:jira-configuration'], granular: [...readProjects, 'write:project:jira'] },
    needs: 'administer',
    answer: (core, ask) => {
      const project = projectAsked(core, ask, { deletedToo: true });
      if (project.status === 'live') throw refusal(400, 'The project is neither archived nor deleted.');
      const event =
        project.status === 'archived' ? 'avi:jira:unarchived:project' : 'avi:jira:restored:project';
      const restored = move(core, ask, project, 'live', event, 'Project restored');
      return { status: 200, body: wholeProjectView(core, ask.caller, restored) };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/{projectKeyOrId}/permissionscheme',
    scopes: schemeScopes,
    needs: 'login',
    answer: (core, ask) => {
      const project = projectAsked(core, ask);
      if (!core.permissions.administers(ask.caller, project)) throw notAdmin();
      const scheme = core.state.schemes.must(project.permissionScheme);
      const expand = schemeExpandAsked(ask);
      const withGrants = expand.length > 0;
      return {
        status: 200,
        access: 1 + (withGrants ? grantsOf(core.state, scheme).length : 0),
        body: schemeView(core, scheme, withGrants, expand),
      };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/project/{projectKeyOrId}/permissionscheme',
    scopes: {
      classic: ['manage:jira-project'],
      granular: [...schemeScopes.granular, 'write:project:jira'],
    },
    needs: 'administer',
    answer: (core, ask) => {
      const project = projectAsked(core, ask);
      const { id } = bodyOf(ask, z.object({ id: z.number() }));
      changeScheme(core, ask, project, id);
      return { status: 200, body: schemeView(core, schemeAsked(core, String(id)), false, []) };
    },
  },
];
