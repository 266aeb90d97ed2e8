import { z } from 'zod';
import { type Everyone } from '../controls/everyone';
import { type Holder, type SchemeFact } from '../evidence/facts';
import { grant, schemeFactOf, schemeWithGrants } from '../evidence/scheme-grants';
import { nonEmptyId } from '../jira/id';
import { type Jira } from '../jira/jira';
import { readRows } from '../jira/rows';
import { unlessRefused } from './refusals';

/** Who may read a space: anyone on the internet, everyone with access to Jira, fewer, or that can't be said. */
export type Audience = 'public' | 'everyone' | 'limited' | 'unknown';

const BROWSE = 'BROWSE_PROJECTS';

const roleShape = z.object({
  actors: z
    .array(
      z.object({
        actorGroup: z.object({ groupId: nonEmptyId.nullish(), name: nonEmptyId.nullish() }).exactOptional(),
      }),
    )
    .default([]),
});

const groupOf = ({
  groupId,
  name,
}: {
  readonly groupId?: string | null | undefined;
  readonly name?: string | null | undefined;
}): Holder => {
  const id = groupId ?? name ?? undefined;
  return id === undefined
    ? { is: 'unnamed', kind: 'group' }
    : { is: 'group', id, ...(typeof name === 'string' ? { name } : {}) };
};

/** The groups in a role of the space; undefined where its actors can't be read. @throws JiraError where Jira can't say just now */
async function groupsIn(jira: Jira, project: string, role: string): Promise<readonly Holder[] | undefined> {
  const read = await unlessRefused(
    jira.call('project.role', { path: { projectIdOrKey: project, id: role }, answer: roleShape }),
  );
  return read?.actors.flatMap(({ actorGroup }): Holder[] =>
    actorGroup === undefined ? [] : [groupOf(actorGroup)],
  );
}

const readersIn = ({ grants }: SchemeFact): readonly Holder[] =>
  grants.filter(({ may }) => may.includes(BROWSE)).map(({ to }) => to);

/**
 * Who may read a space, by the one rule of what everyone is; a role counts as the groups in it.
 * @param everyone undefined while the site's default groups aren't known: then nobody can say of a group.
 * @throws JiraError where Jira can't say just now.
 */
export async function audienceOf(
  jira: Jira,
  project: string,
  everyone: Everyone | undefined,
): Promise<Audience> {
  const scheme = await unlessRefused(
    jira.call('project.permission-scheme', {
      path: { projectKeyOrId: project },
      query: { expand: 'permissions' },
      answer: schemeWithGrants,
    }),
  );
  if (scheme === undefined) return 'unknown';
  const { rows, gaps } = readRows('project.permission-scheme', grant, scheme.permissions);
  const readers = readersIn(schemeFactOf(scheme, rows));
  if (readers.some(({ is }) => is === 'anyone')) return 'public';
  if (readers.some(({ is }) => is === 'application-role')) return 'everyone';
  const all: Holder[] = [...readers];
  let isKnown = gaps.length === 0;
  for (const reader of readers) {
    const groups = reader.is === 'role' ? await groupsIn(jira, project, reader.id) : [];
    if (groups === undefined) isKnown = false;
    else all.push(...groups);
  }
  const held: SchemeFact = {
    id: '',
    name: '',
    grants: all.map(to => ({ to, may: [BROWSE] })),
  };
  if (everyone?.holding(held, BROWSE) !== undefined) return 'everyone';
  if (all.some(({ is }) => is === 'unrecognized' || is === 'unnamed')) return 'unknown';
  if (everyone === undefined && all.some(({ is }) => is === 'group')) return 'unknown';
  return isKnown ? 'limited' : 'unknown';
}
