import { type Reading } from '../terms/reading';
import { type RightsFact } from './facts';
import { distinctGaps } from './read-pass';
import { gap, type Right, type Source } from './source';

const HELD: Readonly<Record<Exclude<Right, 'none'>, (rights: RightsFact) => boolean>> = {
  ADMINISTER: ({ administer }) => administer,
  USER_PICKER: ({ userPicker }) => userPicker,
};

/**
 * A reading in the light of what the caller may see. Without a source's right Jira answers 200 and leaves things out: the
 * facts stand, since what was seen is there, and gap `denied` keeps them from being taken for all. Where the rights
 * themselves could not be read, their own gaps do the same. What was read before the rights were found missing stands as
 * last seen.
 */
export function withRights<F>(
  reading: Reading<F>,
  source: Pick<Source<F>, 'right'>,
  rights: Reading<RightsFact>,
): Reading<F> {
  if (source.right === 'none') return reading;
  const [held] = rights.facts;
  if (held !== undefined && HELD[source.right](held)) return reading;
  const gaps = held === undefined && rights.gaps.length > 0 ? rights.gaps : [gap('denied', source.right)];
  return {
    ...reading,
    gaps: distinctGaps([...reading.gaps, ...gaps]),
    ...(rights.asOf === undefined ? {} : { unseenBefore: rights.asOf }),
  };
}
