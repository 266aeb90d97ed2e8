import { notAdmin, refusal } from '../answer';
import type { Operation } from '../operation';
import { jiraTime } from '../jira-time';

/** What a site is and how it is set up. */
export const siteFactOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/serverInfo',
    scopes: { classic: [], granular: [] },
    requiredAccess: 'nothing',
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
        serverTimeZone: 'Etc/UTC',
      },
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/instance/license',
    scopes: { classic: ['manage:jira-configuration'], granular: ['read:license:jira'] },
    requiredAccess: 'login',
    answer: core => ({
      status: 200,
      body: { applications: Object.entries(core.state.site.plans).map(([id, plan]) => ({ id, plan })) },
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/configuration',
    scopes: {
      classic: ['read:jira-user'],
      granular: ['read:instance-configuration:jira', 'read:issue.time-tracking:jira'],
    },
    requiredAccess: 'login',
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
    requiredAccess: 'login',
    answer: (core, request) => {
      if (request.isFromApp && core.switches.dataPolicyForApps === 'forbidden') throw notAdmin();
      return {
        status: 200,
        body: {
          anyContentBlocked: [...core.state.projects.values()].some(project => project.hiddenFromApps),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/data-policy/project',
    scopes: { classic: ['read:jira-work'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const ids = request.query.list('ids');
      if (ids.length === 0 || ids.length > 50) throw refusal(400, 'Name from 1 to 50 projects in `ids`.');
      const projects = ids.map(id => {
        const project = /^\d+$/.test(id) ? core.state.projects.get(Number(id)) : undefined;
        if (!project || !core.permissions.canSee(request.caller, project))
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
    path: '/rest/api/3/classification-levels',
    scopes: { classic: ['read:jira-work'], granular: ['read:project:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const requestedStatuses = request.query.list('status').map(status => status.toLowerCase());
      const levels = core.state.classificationLevels.filter(
        level => requestedStatuses.length === 0 || requestedStatuses.includes(level.status),
      );
      return { status: 200, body: { classifications: levels } };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/plans/plan',
    scopes: { classic: ['read:jira-work'] },
    requiredAccess: 'administer',
    answer: core => {
      if (!core.state.site.premium) throw notAdmin();
      return { status: 200, body: { values: [], last: true, size: 0, total: 0, cursor: '' } };
    },
  },
];
