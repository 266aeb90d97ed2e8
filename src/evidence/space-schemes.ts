import { z } from 'zod';
import { type Jira } from '../jira/jira';
import { idOfObject, mayBeOf, objectsOf, says } from './audit-record';
import { type Change } from './change';
import { type SpaceSchemeFact, spaceSchemeFact } from './facts';
import { rereadObject } from './reread';
import { schemeHead, schemeList } from './scheme-list';
import { byId, objectPages } from './single-objects';
import { defineSource, type Reader, type Touch } from './source';
import { spaces } from './spaces';

/** A page is as many spaces. */
const BATCH = 25;

const schemeOf = (jira: Jira, space: string) =>
  jira.call('project.permission-scheme', {
    path: { projectKeyOrId: space },
    answer: schemeHead.omit({ name: true }),
  });

const factOf = async (jira: Jira, space: string): Promise<SpaceSchemeFact> => ({
  space,
  scheme: (await schemeOf(jira, space)).id,
});

/** `after`: the id of the space read last. */
const passCursor = z.object({ after: z.string() });

/** The spaces that use a scheme, as far as is known. */
const usersOf = (known: Pick<Reader, 'reading'>, scheme: string): readonly string[] =>
  known
    .reading(spaceSchemes)
    .facts.filter(fact => fact.scheme === scheme)
    .map(({ space }) => space);

/** Whether a space is known to be one that isn't asked about, or one whose scheme was read already. */
function isSettled(known: Pick<Reader, 'reading'>, id: string): boolean {
  const space = known.reading(spaces).facts.find(each => each.id === id);
  if (space === undefined) return false;
  return space.teamManaged || known.reading(spaceSchemes).facts.some(fact => fact.space === id);
}

/** A space that is new or got another scheme; and the spaces of a scheme that was deleted, which have got another one. */
function touched(change: Change, known: Pick<Reader, 'reading'>): Touch {
  if (says(change, 'Permission scheme deleted')) {
    const scheme = idOfObject(change, 'SCHEME');
    if (scheme === undefined) return 'all';
    const users = usersOf(known, scheme);
    return users.length === 0 ? 'none' : users;
  }
  const id = idOfObject(change, 'PROJECT');
  if (id === undefined) return 'none';
  if (change.via === 'event') return /:(created|restored|deleted):/.test(change.summary) ? [id] : 'none';
  const givesScheme = mayBeOf(change, 'permissions') && objectsOf(change, 'SCHEME').length > 0;
  const isNew = mayBeOf(change, 'projects') && !isSettled(known, id);
  return givesScheme || isNew ? [id] : 'none';
}

/** Which permission scheme each company-managed space uses, live or archived. Jira answers one space at a time. */
export const spaceSchemes = defineSource<SpaceSchemeFact>({
  id: 'spaceSchemes',
  version: 1,
  operations: ['project.permission-scheme'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: spaceSchemeFact,
  keyOf: ({ space }) => space,
  async *pages(reader, from) {
    const { facts: all, gaps: known } = reader.reading(spaces);
    const shared = all.filter(({ teamManaged }) => !teamManaged).sort(byId);
    const after = from === undefined ? undefined : { id: passCursor.parse(from).after };
    const left = after === undefined ? shared : shared.filter(space => byId(space, after) > 0);
    yield* objectPages(reader, {
      // A list that moved may name a space twice.
      keys: [...new Set(left.map(({ id }) => id))],
      size: BATCH,
      read: async space => ({ fact: await factOf(reader.jira, space) }),
      besides: (rest, last) => ({
        of: shared.length,
        gaps: known,
        ...(last === undefined || rest.length === 0 ? {} : { next: { after: last } }),
      }),
    });
  },
  reread: (reader, key) =>
    rereadObject(reader, async () => {
      const { id, scope } = await schemeOf(reader.jira, key);
      // A team-managed space's own scheme: such a space isn't among those asked about.
      return { facts: scope?.project ? [] : [{ space: key, scheme: id }] };
    }),
  touchedBy: touched,
  /** A log in another language doesn't say that a scheme was deleted; reading the scheme again does. */
  named: (reader, own) => {
    const { deleted } = reader.reading(schemeList);
    return own.facts.filter(({ scheme }) => deleted?.has(scheme) === true).map(({ space }) => space);
  },
});
