import { type SpaceFact } from '../evidence/facts';
import { activeIds, type Settings } from '../settings/settings';
import { type Day } from '../domain/day';

/** The spaces that admins marked as sensitive, as far as they were read. */
export function findSensitiveSpaces(
  spaces: readonly SpaceFact[],
  settings: Settings,
  today: Day,
): readonly SpaceFact[] {
  const ids = activeIds(settings.sensitiveSpaces, today);
  return spaces.filter(({ id }) => ids.has(id));
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Matches whole words in any alphabet: `PAY` matches in `PAY-12`, not in `PAYROLL`. */
const wordPattern = (text: string, flags: 'u' | 'iu'): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_])${escapeRegExp(text)}(?![\\p{L}\\p{N}_])`, flags);

/** Whether a title contains a space's key (in Jira's exact case) or its name (in any case). */
export const isSpaceInTitle = (title: string, spaces: readonly SpaceFact[]): boolean =>
  spaces.some(({ key, name }) => wordPattern(key, 'u').test(title) || wordPattern(name, 'iu').test(title));

/** Whether a query contains a space's key (also as part of a work item key), ID, or name. Ignores case. */
export const isSpaceInQuery = (query: string, spaces: readonly SpaceFact[]): boolean =>
  spaces.some(({ id, key, name }) => [id, key, name].some(word => wordPattern(word, 'iu').test(query)));
