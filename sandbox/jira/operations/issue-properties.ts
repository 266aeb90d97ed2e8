import { refusal } from '../answer';
import { demand, issueAsked, putIssue, raiseIssueEvent } from '../issue-access';
import type { Ask, Core, Operation } from '../operation';

function keyAsked(core: Core, ask: Ask): string {
  const key = ask.path['propertyKey'] ?? '';
  const { issue } = issueAsked(core, ask);
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
    needs: 'nothing',
    answer: (core, ask) => {
      const { issue } = issueAsked(core, ask);
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
    needs: 'nothing',
    answer: (core, ask) => {
      const key = keyAsked(core, ask);
      return { status: 200, body: { key, value: issueAsked(core, ask).issue.properties[key] } };
    },
  },
  {
    method: 'PUT',
    path: `${path}/{propertyKey}`,
    scopes: { classic: ['write:jira-work'], granular: ['write:issue.property:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const { issue, project } = issueAsked(core, ask);
      demand(core, ask, project, 'EDIT_ISSUES', { issue });
      const key = ask.path['propertyKey'] ?? '';
      if (key.length > 255) throw refusal(400, 'The property key is longer than 255 characters.');
      if (ask.body === undefined) throw refusal(400, 'The property value is no valid JSON.');
      if (JSON.stringify(ask.body).length > 32_768)
        throw refusal(400, 'The property value is longer than 32768 characters.');
      const known = key in issue.properties;
      const after = putIssue(core, { ...issue, properties: { ...issue.properties, [key]: ask.body } });
      raiseIssueEvent(core, ask, 'avi:jira:set:issue-property', after, {
        property: { key, value: ask.body },
      });
      return { status: known ? 200 : 201, body: {} };
    },
  },
  {
    method: 'DELETE',
    path: `${path}/{propertyKey}`,
    scopes: { classic: ['write:jira-work'], granular: ['delete:issue.property:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const key = keyAsked(core, ask);
      const { issue, project } = issueAsked(core, ask);
      demand(core, ask, project, 'EDIT_ISSUES', { issue, status: 404 });
      const properties = { ...issue.properties };
      delete properties[key];
      const after = putIssue(core, { ...issue, properties });
      raiseIssueEvent(core, ask, 'avi:jira:deleted:issue-property', after, { property: { key } });
      return { status: 204 };
    },
  },
];
