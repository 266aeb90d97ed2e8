import { z } from 'zod';
import { idSchema } from '../../jira/id-schemas';
import {
  type ListCursor,
  listCursorSchema,
  type ListDefinition,
  fetchListPages,
} from '../../jira/list-pages';
import { changedAccountOf, changedObjectId, mayHaveCategory, hasSummary } from '../audit-record';
import { type Change } from '../change';
import { type SpaceFact, spaceFactSchema } from '../facts';
import { gapFromError, asJiraError } from '../jira-error-gaps';
import { ownerAccountSchema, buildOwner } from '../owner';
import { recheckObject } from '../recheck-object';
import { type PassCursor, defineSource, type SourceReader, type TouchedKeys } from '../source';

const projectSchema = z.object({
  id: idSchema,
  key: idSchema,
  name: z.string(),
  archived: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  style: z.string().nullish(),
  simplified: z.boolean().nullish(),
  projectTypeKey: z.string().nullish(),
  projectCategory: z.object({ name: z.string().nullish() }).nullish(),
  lead: ownerAccountSchema.nullish(),
});
type Project = z.infer<typeof projectSchema>;

type SpaceStatus = 'live' | 'archived';

const buildSpaceFact = (row: Project, archived: boolean): SpaceFact => ({
  id: row.id,
  key: row.key,
  name: row.name,
  archived,
  teamManaged: row.style === 'next-gen' || row.simplified === true,
  type: row.projectTypeKey ?? '',
  ...(typeof row.projectCategory?.name === 'string' ? { category: row.projectCategory.name } : {}),
  ...buildOwner(row.lead),
});

const listing = (status: SpaceStatus, live: boolean): ListDefinition<Project> => ({
  operation: 'project.search',
  paging: 'values',
  query: { status, expand: 'lead' },
  size: 100,
  row: projectSchema,
  idOf: ({ id }) => id,
  overlap: live,
});

/** `before`: Jira's count of live spaces, if it gave one. `list` is missing at the start of a status. */
const passCursorSchema = z.object({
  status: z.enum(['live', 'archived']),
  before: z.number().optional(),
  list: z.string().optional(),
});

const buildPassCursor = (
  status: SpaceStatus,
  before: number | undefined,
  list: ListCursor | undefined,
): PassCursor => ({
  status,
  ...(before === undefined ? {} : { before }),
  ...(list === undefined ? {} : { list: JSON.stringify(list) }),
});

const buildTotal = (liveCount: number | undefined, total: number | undefined) =>
  liveCount === undefined || total === undefined ? {} : { of: liveCount + total };

/** Up to this many spaces are cheap enough to read again when the changed account is unknown. */
const MAX_SPACES_TO_REREAD = 500;

/** Finds the changed space, or the spaces that a changed account owns. */
function findTouchedSpaces(change: Change, reader: Pick<SourceReader, 'reading'>): TouchedKeys {
  const id = changedObjectId(change, 'PROJECT');
  if (id !== undefined) return mayHaveCategory(change, 'projects') ? [id] : 'none';
  const account = changedAccountOf(change);
  // A new account owns nothing.
  if (account === undefined || hasSummary(change, 'User created')) return 'none';
  const { facts } = reader.reading(spacesSource);
  if (account === 'unknown') return facts.length > 0 && facts.length <= MAX_SPACES_TO_REREAD ? 'all' : 'none';
  const ownedSpaces = facts.filter(({ owner }) => owner?.id === account.id).map(space => space.id);
  return ownedSpaces.length === 0 ? 'none' : ownedSpaces;
}

/**
 * Live spaces, then archived ones. A space in both lists was archived or restored in between. It counts as live, the
 * stricter case: people can still work in it.
 */
export const spacesSource = defineSource<SpaceFact>({
  id: 'spaces',
  version: 1,
  operations: ['project.search', 'project.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: spaceFactSchema,
  keyOf: ({ id }) => id,
  plausibility: {
    list: 'project.search',
    rechecksSingly: true,
    usesOwnRecords: true,
    aliasesOf: ({ key }) => [key],
    expectedObjects: ({ own, namedObjects: named }) => [
      ...own.spaces.map(key => ({ key, failure: 'own-space' }) as const),
      ...named.spacesWithScheme.map(key => ({ key, failure: 'space-with-scheme' }) as const),
    ],
  },
  async *pages(reader, from) {
    const cursor = from === undefined ? undefined : passCursorSchema.parse(from);
    const listPosition =
      cursor?.list === undefined ? undefined : listCursorSchema.parse(JSON.parse(cursor.list));
    const isArchived = cursor?.status === 'archived';
    const liveIds = new Set<string>();
    let liveCount = cursor?.before;

    if (!isArchived)
      try {
        for await (const page of fetchListPages(reader.jira, listing('live', reader.live), listPosition)) {
          for (const { id } of page.rows) liveIds.add(id);
          liveCount = page.total;
          yield {
            facts: page.rows.map(row => buildSpaceFact(row, false)),
            read: page.read,
            ...buildTotal(0, page.total),
            gaps: page.gaps,
            next: buildPassCursor(page.next === undefined ? 'archived' : 'live', liveCount, page.next),
          };
        }
      } catch (thrown) {
        const error = asJiraError(thrown);
        // A reading of archived spaces alone must not replace an older, complete pass.
        if (!reader.readsOnce) throw error;
        liveCount = undefined;
        yield {
          facts: [],
          read: 0,
          gaps: [gapFromError(error)],
          next: buildPassCursor('archived', undefined, undefined),
        };
      }

    const archived = fetchListPages(
      reader.jira,
      listing('archived', reader.live),
      isArchived ? listPosition : undefined,
    );
    for await (const page of archived)
      yield {
        facts: page.rows.filter(({ id }) => !liveIds.has(id)).map(row => buildSpaceFact(row, true)),
        read: page.read,
        ...buildTotal(liveCount, page.total),
        gaps: page.gaps,
        ...(page.next === undefined ? {} : { next: buildPassCursor('archived', liveCount, page.next) }),
      };
  },
  recheck: (reader, key) =>
    recheckObject(reader, async () => {
      const row = await reader.jira.call('project.get', {
        path: { projectIdOrKey: key },
        responseSchema: projectSchema,
      });
      // For some days, Jira still returns a space that is in the trash.
      return row.deleted === true ? 'gone' : { facts: [buildSpaceFact(row, row.archived === true)] };
    }),
  touchedBy: findTouchedSpaces,
});
