import { z } from 'zod';
import { notAdmin, refusal } from '../answer';
import { parseBody } from '../parse-body';
import type { Operation } from '../operation';
import { buildPage } from '../build-page';
import { grantsOf } from '../scheme-grants';
import { projectView, fullProjectView } from '../views/projects';
import { schemeView } from '../views/schemes';
import { requestedExpand, schemeScopes } from './permission-schemes';
import { requestedScheme } from './requested-scheme';
import { compareSpaces } from './project-order';
import { assignScheme, changeProjectStatus, updateProject } from './project-changes';
import { createProject } from './project-creation';
import { requestedProject } from './requested-project';

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

/** Spaces: the search, one by one, their life and their permission scheme. */
export const projectOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/project/search',
    scopes: { classic: ['read:jira-work'], granular: readProjects },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const status = request.query.list('status');
      const wanted = status.length === 0 ? ['live'] : status;
      const wrong = wanted.filter(name => !['live', 'archived', 'deleted'].includes(name));
      if (wrong.length > 0) throw refusal(400, `The status '${wrong.join(',')}' is unknown.`);
      const admin = core.permissions.isJiraAdmin(request.caller);
      const ids = request.query.list('id');
      const keys = request.query.list('keys');
      const type = request.query.list('typeKey');
      const text = request.query.text('query')?.toLowerCase();
      const found = [...core.state.projects.values()].filter(
        project =>
          wanted.includes(project.status) &&
          (ids.length === 0 || ids.includes(String(project.id))) &&
          (keys.length === 0 || keys.includes(project.key)) &&
          (type.length === 0 || type.includes(project.type)) &&
          (text === undefined ||
            project.name.toLowerCase().includes(text) ||
            project.key.toLowerCase().includes(text)) &&
          (project.status === 'deleted' ? admin : core.permissions.canSee(request.caller, project)),
      );
      found.sort(compareSpaces(request.query.text('orderBy') ?? 'key'));
      const expand = request.query.list('expand');
      return buildPage(core, request, found, {
        maxRows: 100,
        counts: 'core',
        show: project => projectView(core, request.caller, project, expand),
      });
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project',
    scopes: { classic: ['manage:jira-configuration'], granular: ['write:project:jira', 'read:project:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const project = createProject(core, request);
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
    requiredAccess: 'nothing',
    answer: (core, request) => ({
      status: 200,
      core: 1,
      body: fullProjectView(core, request.caller, requestedProject(core, request)),
    }),
  },
  {
    method: 'PUT',
    path: '/rest/api/3/project/{projectIdOrKey}',
    scopes: {
      classic: ['manage:jira-project'],
      granular: [...readProjects, 'write:project:jira', 'write:project.avatar:jira'],
    },
    requiredAccess: 'login',
    answer: (core, request) => ({
      status: 200,
      body: fullProjectView(core, request.caller, updateProject(core, request)),
    }),
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/project/{projectIdOrKey}',
    scopes: { classic: ['manage:jira-configuration'], granular: ['delete:project:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const project = requestedProject(core, request);
      if (!core.permissions.isJiraAdmin(request.caller)) throw refusal(404, 'No project could be found.');
      changeProjectStatus(
        core,
        request,
        project,
        'deleted',
        'avi:jira:softdeleted:project',
        'Project deleted',
      );
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project/{projectIdOrKey}/archive',
    scopes: { classic: ['manage:jira-project'], granular: ['write:project:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const project = requestedProject(core, request);
      if (project.status !== 'live') throw refusal(400, 'The project is archived already.');
      changeProjectStatus(
        core,
        request,
        project,
        'archived',
        'avi:jira:archived:project',
        'Project archived',
      );
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project/{projectIdOrKey}/restore',
    scopes: { classic: ['manage:jira-configuration'], granular: [...readProjects, 'write:project:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const project = requestedProject(core, request, { deletedToo: true });
      if (!core.permissions.isJiraAdmin(request.caller)) throw refusal(404, 'No project could be found.');
      if (project.status === 'live') throw refusal(400, 'The project is neither archived nor deleted.');
      const event =
        project.status === 'archived' ? 'avi:jira:unarchived:project' : 'avi:jira:restored:project';
      const restored = changeProjectStatus(core, request, project, 'live', event, 'Project restored');
      return { status: 200, body: fullProjectView(core, request.caller, restored) };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/{projectKeyOrId}/permissionscheme',
    scopes: schemeScopes,
    requiredAccess: 'login',
    answer: (core, request) => {
      const project = requestedProject(core, request);
      if (!core.permissions.canAdminister(request.caller, project)) throw notAdmin();
      const scheme = core.state.schemes.getOrThrow(project.permissionScheme);
      const expand = requestedExpand(request);
      const withGrants = expand.length > 0;
      return {
        status: 200,
        access: 1 + (withGrants ? grantsOf(core, scheme).length : 0),
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
    requiredAccess: 'administer',
    answer: (core, request) => {
      const project = requestedProject(core, request);
      const { id } = parseBody(request, z.object({ id: z.number() }));
      assignScheme(core, request, project, id);
      return { status: 200, body: schemeView(core, requestedScheme(core, String(id)), false, []) };
    },
  },
];
