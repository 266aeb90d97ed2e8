import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { type ListCursor, listCursor, type Listing, pagesOf } from '../jira/pages';
import { accountIn, idOfObject, mayBeOf, says } from './audit-record';
import { type Change } from './change';
import { type SpaceFact, spaceFact } from './facts';
import { gapOf, jiraErrorOf } from './gaps-of-errors';
import { account, ownerOf } from './owner';
import { rereadObject } from './reread';
import { type Cursor, defineSource, type Reader, type Touch } from './source';

const project = z.object({
  id: nonEmptyId,
  key: nonEmptyId,
  name: z.string(),
  archived: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  style: z.string().nullish(),
  simplified: z.boolean().nullish(),
  projectTypeKey: z.string().nullish(),
  projectCategory: z.object({ name: z.string().nullish() }).nullish(),
  lead: account.nullish(),
});
type Project = z.infer<typeof project>;

type Status = 'live' | 'archived';

const factOf = (row: Project, archived: boolean): SpaceFact => ({
  id: row.id,
  key: row.key,
  name: row.name,
  archived,
  teamManaged: row.style === 'next-gen' || row.simplified === true,
  type: row.projectTypeKey ?? '',
  ...(typeof row.projectCategory?.name === 'string' ? { category: row.projectCategory.name } : {}),
  ...ownerOf(row.lead),
});

const listing = (status: Status, live: boolean): Listing<Project> => ({
  operation: 'project.search',
  paging: 'values',
  query: { status, expand: 'lead' },
  size: 100,
  row: project,
  idOf: ({ id }) => id,
  overlap: live,
});

/** `before`: how many live spaces Jira counted, missing where it did not; `list` is missing where a status begins. */
const passCursor = z.object({
  status: z.enum(['live', 'archived']),
  before: z.number().optional(),
  list: z.string().optional(),
});

const cursorOf = (status: Status, before: number | undefined, list: ListCursor | undefined): Cursor => ({
  status,
  ...(before === undefined ? {} : { before }),
  ...(list === undefined ? {} : { list: JSON.stringify(list) }),
});

const lengthOf = (before: number | undefined, total: number | undefined) =>
  before === undefined || total === undefined ? {} : { of: before + total };

/** So many spaces are cheap enough to be read anew where nobody can tell whose account changed. */
const CHEAP = 500;

/** A space, or the person who owns some. */
function touched(change: Change, known: Pick<Reader, 'reading'>): Touch {
  const id = idOfObject(change, 'PROJECT');
  if (id !== undefined) return mayBeOf(change, 'projects') ? [id] : 'none';
  const account = accountIn(change);
  // A new account owns nothing.
  if (account === undefined || says(change, 'User created')) return 'none';
  const { facts } = known.reading(spaces);
  if (account === 'unknown') return facts.length > 0 && facts.length <= CHEAP ? 'all' : 'none';
  const owned = facts.filter(({ owner }) => owner?.id === account.id).map(space => space.id);
  return owned.length === 0 ? 'none' : owned;
}

/**
 * Live spaces, then archived ones. A space that stands in both lists is live: it was archived or restored in between, and
 * the stricter reading is that people can still work in it.
 */
export const spaces = defineSource<SpaceFact>({
  id: 'spaces',
  version: 1,
  operations: ['project.search', 'project.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: spaceFact,
  keyOf: ({ id }) => id,
  plausibility: {
    list: 'project.search',
    single: true,
    own: true,
    namesOf: ({ key }) => [key],
    mustContain: ({ own, named }) => [
      ...own.spaces.map(key => ({ key, doubt: 'own-space' }) as const),
      ...named.spacesWithScheme.map(key => ({ key, doubt: 'space-with-scheme' }) as const),
    ],
  },
  async *pages(reader, from) {
    const cursor = from === undefined ? undefined : passCursor.parse(from);
    const list = cursor?.list === undefined ? undefined : listCursor.parse(JSON.parse(cursor.list));
    const isArchived = cursor?.status === 'archived';
    const live = new Set<string>();
    let before = cursor?.before;

    if (!isArchived)
      try {
        for await (const page of pagesOf(reader.jira, listing('live', reader.live), list)) {
          for (const { id } of page.rows) live.add(id);
          before = page.total;
          yield {
            facts: page.rows.map(row => factOf(row, false)),
            read: page.read,
            ...lengthOf(0, page.total),
            gaps: page.gaps,
            next: cursorOf(page.next === undefined ? 'archived' : 'live', before, page.next),
          };
        }
      } catch (thrown) {
        const error = jiraErrorOf(thrown);
        // The archived ones alone would take an older pass's place.
        if (!reader.once) throw error;
        before = undefined;
        yield { facts: [], read: 0, gaps: [gapOf(error)], next: cursorOf('archived', undefined, undefined) };
      }

    const archived = pagesOf(reader.jira, listing('archived', reader.live), isArchived ? list : undefined);
    for await (const page of archived)
      yield {
        facts: page.rows.filter(({ id }) => !live.has(id)).map(row => factOf(row, true)),
        read: page.read,
        ...lengthOf(before, page.total),
        gaps: page.gaps,
        ...(page.next === undefined ? {} : { next: cursorOf('archived', before, page.next) }),
      };
  },
  reread: (reader, key) =>
    rereadObject(reader, async () => {
      const row = await reader.jira.call('project.get', { path: { projectIdOrKey: key }, answer: project });
      // A space in the trash is still answered for some days.
      return row.deleted === true ? 'gone' : { facts: [factOf(row, row.archived === true)] };
    }),
  touchedBy: touched,
});
