import { z } from 'zod';
import { refusal } from '../answer';
import { parseBody } from '../parse-body';
import type { SiteCore, Operation } from '../operation';
import type { Viewer } from '../permissions';

const properties: readonly { key: string; name: string; type: string; default: string }[] = [
  {
    key: 'jira.option.globalsharing',
    name: 'Share filters and dashboards with everyone',
    type: 'boolean',
    default: 'true',
  },
  {
    key: 'jira.clone.prefix',
    name: 'The prefix added to the Summary field of cloned issues',
    type: 'string',
    default: 'CLONE -',
  },
  { key: 'jira.title', name: 'The name of this site', type: 'string', default: 'Jira' },
  {
    key: 'jira.option.user.externalmgt',
    name: 'External user management',
    type: 'boolean',
    default: 'false',
  },
  { key: 'jira.issue.actions.order', name: 'The default order of actions', type: 'string', default: 'asc' },
  {
    key: 'jira.date.picker.javascript.format',
    name: 'Date picker format',
    type: 'string',
    default: '%e/%b/%y',
  },
];

const configurationEvents: Record<
  string,
  'voting' | 'watching' | 'unassigned' | 'subTasks' | 'issueLinking'
> = {
  'jira.option.voting': 'voting',
  'jira.option.watching': 'watching',
  'jira.option.allowunassigned': 'unassigned',
  'jira.option.allowsubtasks': 'subTasks',
  'jira.option.issuelinking': 'issueLinking',
};

const readConfiguration = {
  classic: ['manage:jira-configuration'],
  granular: ['read:instance-configuration:jira'],
};

/** What a site is and how it is set up. */

/** What administrators set: application properties and the announcement banner. */
export const siteSettingOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/application-properties',
    scopes: readConfiguration,
    requiredAccess: 'login',
    answer: (core, request) => {
      const key = request.query.text('key');
      const forbidden = request.isFromApp && core.switches.applicationPropertiesForApps === 'forbidden';
      if (forbidden || !core.permissions.isJiraAdmin(request.caller))
        throw refusal(404, 'You may not see application properties.');
      const found = properties.filter(property => key === undefined || property.key === key);
      if (key !== undefined && found.length === 0)
        throw refusal(404, `No property with key '${key}' exists.`);
      return {
        status: 200,
        body: found.map(property => ({
          id: property.key,
          key: property.key,
          value: core.state.site.properties[property.key] ?? property.default,
          name: property.name,
          type: property.type,
          defaultValue: property.default,
        })),
      };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/application-properties/{id}',
    scopes: {
      classic: ['manage:jira-configuration'],
      granular: ['write:instance-configuration:jira', 'read:instance-configuration:jira'],
    },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const property = properties.find(({ key }) => key === request.path['id']);
      if (!property) throw refusal(404, `No property with key '${request.path['id']}' exists.`);
      const { value } = parseBody(request, z.object({ id: z.string().optional(), value: z.string() }));
      if (property.type === 'boolean' && value !== 'true' && value !== 'false')
        throw refusal(400, `The value of '${property.key}' is true or false.`);
      core.state.site.properties[property.key] = value;
      core.state.siteChanged();
      return {
        status: 200,
        body: {
          id: property.key,
          key: property.key,
          value,
          name: property.name,
          type: property.type,
          defaultValue: property.default,
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/announcementBanner',
    scopes: { classic: ['manage:jira-configuration'] },
    requiredAccess: 'administer',
    answer: core => {
      const { banner } = core.state.site;
      return {
        status: 200,
        body: {
          message: banner.message,
          isEnabled: banner.enabled,
          isDismissible: banner.dismissible,
          visibility: banner.visibility,
          hashId: 'B0'.concat(String(banner.message.length)),
        },
      };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/announcementBanner',
    scopes: { classic: ['manage:jira-configuration'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const change = parseBody(
        request,
        z.object({
          message: z.string().optional(),
          isEnabled: z.boolean().optional(),
          isDismissible: z.boolean().optional(),
          visibility: z.enum(['public', 'private']).optional(),
        }),
      );
      const { banner } = core.state.site;
      if (change.message !== undefined) banner.message = change.message;
      if (change.isEnabled !== undefined) banner.enabled = change.isEnabled;
      if (change.isDismissible !== undefined) banner.dismissible = change.isDismissible;
      if (change.visibility !== undefined) banner.visibility = change.visibility;
      core.state.siteChanged();
      return { status: 204 };
    },
  },
];

/** Turns one of Jira's global options on or off and raises its event; Jira has no public operation for it. */
export function setOption(core: SiteCore, actor: Viewer, key: string, value: boolean): void {
  const option = configurationEvents[key];
  if (!option) throw refusal(400, `There is no option '${key}'.`);
  core.state.site.options[option] = value;
  core.state.siteChanged();
  core.events.raise('avi:jira:changed:configuration', actor, { property: { key, value: String(value) } });
}
