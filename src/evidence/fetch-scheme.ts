import { z } from 'zod';
import { JiraError } from '../jira/jira-error';
import { parseRows } from '../jira/parse-rows';
import { type PlausibilityFailure } from '../domain/plausibility-failure';
import { type Reading } from '../domain/reading';
import { changedObjectId, mayHaveCategory } from './audit-record';
import { type Change } from './change';
import { type SchemeFact, type SchemeListFact } from './facts';
import { recheckObject } from './recheck-object';
import { grantSchema, buildSchemeFact, schemeWithGrantsSchema } from './scheme-grants';
import { schemeListSource } from './sources/scheme-list';
import { type ReadObject } from './object-pages';
import { type SourceReader, type RecheckResult, type TouchedKeys } from './source';
import { spaceSchemesSource } from './sources/space-schemes';

/** Whether a scheme may have no grants. Only plausible if no space uses it, and the list of uses is complete. */
function mayLackGrants({ reading }: SourceReader, { id, space }: SchemeFact): boolean {
  const schemeUses = reading(spaceSchemesSource);
  return (
    space === undefined &&
    schemeUses.gaps.length === 0 &&
    schemeUses.facts.every(({ scheme }) => scheme !== id)
  );
}

const grantIdSchema = z.object({ id: z.union([z.string(), z.number()]) });

/** Whether the response repeats a grant. Other grants are then probably missing. */
function hasRepeatedGrants(rawGrants: readonly unknown[]): boolean {
  const ids = rawGrants.flatMap(raw => grantIdSchema.safeParse(raw).data?.id ?? []);
  return new Set(ids).size < ids.length;
}

/**
 * Fetches a scheme with its readable grants, and gaps for the others. A scheme in use must have grants: without any, no
 * one could see the space.
 * @throws JiraError `not-found` if the scheme doesn't exist; `refused` if its grants are missing or repeated.
 */
export async function fetchScheme(
  reader: SourceReader,
  id: string,
): Promise<Required<ReadObject<SchemeFact>>> {
  const scheme = await reader.jira.call('permission-scheme.get', {
    path: { schemeId: id },
    query: { expand: 'all' },
    responseSchema: schemeWithGrantsSchema,
  });
  const { rows, gaps } = parseRows('permission-scheme.get', grantSchema, scheme.permissions);
  const fact = buildSchemeFact(scheme, rows);
  if (scheme.permissions.length === 0 && !mayLackGrants(reader, fact))
    throw new JiraError('refused', 'permission-scheme.get', { at: 'grants' satisfies PlausibilityFailure });
  if (hasRepeatedGrants(scheme.permissions))
    throw new JiraError('refused', 'permission-scheme.get', { at: 'repeated' satisfies PlausibilityFailure });
  return { fact, gaps };
}

/**
 * Re-checks one scheme. A scheme that belongs to the other source yields no facts here, because that source reports it.
 */
export const recheckScheme = (
  reader: SourceReader,
  key: string,
  belongsToSource: (scheme: SchemeFact) => boolean,
): Promise<RecheckResult<SchemeFact>> =>
  recheckObject(reader, async () => {
    const { fact, gaps } = await fetchScheme(reader, key);
    if (!belongsToSource(fact)) return { facts: [] };
    return gaps[0] === undefined ? { facts: [fact] } : { gap: gaps[0] };
  });

/**
 * Finds the scheme that an audit record changed. The record has the scheme's ID but not its kind, so the kind comes
 * from the list. Both sources re-check a scheme that isn't in the list.
 */
export function findTouchedSchemeIds(
  change: Change,
  reader: Pick<SourceReader, 'reading'>,
  belongsToSource: (scheme: SchemeListFact) => boolean,
): TouchedKeys {
  const id = changedObjectId(change, 'SCHEME');
  if (id === undefined || !mayHaveCategory(change, 'permissions')) return 'none';
  const listed = reader.reading(schemeListSource).facts.find(scheme => scheme.id === id);
  return listed === undefined || belongsToSource(listed) ? [id] : 'none';
}

/** Schemes that other sources name, and that neither the completed pass nor a re-check has read. */
export const findUnreadSchemes = (
  { fullReadAt, facts, recheckedAt }: Reading<SchemeFact>,
  namedIds: readonly string[],
): readonly string[] => {
  if (fullReadAt === undefined) return [];
  const readIds = new Set(facts.map(({ id }) => id));
  return namedIds.filter(id => !readIds.has(id) && recheckedAt?.has(id) !== true);
};
