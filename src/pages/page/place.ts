/** Where a person is within the app's page. */
export type Place =
  | { readonly page: 'checklist' }
  | { readonly page: 'control'; readonly control: string }
  | { readonly page: 'settings'; readonly group: SettingsPlace }
  | { readonly page: 'evidence' }
  | { readonly page: 'start' };

/** How a person goes to a place: by a tab, which stays where it is, or by anything else. */
export type By = 'tab' | 'way';

export const SETTINGS_PLACES = ['filing', 'baseline', 'open', 'sensitive', 'people', 'file'] as const;
export type SettingsPlace = (typeof SETTINGS_PLACES)[number];

/** The path within the page, for the browser's own back and forward. */
export function pathOf(place: Place): string {
  switch (place.page) {
    case 'control':
      return `/control/${place.control}`;
    case 'settings':
      return `/settings/${place.group}`;
    default:
      return `/${place.page}`;
  }
}

/**
 * The place that a path stands for; one that stands for nothing is the checklist.
 * @param first where the page opens, which is the empty path.
 */
export function placeOf(path: string, first: Place): Place {
  const [page, detail = ''] = path.split('/').filter(part => part !== '');
  if (page === undefined) return first;
  if (page === 'control' && /^[A-Z]{3}-\d{1,3}$/.test(detail)) return { page, control: detail };
  if (page === 'settings') return { page, group: SETTINGS_PLACES.find(each => each === detail) ?? 'filing' };
  if (page === 'evidence' || page === 'start') return { page };
  return { page: 'checklist' };
}
