import { APPROVED_MONTHS, holding, type Settings, type SpaceEntry } from '../settings/settings';
import { type Day, monthsAfter } from '../terms/day';

/** The spaces that may be public, and entries that say too little to approve anything. */
export interface ApprovedSpaces {
  readonly approved: readonly SpaceEntry[];
  readonly incomplete: readonly SpaceEntry[];
}

/** An approval gives a reason, somebody who answers for it, and a day within a year on which it ends. */
const isComplete = ({ reason, owner, until }: SpaceEntry, today: Day): boolean =>
  reason.trim() !== '' && owner !== '' && until !== undefined && until <= monthsAfter(today, APPROVED_MONTHS);

/** What the settings say about public spaces on a day of the site. */
export function approvedSpaces(settings: Settings, today: Day): ApprovedSpaces {
  const entries = holding(settings.approvedSpaces, today);
  return {
    approved: entries.filter(entry => isComplete(entry, today)),
    incomplete: entries.filter(entry => !isComplete(entry, today)),
  };
}
