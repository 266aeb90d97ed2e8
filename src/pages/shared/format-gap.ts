import { findPlausibilityFailure } from '../../domain/plausibility-failure';
import { type Gap } from '../../domain/gap';
import { type PageServices } from './page-context';

/** Rights in gaps that have their own names in messages. */
const NAMED_RIGHTS = ['ADMINISTER', 'USER_PICKER'] as const;

/** Formats why something is unknown. For an implausible list, says what is wrong with it and what the app does next. */
export function formatGap({ formatMessage }: Pick<PageServices, 'formatMessage'>, { why, at }: Gap): string {
  const failure = at === undefined ? undefined : findPlausibilityFailure({ at });
  return failure === undefined
    ? formatMessage(`gaps.${why}`)
    : `${formatMessage(`gaps.doubt.${failure}`)} ${formatMessage('gaps.doubtNext')}`;
}

/** The gap's place without its plausibility failure, which the message already explains. */
const withoutFailure = (place: string): string => {
  const failure = findPlausibilityFailure({ at: place });
  return failure === undefined ? place : place.slice(0, -failure.length - 1);
};

/** Formats the places of gaps for troubleshooting: the name of a right, or the API operation. */
export function formatGapPlaces({ formatMessage }: PageServices, ...places: readonly string[]): string {
  const placeNames = places.map(place => {
    const right = NAMED_RIGHTS.find(each => each === place);
    return right === undefined ? withoutFailure(place) : formatMessage(`gaps.right.${right}`);
  });
  return formatMessage('gaps.where', { at: placeNames.join(', ') });
}
