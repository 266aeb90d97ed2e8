import { refusal } from '../answer';
import { requirePermission } from '../issue-access';
import { fieldDefinitionsOf } from '../issue-fields';
import { issueTypesOf } from '../issue-types';
import type { Operation } from '../operation';
import { requestedProject } from './requested-project';

/** What a new work item of a space must and may have. */
export const createMetadataOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
    scopes: {
      classic: ['read:jira-work'],
      granular: ['read:issue-meta:jira', 'read:avatar:jira', 'read:field-configuration:jira'],
    },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const project = requestedProject(core, request, { status: 400 });
      requirePermission(core, request, project, 'CREATE_ISSUES', { status: 400 });
      const type = issueTypesOf(project).find(({ id }) => id === request.path['issueTypeId']);
      if (!type) throw refusal(400, 'Issue type not found in the project.');
      const fields = fieldDefinitionsOf(project, type);
      const { startAt, maxResults } = request.query.window(200);
      return {
        status: 200,
        core: 1,
        body: {
          startAt,
          maxResults,
          total: fields.length,
          fields: fields.slice(startAt, startAt + maxResults).map(field => ({
            required: field.required,
            schema: field.schema,
            name: field.name,
            key: field.id,
            fieldId: field.id,
            hasDefaultValue: field.hasDefaultValue === true,
            operations: field.operations,
            ...(field.allowedValues ? { allowedValues: field.allowedValues } : {}),
          })),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/{projectIdOrKey}/components',
    scopes: {
      classic: ['read:jira-work'],
      granular: [
        'read:project:jira',
        'read:project.component:jira',
        'read:user:jira',
        'read:application-role:jira',
        'read:avatar:jira',
        'read:group:jira',
      ],
    },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const project = requestedProject(core, request);
      return {
        status: 200,
        core: project.components.length,
        body: project.components.map(({ id, name }) => ({
          self: `${core.url}/rest/api/3/component/${id}`,
          id: String(id),
          name,
          project: project.key,
          projectId: project.id,
          assigneeType: 'PROJECT_DEFAULT',
          realAssigneeType: 'PROJECT_DEFAULT',
          isAssigneeTypeValid: false,
        })),
      };
    },
  },
];
