import { z } from 'zod';
import { JiraError } from '../../jira/jira-error';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';
import { parseRows, rowsSchema } from '../../jira/parse-rows';
import { type Gap } from '../../domain/gap';
import { isAboutObject } from '../audit-record';
import { type AppAccountFact, appAccountFactSchema, type SpaceFact } from '../facts';
import { gapFromError, isLimitReached, asJiraError, shouldStopPass } from '../jira-error-gaps';
import { compareById } from '../object-pages';
import { defineSinglePageSource } from '../single-page-source';
import { gap, type SourceReader } from '../source';
import { spacesSource } from './spaces';

/** Jira adds every app's account to this role, in every space. */
const ADDONS_ROLE = 'atlassian-addons-project-access';

/** Parses only this role. Other roles have names chosen by the site. */
const roleMapSchema = z.object({ [ADDONS_ROLE]: z.string().nullish() });

/** A person or an app has `actorUser`; a group doesn't. */
const actorSchema = z.object({
  actorUser: z.object({ accountId: idSchema }).nullish(),
});

type KnownSpace = Pick<SpaceFact, 'id' | 'teamManaged'>;

/** The spaces from the last pass; before the first pass, the first page of spaces. */
async function resolveKnownSpaces(
  reader: SourceReader,
): Promise<{ all: readonly KnownSpace[]; gaps: readonly Gap[] }> {
  const { facts, gaps } = reader.reading(spacesSource);
  if (facts.length > 0) return { all: facts, gaps };
  for await (const page of spacesSource.pages(reader)) return { all: page.facts, gaps: page.gaps ?? [] };
  return { all: [], gaps };
}

/** Picks the space with the lowest ID, live or archived, so that every run samples the same space. */
const findLowestIdSpace = (spaceList: readonly KnownSpace[], teamManaged: boolean): KnownSpace | undefined =>
  spaceList.filter(space => space.teamManaged === teamManaged).sort(compareById)[0];

interface AddonsRole {
  readonly accounts: readonly AppAccountFact[];
  readonly gaps: readonly Gap[];
}

/** @returns undefined if the space doesn't have the role. Jira identifies a role only by its URL. */
async function fetchAddonsRole(jira: Jira, space: string): Promise<AddonsRole | undefined> {
  const roles = await jira.call('project.roles', {
    path: { projectIdOrKey: space },
    responseSchema: roleMapSchema,
  });
  const address = roles[ADDONS_ROLE] ?? undefined;
  if (address === undefined) return undefined;
  const id = /\/role\/(\d+)\/?(?:\?.*)?$/.exec(address)?.[1];
  if (id === undefined) throw new JiraError('schema', 'project.roles', { at: `${ADDONS_ROLE}: address` });
  const { actors } = await jira.call('project.role', {
    path: { projectIdOrKey: space, id },
    responseSchema: z.object({ actors: rowsSchema(actorSchema) }),
  });
  const { rows, gaps } = parseRows('project.role', actorSchema, actors);
  const accounts = rows.flatMap(({ actorUser }) => (actorUser ? [{ id: actorUser.accountId }] : []));
  return { accounts, gaps };
}

/**
 * The accounts of installed apps, from the add-ons role of one company-managed and one team-managed space. Jira has no
 * list of installed apps. Apps without an account in Jira don't appear anywhere.
 */
export const appAccountsSource = defineSinglePageSource<AppAccountFact>({
  id: 'appAccounts',
  version: 1,
  operations: ['project.search', 'project.roles', 'project.role'],
  right: 'ADMINISTER',
  freshness: { full: 7 * 24, withFeed: 30 * 24 },
  fact: appAccountFactSchema,
  keyOf: ({ id }) => id,
  async read(reader) {
    const { all: knownSpaces, gaps: spaceGaps } = await resolveKnownSpaces(reader);
    const sampledSpaces = [
      findLowestIdSpace(knownSpaces, false),
      findLowestIdSpace(knownSpaces, true),
    ].filter(space => space !== undefined);
    const accountsById = new Map<string, AppAccountFact>();
    const gaps: Gap[] = [];
    let readCount = 0;
    for (const { id } of sampledSpaces) {
      try {
        const role = await fetchAddonsRole(reader.jira, id);
        if (role === undefined) gaps.push(gap('unsupported', 'project.roles'));
        else {
          readCount += 1;
          for (const account of role.accounts) accountsById.set(account.id, account);
          gaps.push(...role.gaps);
        }
      } catch (thrown) {
        const error = asJiraError(thrown);
        // A partial probe would replace a complete one. A reader that reads once has no other.
        if (isLimitReached(error) && !reader.readsOnce) throw error;
        if (readCount === 0 && shouldStopPass(error, reader)) throw error;
        gaps.push(gapFromError(error));
      }
    }
    // One space of each style is enough, even if others are unknown, but there must be at least one.
    if (sampledSpaces.length === 0)
      gaps.push(...(spaceGaps.length > 0 ? spaceGaps : [gap('unsupported', 'project.roles')]));
    return { facts: [...accountsById.values()], read: readCount, of: sampledSpaces.length, gaps };
  },
  // Atlassian chose the role's name and doesn't translate it.
  touchedBy: change =>
    isAboutObject(change, 'PROJECT_ROLE') && [ADDONS_ROLE, undefined].includes(change.object?.name)
      ? 'all'
      : 'none',
});
