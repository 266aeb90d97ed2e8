import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { readRows } from '../jira/rows';
import { type Doubt } from '../terms/doubt';
import { type Reading } from '../terms/reading';
import { idOfObject, mayBeOf } from './audit-record';
import { type Change } from './change';
import { type SchemeFact, type SchemeListFact } from './facts';
import { rereadObject } from './reread';
import { grant, schemeFactOf, schemeWithGrants } from './scheme-grants';
import { schemeList } from './scheme-list';
import { type ObjectRead } from './single-objects';
import { type Reader, type Reread, type Touch } from './source';
import { spaceSchemes } from './space-schemes';

/** Whether a scheme may be without grants: only where it is known that no space uses it. */
function mayBeEmpty({ reading }: Reader, { id, space }: SchemeFact): boolean {
  const uses = reading(spaceSchemes);
  return space === undefined && uses.gaps.length === 0 && uses.facts.every(({ scheme }) => scheme !== id);
}

const identified = z.object({ id: z.union([z.string(), z.number()]) });

/** Whether a scheme names one of its grants twice: then others are likely to be missing. */
function repeatsGrants(given: readonly unknown[]): boolean {
  const ids = given.flatMap(raw => identified.safeParse(raw).data?.id ?? []);
  return new Set(ids).size < ids.length;
}

/**
 * A scheme with the grants that can be read, and what can't. One that spaces use has grants: nobody could see them without.
 * @throws JiraError `gone` where there is no such scheme, `refused` where it comes without its grants, or with some twice.
 */
export async function readScheme(reader: Reader, id: string): Promise<Required<ObjectRead<SchemeFact>>> {
  const scheme = await reader.jira.call('permission-scheme.get', {
    path: { schemeId: id },
    query: { expand: 'all' },
    answer: schemeWithGrants,
  });
  const { rows, gaps } = readRows('permission-scheme.get', grant, scheme.permissions);
  const fact = schemeFactOf(scheme, rows);
  if (scheme.permissions.length === 0 && !mayBeEmpty(reader, fact))
    throw new JiraError('refused', 'permission-scheme.get', { at: 'grants' satisfies Doubt });
  if (repeatsGrants(scheme.permissions))
    throw new JiraError('refused', 'permission-scheme.get', { at: 'repeated' satisfies Doubt });
  return { fact, gaps };
}

/** One scheme again. A scheme of the other kind breaks nothing here: its own source tells of it. */
export const rereadScheme = (
  reader: Reader,
  key: string,
  belongs: (scheme: SchemeFact) => boolean,
): Promise<Reread<SchemeFact>> =>
  rereadObject(reader, async () => {
    const { fact, gaps } = await readScheme(reader, key);
    if (!belongs(fact)) return { facts: [] };
    return gaps[0] === undefined ? { facts: [fact] } : { gap: gaps[0] };
  });

/**
 * Which schemes an audit record changed. The record bears the scheme's id, but not its kind: the list tells that, and of one
 * that isn't on it both kinds are asked for.
 */
export function touchedSchemes(
  change: Change,
  known: Pick<Reader, 'reading'>,
  belongs: (scheme: SchemeListFact) => boolean,
): Touch {
  const id = idOfObject(change, 'SCHEME');
  if (id === undefined || !mayBeOf(change, 'permissions')) return 'none';
  const listed = known.reading(schemeList).facts.find(scheme => scheme.id === id);
  return listed === undefined || belongs(listed) ? [id] : 'none';
}

/** Of the schemes that others name, those that a closed pass has not read and nothing has read since. */
export const unreadOf = (
  { asOf, facts, rereadAt }: Reading<SchemeFact>,
  named: readonly string[],
): readonly string[] => {
  if (asOf === undefined) return [];
  const read = new Set(facts.map(({ id }) => id));
  return named.filter(id => !read.has(id) && rereadAt?.has(id) !== true);
};
