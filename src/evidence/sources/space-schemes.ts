import { z } from 'zod';
import { type Jira } from '../../jira/jira';
import { changedObjectId, mayHaveCategory, objectsOfType, hasSummary } from '../audit-record';
import { type Change } from '../change';
import { type SpaceSchemeFact, spaceSchemeFactSchema } from '../facts';
import { recheckObject } from '../recheck-object';
import { schemeHeadSchema, schemeListSource } from './scheme-list';
import { compareById, readObjectPages } from '../object-pages';
import { defineSource, type SourceReader, type TouchedKeys } from '../source';
import { spacesSource } from './spaces';

/** Number of spaces per page. */
const PAGE_SIZE = 25;

const fetchSchemeHead = (jira: Jira, space: string) =>
  jira.call('project.permission-scheme', {
    path: { projectKeyOrId: space },
    responseSchema: schemeHeadSchema.omit({ name: true }),
  });

const fetchSpaceSchemeFact = async (jira: Jira, space: string): Promise<SpaceSchemeFact> => ({
  space,
  scheme: (await fetchSchemeHead(jira, space)).id,
});

/** `after`: the ID of the last space read. */
const passCursorSchema = z.object({ after: z.string() });

/** The spaces known to use a scheme. */
const spacesUsingScheme = (reader: Pick<SourceReader, 'reading'>, scheme: string): readonly string[] =>
  reader
    .reading(spaceSchemesSource)
    .facts.filter(fact => fact.scheme === scheme)
    .map(({ space }) => space);

/** Whether this source already has the space's scheme, or never reads it. */
function needsNoReading(reader: Pick<SourceReader, 'reading'>, id: string): boolean {
  const space = reader.reading(spacesSource).facts.find(each => each.id === id);
  if (space === undefined) return false;
  return space.teamManaged || reader.reading(spaceSchemesSource).facts.some(fact => fact.space === id);
}

/**
 * Finds new spaces, spaces with a different scheme, and all spaces of a deleted scheme, because Jira assigned them
 * another.
 */
function findTouchedSpaces(change: Change, reader: Pick<SourceReader, 'reading'>): TouchedKeys {
  if (hasSummary(change, 'Permission scheme deleted')) {
    const scheme = changedObjectId(change, 'SCHEME');
    if (scheme === undefined) return 'all';
    const affectedSpaces = spacesUsingScheme(reader, scheme);
    return affectedSpaces.length === 0 ? 'none' : affectedSpaces;
  }
  const id = changedObjectId(change, 'PROJECT');
  if (id === undefined) return 'none';
  if (change.via === 'event') return /:(created|restored|deleted):/.test(change.summary) ? [id] : 'none';
  const assignsScheme = mayHaveCategory(change, 'permissions') && objectsOfType(change, 'SCHEME').length > 0;
  const isNew = mayHaveCategory(change, 'projects') && !needsNoReading(reader, id);
  return assignsScheme || isNew ? [id] : 'none';
}

/** The permission scheme of each company-managed space, live or archived. Jira returns one space at a time. */
export const spaceSchemesSource = defineSource<SpaceSchemeFact>({
  id: 'spaceSchemes',
  version: 1,
  operations: ['project.permission-scheme'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: spaceSchemeFactSchema,
  keyOf: ({ space }) => space,
  async *pages(reader, from) {
    const { facts: allSpaces, gaps: spaceGaps } = reader.reading(spacesSource);
    const companyManaged = allSpaces.filter(({ teamManaged }) => !teamManaged).sort(compareById);
    const after = from === undefined ? undefined : { id: passCursorSchema.parse(from).after };
    const remaining =
      after === undefined ? companyManaged : companyManaged.filter(space => compareById(space, after) > 0);
    yield* readObjectPages(reader, {
      // A list that changed during the pass may repeat a space.
      keys: [...new Set(remaining.map(({ id }) => id))],
      size: PAGE_SIZE,
      read: async space => ({ fact: await fetchSpaceSchemeFact(reader.jira, space) }),
      pageDetails: (remainingKeys, last) => ({
        of: companyManaged.length,
        gaps: spaceGaps,
        ...(last === undefined || remainingKeys.length === 0 ? {} : { next: { after: last } }),
      }),
    });
  },
  recheck: (reader, key) =>
    recheckObject(reader, async () => {
      const { id, scope } = await fetchSchemeHead(reader.jira, key);
      // A scheme with a scope belongs to a team-managed space, which this source doesn't read.
      return { facts: scope?.project ? [] : [{ space: key, scheme: id }] };
    }),
  touchedBy: findTouchedSpaces,
  /** If the log is in another language, only a re-check of the scheme shows that it was deleted. */
  findUnreadKeys: (reader, own) => {
    const { deleted } = reader.reading(schemeListSource);
    return own.facts.filter(({ scheme }) => deleted?.has(scheme) === true).map(({ space }) => space);
  },
});
