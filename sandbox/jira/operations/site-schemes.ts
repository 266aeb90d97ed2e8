import type { Operation } from '../operation';
import { buildPage } from '../build-page';

/** Notification schemes and issue-security schemes. */
export const siteSchemeOperations: readonly Operation[] = [
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
    requiredAccess: 'login',
    answer: (core, request) => {
      const expand = request.query.list('expand');
      const withEvents = expand.includes('all') || expand.includes('notificationSchemeEvents');
      // Those of spaces that the caller administers: for a Jira admin, all.
      const schemes = [...core.state.notificationSchemes.values()].filter(
        ({ id }) =>
          core.permissions.isJiraAdmin(request.caller) ||
          [...core.state.projects.values()].some(
            project =>
              project.notificationScheme === id && core.permissions.canAdminister(request.caller, project),
          ),
      );
      return buildPage(core, request, schemes, {
        maxRows: 50,
        counts: 'access',
        show: scheme => ({
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
      });
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/issuesecurityschemes',
    scopes: {
      classic: ['manage:jira-project'],
      granular: ['read:issue-security-level:jira', 'read:issue-security-scheme:jira'],
    },
    requiredAccess: 'administer',
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
    requiredAccess: 'administer',
    answer: (core, request) => {
      const schemes = [...core.state.securitySchemes.values()];
      return buildPage(core, request, schemes, {
        maxRows: 50,
        counts: 'access',
        show: scheme => ({
          id: scheme.id,
          self: `${core.url}/rest/api/3/issuesecurityscheme/${scheme.id}`,
          name: scheme.name,
          description: scheme.description,
          defaultLevel: scheme.defaultLevel,
          projectIds: [...core.state.projects.values()]
            .filter(project => project.securityScheme === scheme.id)
            .map(project => project.id),
        }),
      });
    },
  },
];
