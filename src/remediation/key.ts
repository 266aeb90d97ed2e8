import { type ControlId } from '../terms/control-terms';
import { type Subject } from '../terms/finding';

/** Where one person can fix it: the site, or one team-managed space by its API id. */
export type Place = 'site' | `space-${string}`;

/** One work item at a time has this key: control and place, e.g. `INF-03:site`. Fit for Forge's store and for JQL. */
export type RemediationKey = `${ControlId}:${Place}`;

export const placeOf = ({ space }: Subject): Place => (space === undefined ? 'site' : `space-${space}`);

export const keyOf = (control: ControlId, place: Place): RemediationKey => `${control}:${place}`;
