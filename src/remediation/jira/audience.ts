import { z } from 'zod';
import { type Everyone } from '../../controls/everyone';
import { type GrantHolder, type SchemeFact } from '../../evidence/facts';
import { grantSchema, buildSchemeFact, schemeWithGrantsSchema } from '../../evidence/scheme-grants';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';
import { parseRows } from '../../jira/parse-rows';
import { unlessRefused } from './jira-failures';

/**
 * Who can browse a space. `public`: anyone on the internet. `everyone`: everyone with access to Jira. `limited`: fewer.
 * `unknown`: Jira doesn't show it.
 */
export type SpaceAudience = 'public' | 'everyone' | 'limited' | 'unknown';

const BROWSE_PERMISSION = 'BROWSE_PROJECTS';

const roleSchema = z.object({
  actors: z
    .array(
      z.object({
        actorGroup: z.object({ groupId: idSchema.nullish(), name: idSchema.nullish() }).exactOptional(),
      }),
    )
    .default([]),
});

const parseGroupHolder = ({
  groupId,
  name,
}: {
  readonly groupId?: string | null | undefined;
  readonly name?: string | null | undefined;
}): GrantHolder => {
  const id = groupId ?? name ?? undefined;
  return id === undefined
    ? { is: 'unnamed', kind: 'group' }
    : { is: 'group', id, ...(typeof name === 'string' ? { name } : {}) };
};

/**
 * The groups in a role of the space; undefined if Jira refuses to show its actors.
 * @throws JiraError if Jira can't answer now.
 */
async function fetchRoleGroups(
  jira: Jira,
  project: string,
  role: string,
): Promise<readonly GrantHolder[] | undefined> {
  const response = await unlessRefused(
    jira.call('project.role', { path: { projectIdOrKey: project, id: role }, responseSchema: roleSchema }),
  );
  return response?.actors.flatMap(({ actorGroup }): GrantHolder[] =>
    actorGroup === undefined ? [] : [parseGroupHolder(actorGroup)],
  );
}

const readersOf = ({ grants }: SchemeFact): readonly GrantHolder[] =>
  grants.filter(({ permissions }) => permissions.includes(BROWSE_PERMISSION)).map(({ holder }) => holder);

/**
 * Finds who can browse a space, with the same definition of everyone as the controls. A role counts as the groups in
 * it.
 * @param everyone undefined while the site's default groups aren't known. Then any group makes the audience unknown.
 * @throws JiraError if Jira can't answer now.
 */
export async function fetchAudience(
  jira: Jira,
  project: string,
  everyone: Everyone | undefined,
): Promise<SpaceAudience> {
  const scheme = await unlessRefused(
    jira.call('project.permission-scheme', {
      path: { projectKeyOrId: project },
      query: { expand: 'permissions' },
      responseSchema: schemeWithGrantsSchema,
    }),
  );
  if (scheme === undefined) return 'unknown';
  const { rows, gaps } = parseRows('project.permission-scheme', grantSchema, scheme.permissions);
  const readers = readersOf(buildSchemeFact(scheme, rows));
  if (readers.some(({ is }) => is === 'anyone')) return 'public';
  if (readers.some(({ is }) => is === 'application-role')) return 'everyone';
  const holders: GrantHolder[] = [...readers];
  let isComplete = gaps.length === 0;
  for (const reader of readers) {
    const groups = reader.is === 'role' ? await fetchRoleGroups(jira, project, reader.id) : [];
    if (groups === undefined) isComplete = false;
    else holders.push(...groups);
  }
  const effectiveScheme: SchemeFact = {
    id: '',
    name: '',
    grants: holders.map(holder => ({ holder, permissions: [BROWSE_PERMISSION] })),
  };
  if (everyone?.findHolder(effectiveScheme, BROWSE_PERMISSION) !== undefined) return 'everyone';
  if (holders.some(({ is }) => is === 'unrecognized' || is === 'unnamed')) return 'unknown';
  if (everyone === undefined && holders.some(({ is }) => is === 'group')) return 'unknown';
  return isComplete ? 'limited' : 'unknown';
}
