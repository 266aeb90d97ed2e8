import { z } from 'zod';
import { nonEmptyId, numberOrId } from '../jira/id';
import { readRows, rowsOf } from '../jira/rows';
import { type Change } from './change';
import { schemeListFact, type SchemeListFact } from './facts';
import { rereadObject } from './reread';
import { defineSource } from './source';

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

/** Schemes come and go with themselves, and with team-managed spaces. */
const comesOrGoes = ({ category, summary, object, via }: Change): boolean => {
  if (via === 'event') return object?.type === 'PROJECT' && /:(created|deleted|softdeleted):/.test(summary);
  if (object?.type === 'SCHEME') return category === 'permissions' && !summary.endsWith('updated');
  return /^Project (created|deleted)$/.test(summary);
};

/**
 * Every permission scheme by name, without grants: with them the un-paged answer would bear every team-managed space's
 * own scheme in full.
 */
export const schemeList = defineSource<SchemeListFact>({
  id: 'schemeList',
  operations: ['permission-scheme.list', 'permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeListFact,
  keyOf: ({ id }) => id,
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
  touchedBy: change => (comesOrGoes(change) ? 'all' : 'none'),
});
