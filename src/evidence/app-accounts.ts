import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { nonEmptyId } from '../jira/id';
import { type Jira } from '../jira/jira';
import { readRows, rowsOf } from '../jira/rows';
import { type Gap } from '../terms/gap';
import { isAbout } from './audit-record';
import { type AppAccountFact, appAccountFact, type SpaceFact } from './facts';
import { gapOf, isSpent, jiraErrorOf, stopsPass } from './gaps-of-errors';
import { byId } from './single-objects';
import { defineSinglePage } from './single-page';
import { gap, type Reader } from './source';
import { spaces } from './spaces';

/** The role into which Jira puts the account of each app, in every space. */
const ADDONS_ROLE = 'atlassian-addons-project-access';

/** Of the map of roles only this one is read: the others bear names that the site gave. */
const roleMap = z.object({ [ADDONS_ROLE]: z.string().nullish() });

/** A person or an app has `actorUser`; a group has none. */
const actor = z.object({
  actorUser: z.object({ accountId: nonEmptyId }).nullish(),
});

type Known = Pick<SpaceFact, 'id' | 'teamManaged'>;

/** The spaces that a pass told of; before the first one, those of Jira's first page. */
async function knownSpaces(reader: Reader): Promise<{ all: readonly Known[]; gaps: readonly Gap[] }> {
  const { facts, gaps } = reader.reading(spaces);
  if (facts.length > 0) return { all: facts, gaps };
  for await (const page of spaces.pages(reader)) return { all: page.facts, gaps: page.gaps ?? [] };
  return { all: [], gaps };
}

/** The lowest id of a style, live or archived: the same space every time. */
const lowestOf = (all: readonly Known[], teamManaged: boolean): Known | undefined =>
  all.filter(space => space.teamManaged === teamManaged).sort(byId)[0];

interface Role {
  readonly accounts: readonly AppAccountFact[];
  readonly gaps: readonly Gap[];
}

/** @returns undefined where the space has no such role. Jira names a role by its address alone. */
async function addonsRole(jira: Jira, space: string): Promise<Role | undefined> {
  const roles = await jira.call('project.roles', { path: { projectIdOrKey: space }, answer: roleMap });
  const address = roles[ADDONS_ROLE] ?? undefined;
  if (address === undefined) return undefined;
  const id = /\/role\/(\d+)\/?(?:\?.*)?$/.exec(address)?.[1];
  if (id === undefined) throw new JiraError('schema', 'project.roles', { at: `${ADDONS_ROLE}: address` });
  const { actors } = await jira.call('project.role', {
    path: { projectIdOrKey: space, id },
    answer: z.object({ actors: rowsOf(actor) }),
  });
  const { rows, gaps } = readRows('project.role', actor, actors);
  const accounts = rows.flatMap(({ actorUser }) => (actorUser ? [{ id: actorUser.accountId }] : []));
  return { accounts, gaps };
}

/**
 * The accounts of installed apps, as the add-ons role of one company-managed and one team-managed space names them. Jira
 * has no list of installed apps; apps without an account in Jira show nowhere.
 */
export const appAccounts = defineSinglePage<AppAccountFact>({
  id: 'appAccounts',
  version: 1,
  operations: ['project.search', 'project.roles', 'project.role'],
  right: 'ADMINISTER',
  freshness: { full: 7 * 24, withFeed: 30 * 24 },
  fact: appAccountFact,
  keyOf: ({ id }) => id,
  async read(reader) {
    const { all, gaps: unknown } = await knownSpaces(reader);
    const asked = [lowestOf(all, false), lowestOf(all, true)].filter(space => space !== undefined);
    const found = new Map<string, AppAccountFact>();
    const gaps: Gap[] = [];
    let read = 0;
    for (const { id } of asked) {
      try {
        const role = await addonsRole(reader.jira, id);
        if (role === undefined) gaps.push(gap('unsupported', 'project.roles'));
        else {
          read += 1;
          for (const account of role.accounts) found.set(account.id, account);
          gaps.push(...role.gaps);
        }
      } catch (thrown) {
        const error = jiraErrorOf(thrown);
        // Half a probe would take the place of a whole one. A reader that reads once has no other.
        if (isSpent(error) && !reader.once) throw error;
        if (read === 0 && stopsPass(error, reader)) throw error;
        gaps.push(gapOf(error));
      }
    }
    // One space of each style is enough, however many others are not known; but one there must be.
    if (asked.length === 0)
      gaps.push(...(unknown.length > 0 ? unknown : [gap('unsupported', 'project.roles')]));
    return { facts: [...found.values()], read, of: asked.length, gaps };
  },
  // The role's name is Atlassian's own, and not translated.
  touchedBy: change =>
    isAbout(change, 'PROJECT_ROLE') && [ADDONS_ROLE, undefined].includes(change.object?.name)
      ? 'all'
      : 'none',
});
