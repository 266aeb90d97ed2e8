import { z } from 'zod';
import { type Jira } from '../jira/jira';
import { type Change } from './change';
import { type SpaceSchemeFact, spaceSchemeFact } from './facts';
import { rereadObject } from './reread';
import { schemeHead } from './scheme-list';
import { byId, objectPages } from './single-objects';
import { defineSource } from './source';
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

const touched = ({
  via,
  category,
  summary,
  object,
  associated,
}: Change): readonly string[] | 'all' | 'none' => {
  // The spaces that used it have got another one.
  if (summary === 'Permission scheme deleted') return 'all';
  const isProject = object?.type === 'PROJECT' && object.id !== undefined;
  if (!isProject) return 'none';
  if (via === 'event') return /:(created|restored|deleted):/.test(summary) ? [object.id ?? ''] : 'none';
  const givesScheme = category === 'permissions' && associated.some(({ type }) => type === 'SCHEME');
  return givesScheme || summary === 'Project created' ? [object.id ?? ''] : 'none';
};

/** Which permission scheme each company-managed space uses, live or archived. Jira answers one space at a time. */
export const spaceSchemes = defineSource<SpaceSchemeFact>({
  id: 'spaceSchemes',
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
});
