import { refusal } from '../answer';
import { requirePermission, requestedIssue, saveIssue, raiseIssueEvent } from '../issue-access';
import type { ApiRequest, SiteCore, Operation } from '../operation';

function requestedPropertyKey(core: SiteCore, request: ApiRequest): string {
  const key = request.path['propertyKey'] ?? '';
  const { issue } = requestedIssue(core, request);
  if (!(key in issue.properties)) throw refusal(404, `The property '${key}' does not exist.`);
  return key;
}

const path = '/rest/api/3/issue/{issueIdOrKey}/properties';
const read = { classic: ['read:jira-work'], granular: ['read:issue.property:jira'] };

/** Entity properties of work items. */
export const issuePropertyOperations: readonly Operation[] = [
  {
    method: 'GET',
    path,
    scopes: read,
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue } = requestedIssue(core, request);
      return {
        status: 200,
        body: {
          keys: Object.keys(issue.properties).map(key => ({
            self: `${core.url}/rest/api/3/issue/${issue.id}/properties/${encodeURIComponent(key)}`,
            key,
          })),
        },
      };
    },
  },
  {
    method: 'GET',
    path: `${path}/{propertyKey}`,
    scopes: read,
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const key = requestedPropertyKey(core, request);
      return { status: 200, body: { key, value: requestedIssue(core, request).issue.properties[key] } };
    },
  },
  {
    method: 'PUT',
    path: `${path}/{propertyKey}`,
    scopes: { classic: ['write:jira-work'], granular: ['write:issue.property:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue, project } = requestedIssue(core, request);
      requirePermission(core, request, project, 'EDIT_ISSUES', { issue });
      const key = request.path['propertyKey'] ?? '';
      if (key.length > 255) throw refusal(400, 'The property key is longer than 255 characters.');
      if (request.body === undefined) throw refusal(400, 'The property value is no valid JSON.');
      if (JSON.stringify(request.body).length > 32_768)
        throw refusal(400, 'The property value is longer than 32768 characters.');
      const known = key in issue.properties;
      const after = saveIssue(core, { ...issue, properties: { ...issue.properties, [key]: request.body } });
      raiseIssueEvent(core, request, 'avi:jira:set:issue-property', after, {
        property: { key, value: request.body },
      });
      return { status: known ? 200 : 201, body: {} };
    },
  },
  {
    method: 'DELETE',
    path: `${path}/{propertyKey}`,
    scopes: { classic: ['write:jira-work'], granular: ['delete:issue.property:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const key = requestedPropertyKey(core, request);
      const { issue, project } = requestedIssue(core, request);
      requirePermission(core, request, project, 'EDIT_ISSUES', { issue, status: 404 });
      const properties = { ...issue.properties };
      delete properties[key];
      const after = saveIssue(core, { ...issue, properties });
      raiseIssueEvent(core, request, 'avi:jira:deleted:issue-property', after, { property: { key } });
      return { status: 204 };
    },
  },
];
