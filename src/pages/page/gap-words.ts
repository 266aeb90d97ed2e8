import { doubtOf } from '../../terms/doubt';
import { type Gap } from '../../terms/gap';
import { type Page } from './page-context';

/** Rights of Jira's by their keys, as a gap names them. */
const RIGHTS = ['ADMINISTER', 'USER_PICKER'] as const;

/** Why something isn't known, in words. Of a list that isn't believed: what is wrong with it, and what the app does next. */
export function gapText({ say }: Pick<Page, 'say'>, { why, at }: Gap): string {
  const doubt = at === undefined ? undefined : doubtOf({ at });
  return doubt === undefined ? say(`gaps.${why}`) : `${say(`gaps.doubt.${doubt}`)} ${say('gaps.doubtNext')}`;
}

/** The place without the doubt, which is in words already. */
const bare = (place: string): string => {
  const doubt = doubtOf({ at: place });
  return doubt === undefined ? place : place.slice(0, -doubt.length - 1);
};

/** Where something could not be read: a right by its name, else the place in the API's words, for whoever looks into it. */
export function whereOf({ say }: Page, ...places: readonly string[]): string {
  const named = places.map(place => {
    const right = RIGHTS.find(each => each === place);
    return right === undefined ? bare(place) : say(`gaps.right.${right}`);
  });
  return say('gaps.where', { at: named.join(', ') });
}
