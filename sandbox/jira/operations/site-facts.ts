import { z } from 'zod';
import { notAdmin, page, refusal } from '../answer';
import { bodyOf } from '../body';
import type { Operation } from '../operation';
import { jiraTime } from '../time';

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
export const siteFactOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/serverInfo',
    scopes: { classic: [], granular: [] },
    needs: 'nothing',
    answer: core => ({
      status: 200,
      body: {
        baseUrl: core.url,
        version: '1001.0.0-SNAPSHOT',
        versionNumbers: [1001, 0, 0],
        deploymentType: 'Cloud',
        buildNumber: 100_290,
        buildDate: '2026-11-10T09:12:31.000+0000',
        serverTime: jiraTime(core.clock.now()),
        scmInfo: 'sandbox',
        serverTitle: core.state.site.title,
        defaultLocale: { locale: 'en_US' },
        serverTimeZone: 'Etc/UTC',
      },
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/instance/license',
    scopes: { classic: ['manage:jira-configuration'], granular: ['read:license:jira'] },
    needs: 'login',
    answer: core => ({
      status: 200,
      body: { applications: Object.entries(core.state.site.plans).map(([id, plan]) => ({ id, plan })) },
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/application-properties',
    scopes: readConfiguration,
    needs: 'administer',
    answer: (core, ask) => {
      const key = ask.query.text('key');
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
    needs: 'administer',
    answer: (core, ask) => {
      const property = properties.find(({ key }) => key === ask.path['id']);
      if (!property) throw refusal(404, `No property with key '${ask.path['id']}' exists.`);
      const { value } = bodyOf(ask, z.object({ id: z.string().optional(), value: z.string() }));
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
    path: '/rest/api/3/configuration',
    scopes: {
      classic: ['read:jira-user'],
      granular: ['read:instance-configuration:jira', 'read:issue.time-tracking:jira'],
    },
    needs: 'login',
    answer: core => {
      const { options } = core.state.site;
      return {
        status: 200,
        body: {
          votingEnabled: options.voting,
          watchingEnabled: options.watching,
          unassignedIssuesAllowed: options.unassigned,
          subTasksEnabled: options.subTasks,
          issueLinkingEnabled: options.issueLinking,
          timeTrackingEnabled: true,
          attachmentsEnabled: true,
          timeTrackingConfiguration: {
            workingHoursPerDay: 8,
            workingDaysPerWeek: 5,
            timeFormat: 'pretty',
            defaultUnit: 'minute',
          },
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/data-policy',
    scopes: { classic: ['read:jira-work'] },
    needs: 'login',
    answer: core => ({
      status: 200,
      body: { anyContentBlocked: [...core.state.projects.values()].some(project => project.hiddenFromApps) },
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/data-policy/project',
    scopes: { classic: ['read:jira-work'] },
    needs: 'login',
    answer: (core, ask) => {
      const ids = ask.query.list('ids');
      if (ids.length === 0 || ids.length > 50) throw refusal(400, 'Name from 1 to 50 projects in `ids`.');
      const projects = ids.map(id => {
        const project = /^\d+$/.test(id) ? core.state.projects.get(Number(id)) : undefined;
        if (!project || !core.permissions.sees(ask.caller, project))
          throw refusal(400, `The project '${id}' is unknown or not permitted.`);
        return project;
      });
      return {
        status: 200,
        core: projects.length,
        body: {
          projectDataPolicies: projects.map(project => ({
            id: project.id,
            dataPolicy: { anyContentBlocked: project.hiddenFromApps === true },
          })),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/announcementBanner',
    scopes: { classic: ['manage:jira-configuration'] },
    needs: 'administer',
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
    needs: 'administer',
    answer: (core, ask) => {
      const change = bodyOf(
        ask,
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
  {
    method: 'GET',
    path: '/rest/api/3/classification-levels',
    scopes: { classic: ['read:jira-work'], granular: ['read:project:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const asked = ask.query.list('status').map(status => status.toLowerCase());
      const levels = core.state.classificationLevels.filter(
        level => asked.length === 0 || asked.includes(level.status),
      );
      return { status: 200, body: { classifications: levels } };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/plans/plan',
    scopes: { classic: ['read:jira-work'] },
    needs: 'administer',
    answer: core => {
      if (!core.state.site.premium) throw notAdmin();
      return { status: 200, body: { values: [], last: true, size: 0, total: 0, cursor: '' } };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/notificationscheme',
    scopes: {
      classic: ['manage:jira-configuration'],
      granular: [
        'read:field:jira',
        'read:notification-scheme:jira',
        'read:project:jira',
        'read:project-role:jira',
        'read:user:jira',
        'read:avatar:jira',
        'read:group:jira',
        'read:project-category:jira',
        'read:field-configuration:jira',
      ],
    },
    needs: 'administer',
    answer: (core, ask) => {
      const expand = ask.query.list('expand');
      const withEvents = expand.includes('all') || expand.includes('notificationSchemeEvents');
      const schemes = [...core.state.notificationSchemes.values()];
      const window = ask.query.window(50);
      return {
        status: 200,
        access: Math.min(window.maxResults, schemes.length),
        body: page(
          schemes,
          { ...window, self: at => `${core.url}/rest/api/3/notificationscheme?startAt=${at}` },
          scheme => ({
            expand: 'notificationSchemeEvents,user,group,projectRole,field,all',
            id: scheme.id,
            self: `${core.url}/rest/api/3/notificationscheme/${scheme.id}`,
            name: scheme.name,
            description: scheme.description,
            ...(withEvents
              ? {
                  notificationSchemeEvents: [
                    {
                      event: {
                        id: 1,
                        name: 'Issue created',
                        description: 'This is the issue created event.',
                      },
                      notifications: [
                        { id: scheme.id * 10 + 1, notificationType: 'CurrentAssignee' },
                        { id: scheme.id * 10 + 2, notificationType: 'Reporter' },
                        ...scheme.addresses.map((address, index) => ({
                          id: scheme.id * 10 + 3 + index,
                          notificationType: 'EmailAddress',
                          parameter: address,
                          recipient: address,
                          emailAddress: address,
                        })),
                      ],
                    },
                  ],
                }
              : {}),
          }),
        ),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/issuesecurityschemes',
    scopes: {
      classic: ['manage:jira-project'],
      granular: ['read:issue-security-level:jira', 'read:issue-security-scheme:jira'],
    },
    needs: 'administer',
    answer: core => ({
      status: 200,
      body: {
        issueSecuritySchemes: [...core.state.securitySchemes.values()].map(scheme => ({
          self: `${core.url}/rest/api/3/issuesecurityschemes/${scheme.id}`,
          id: scheme.id,
          name: scheme.name,
          description: scheme.description,
          defaultSecurityLevelId: scheme.defaultLevel,
        })),
      },
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/issuesecurityschemes/search',
    scopes: {
      classic: ['manage:jira-configuration'],
      granular: ['read:issue-security-level:jira', 'read:issue-security-scheme:jira'],
    },
    needs: 'administer',
    answer: (core, ask) => {
      const schemes = [...core.state.securitySchemes.values()];
      return {
        status: 200,
        access: schemes.length,
        body: page(
          schemes,
          {
            ...ask.query.window(50),
            self: at => `${core.url}/rest/api/3/issuesecurityschemes/search?startAt=${at}`,
          },
          scheme => ({
            id: scheme.id,
            self: `${core.url}/rest/api/3/issuesecurityscheme/${scheme.id}`,
            name: scheme.name,
            description: scheme.description,
            defaultLevel: scheme.defaultLevel,
            projectIds: [...core.state.projects.values()]
              .filter(project => project.securityScheme === scheme.id)
              .map(project => project.id),
          }),
        ),
      };
    },
  },
];

/** Turns one of Jira's global options on or off and raises its event; Jira has no public operation for it. */
export function setOption(
  core: Parameters<Operation['answer']>[0],
  actor: Parameters<Operation['answer']>[1]['caller'],
  key: string,
  value: boolean,
): void {
  const option = configurationEvents[key];
  if (!option) throw refusal(400, `There is no option '${key}'.`);
  core.state.site.options[option] = value;
  core.state.siteChanged();
  core.events.raise('avi:jira:changed:configuration', actor, { property: { key, value: String(value) } });
}
