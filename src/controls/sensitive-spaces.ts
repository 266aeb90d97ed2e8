import { type SpaceFact } from '../evidence/facts';
import { idsOf, type Settings } from '../settings/settings';
import { type Day } from '../terms/day';

/** The spaces that the site's admins called sensitive, as far as they were read. */
export function sensitiveSpaces(
  spaces: readonly SpaceFact[],
  settings: Settings,
  today: Day,
): readonly SpaceFact[] {
  const ids = idsOf(settings.sensitiveSpaces, today);
  return spaces.filter(({ id }) => ids.has(id));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Letters and digits of any alphabet end a word only where none follows: `PAY` is in `PAY-12`, not in `PAYROLL`. */
const asWord = (text: string, flags: 'u' | 'iu'): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(text)}(?![\\p{L}\\p{N}_])`, flags);

/** A title names a space by its key as Jira writes it, or by its name in any case. */
export const titleNames = (title: string, spaces: readonly SpaceFact[]): boolean =>
  spaces.some(({ key, name }) => asWord(key, 'u').test(title) || asWord(name, 'iu').test(title));

/** A query names a space by its key in any case, a work item's key included, by its id, or by its name. */
export const queryNames = (query: string, spaces: readonly SpaceFact[]): boolean =>
  spaces.some(({ id, key, name }) => [id, key, name].some(word => asWord(word, 'iu').test(query)));
