/** A location within the app's page. */
export type Route =
  | { readonly page: 'checklist' }
  | { readonly page: 'control'; readonly control: string }
  | { readonly page: 'settings'; readonly group: SettingsGroupName }
  | { readonly page: 'evidence' }
  | { readonly page: 'start' };

/** How the user navigates: with a tab, which stays on the page, or with anything else. */
export type NavigationSource = 'tab' | 'link';

export const SETTINGS_GROUPS = ['filing', 'baseline', 'open', 'sensitive', 'people', 'file'] as const;
export type SettingsGroupName = (typeof SETTINGS_GROUPS)[number];

/** The path within the page, for the browser's history. */
export function routePath(route: Route): string {
  switch (route.page) {
    case 'control':
      return `/control/${route.control}`;
    case 'settings':
      return `/settings/${route.group}`;
    default:
      return `/${route.page}`;
  }
}

/**
 * Parses a path. Unknown paths open the checklist.
 * @param initialRoute where the page opens, used for the empty path.
 */
export function parseRoute(path: string, initialRoute: Route): Route {
  const [page, detail = ''] = path.split('/').filter(part => part !== '');
  if (page === undefined) return initialRoute;
  if (page === 'control' && /^[A-Z]{3}-\d{1,3}$/.test(detail)) return { page, control: detail };
  if (page === 'settings') return { page, group: SETTINGS_GROUPS.find(each => each === detail) ?? 'filing' };
  if (page === 'evidence' || page === 'start') return { page };
  return { page: 'checklist' };
}
