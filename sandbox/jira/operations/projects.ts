import { z } from 'zod';
import { notAdmin, refusal } from '../answer';
import { bodyOf } from '../body';
import type { Operation } from '../operation';
import { pageOf } from '../paged';
import { grantsOf } from '../scheme-grants';
import { projectView, wholeProjectView } from '../views/projects';
import { schemeView } from '../views/schemes';
import { schemeExpandAsked, schemeScopes } from './permission-schemes';
import { schemeAsked } from './scheme-asked';
import { bySpaceOrder } from './project-order';
import { changeScheme, movedProject, updatedProject } from './project-changes';
import { createdProject } from './project-creation';
import { projectAsked } from './project-access';

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
      const expand = ask.query.list('expand');
      return pageOf(core, ask, found, {
        most: 100,
        counts: 'core',
        show: project => projectView(core, ask.caller, project, expand),
      });
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project',
    scopes: { classic: ['manage:jira-configuration'], granular: ['write:project:jira', 'read:project:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const project = createdProject(core, ask);
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
    answer: (core, ask) => ({
      status: 200,
      body: wholeProjectView(core, ask.caller, updatedProject(core, ask)),
    }),
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/project/{projectIdOrKey}',
    scopes: { classic: ['manage:jira-configuration'], granular: ['delete:project:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const project = projectAsked(core, ask);
      if (!core.permissions.isJiraAdmin(ask.caller)) throw refusal(404, 'No project could be found.');
      movedProject(core, ask, project, 'deleted', 'avi:jira:softdeleted:project', 'Project deleted');
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
      movedProject(core, ask, project, 'archived', 'avi:jira:archived:project', 'Project archived');
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project/{projectIdOrKey}/restore',
    scopes: { classic: ['manage:jira-configuration'], granular: [...readProjects, 'write:project:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const project = projectAsked(core, ask, { deletedToo: true });
      if (!core.permissions.isJiraAdmin(ask.caller)) throw refusal(404, 'No project could be found.');
      if (project.status === 'live') throw refusal(400, 'The project is neither archived nor deleted.');
      const event =
        project.status === 'archived' ? 'avi:jira:unarchived:project' : 'avi:jira:restored:project';
      const restored = movedProject(core, ask, project, 'live', event, 'Project restored');
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
    needs: 'administer',
    answer: (core, ask) => {
      const project = projectAsked(core, ask);
      const { id } = bodyOf(ask, z.object({ id: z.number() }));
      changeScheme(core, ask, project, id);
      return { status: 200, body: schemeView(core, schemeAsked(core, String(id)), false, []) };
    },
  },
];
