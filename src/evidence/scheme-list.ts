import { z } from 'zod';
import { nonEmptyId, numberOrId } from '../jira/id';
import { readRows, rowsOf } from '../jira/rows';
import { isAbout, mayBeOf } from './audit-record';
import { type Change } from './change';
import { schemeListFact, type SchemeListFact } from './facts';
import { rereadObject } from './reread';
import { defineSource, type Reader, type Touch } from './source';
import { spaces } from './spaces';

/** What a scheme says of itself. Only a team-managed space's own scheme has a scope. */
export const schemeHead = z.object({
  id: numberOrId,
  name: z.string(),
  scope: z.object({ project: z.object({ id: nonEmptyId }).nullish() }).nullish(),
});

export const headOf = ({ id, name, scope }: z.infer<typeof schemeHead>): SchemeListFact => ({
  id,
  name,
  ...(scope?.project ? { space: scope.project.id } : {}),
});

/** Every site has a scheme with this id, and Jira refuses to delete it. */
export const DEFAULT_SCHEME = '0';

/**
 * A scheme that came, went, or got another name is read again by its id. With a team-managed space a scheme comes that no
 * record names, and only the list shows which one it is.
 */
function touched(change: Change, known: Pick<Reader, 'reading'>): Touch {
  if (isAbout(change, 'SCHEME') && mayBeOf(change, 'permissions')) {
    const { id } = change.object ?? {};
    return id === undefined ? 'all' : [id];
  }
  if (!isAbout(change, 'PROJECT') || !mayBeOf(change, 'projects')) return 'none';
  if (change.via === 'event') return /:(created|deleted|softdeleted):/.test(change.summary) ? 'all' : 'none';
  const { id } = change.object ?? {};
  const { facts } = known.reading(spaces);
  if (id === undefined || !facts.some(space => space.id === id)) return 'all';
  const own = known.reading(schemeList).facts.filter(({ space }) => space === id);
  return own.length === 0 ? 'none' : own.map(scheme => scheme.id);
}

/**
 * Every permission scheme by name, without grants: with them the un-paged answer would bear every team-managed space's
 * own scheme in full.
 */
export const schemeList = defineSource<SchemeListFact>({
  id: 'schemeList',
  version: 1,
  operations: ['permission-scheme.list', 'permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeListFact,
  keyOf: ({ id }) => id,
  plausibility: {
    list: 'permission-scheme.list',
    single: true,
    distinct: true,
    mustContain: ({ named }) => [
      { key: DEFAULT_SCHEME, doubt: 'default-scheme' },
      ...named.schemesInUse.map(key => ({ key, doubt: 'scheme-in-use' }) as const),
    ],
  },
  async *pages({ jira }) {
    const { permissionSchemes } = await jira.call('permission-scheme.list', {
      answer: z.object({ permissionSchemes: rowsOf(schemeHead) }),
    });
    const { rows, gaps } = readRows('permission-scheme.list', schemeHead, permissionSchemes);
    yield { facts: rows.map(headOf), read: rows.length, of: permissionSchemes.length, gaps };
  },
  reread: (reader, key) =>
    rereadObject(reader, async () => {
      const scheme = await reader.jira.call('permission-scheme.get', {
        path: { schemeId: key },
        answer: schemeHead,
      });
      return { facts: [headOf(scheme)] };
    }),
  touchedBy: touched,
});
