import { modulePath } from '../route';

/**
 * The path of a place that the app names by its kind (`NavigationTarget` of @forge/bridge).
 * @throws for the kinds that only Confluence has.
 */
export function targetPath(location: Record<string, unknown>): string {
  const part = (name: string) => encodeURIComponent(String(location[name] ?? ''));
  switch (location.target) {
    case 'module':
      return modulePath(
        String(location.moduleKey ?? ''),
        typeof location.path === 'string' ? location.path : '/',
      );
    case 'issue':
      return `/browse/${part('issueKey')}`;
    case 'dashboard':
      return `/jira/dashboards/${part('dashboardId')}`;
    case 'userProfile':
      return `/jira/people/${part('accountId')}`;
    case 'projectSettingsDetails':
      return `/jira/projects/${part('projectKey')}/settings/details`;
    default:
      throw new Error(`Jira has no place of the kind "${String(location.target)}"`);
  }
}
