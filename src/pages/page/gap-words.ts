import { type Page } from './page-context';

/** Rights of Jira's by their keys, as a gap names them. */
const RIGHTS = ['ADMINISTER', 'USER_PICKER'] as const;

/** Where something could not be read: a right by its name, else the place in the API's words, for whoever looks into it. */
export function whereOf({ say }: Page, ...places: readonly string[]): string {
  const named = places.map(place => {
    const right = RIGHTS.find(each => each === place);
    return right === undefined ? place : say(`gaps.right.${right}`);
  });
  return say('gaps.where', { at: named.join(', ') });
}
