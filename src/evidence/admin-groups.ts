import { z } from 'zod';
import { type JiraError } from '../jira/errors';
import { nonEmptyId } from '../jira/id';
import { type ListCursor, listCursor, type Listing, pagesOf } from '../jira/pages';
import { doubtGap } from '../terms/doubt';
import { type Gap } from '../terms/gap';
import { accountIn, isAbout, objectsOf } from './audit-record';
import { type Change } from './change';
import { type AdminGroupFact, adminGroupFact } from './facts';
import { gapOf, jiraErrorOf, patience, stopsPass } from './gaps-of-errors';
import { isGenericName } from './generic-name';
import { knownAccounts } from './known-accounts';
import { distinctGaps } from './read-pass';
import { rereadObject } from './reread';
import { whyMissed } from './single-objects';
import { defineSource, gap, type Missed, type Page, type Reader, type Touch } from './source';

type AdminGroup = AdminGroupFact['group'];
type Access = AdminGroup['access'][number];

const group = z.object({ groupId: nonEmptyId, name: z.string() });

const member = z.object({
  accountId: nonEmptyId,
  accountType: z.string().nullish(),
  active: z.boolean(),
  displayName: z.string().nullish(),
});
type Member = z.infer<typeof member>;

const groupListing = (accessType: Access, overlap: boolean): Listing<z.infer<typeof group>> => ({
  operation: 'group.bulk',
  paging: 'values',
  query: { accessType },
  size: 50,
  row: group,
  idOf: ({ groupId }) => groupId,
  overlap,
});

const memberListing = (groupId: string, overlap: boolean): Listing<Member> => ({
  operation: 'group.members',
  paging: 'values',
  query: { groupId, includeInactiveUsers: true },
  size: 50,
  row: member,
  idOf: ({ accountId }) => accountId,
  overlap,
});

interface AdminGroups {
  readonly groups: readonly AdminGroup[];
  readonly gaps: readonly Gap[];
  /** Why Jira had better not be asked on. */
  readonly stop?: JiraError;
}

/** Whether the last pass read all there was: it proves more than one without a kind of access. */
function wasWhole(reader: Reader): boolean {
  const { asOf, gaps } = reader.reading(adminGroups);
  return asOf !== undefined && gaps.length === 0;
}

/** The groups of both kinds of admin access, in Jira's order. A kind that can't be read is a gap, what was read counts. */
async function adminGroupsOf(reader: Reader): Promise<AdminGroups> {
  const groups = new Map<string, AdminGroup>();
  const gaps: Gap[] = [];
  for (const access of ['admin', 'site-admin'] as const)
    try {
      for await (const page of pagesOf(reader.jira, groupListing(access, reader.live))) {
        gaps.push(...page.gaps);
        for (const { groupId, name } of page.rows)
          groups.set(groupId, {
            id: groupId,
            name,
            access: [...new Set([...(groups.get(groupId)?.access ?? []), access])],
          });
      }
    } catch (thrown) {
      const error = jiraErrorOf(thrown);
      gaps.push(gapOf(error));
      // A live pass that names no group at all, or fewer than the one that stands, is given up.
      if (stopsPass(error, reader) || (reader.live && (groups.size === 0 || wasWhole(reader))))
        return { groups: [...groups.values()], gaps, stop: error };
    }
  return { groups: [...groups.values()], gaps };
}

const membership = (
  of: AdminGroup,
  { accountId, accountType, active, displayName }: Member,
): AdminGroupFact => ({
  group: of,
  member: {
    id: accountId,
    type: accountType ?? '',
    active,
    genericName: isGenericName(displayName ?? ''),
  },
});

/** The members of one group, page by page. An account of which it isn't known what it is, is a gap and no fact. */
async function* memberPages(
  { jira, live }: Pick<Reader, 'jira' | 'live'>,
  of: AdminGroup,
  from?: ListCursor,
): AsyncGenerator<{
  facts: AdminGroupFact[];
  gaps: readonly Gap[];
  missed: readonly Missed[];
  next?: ListCursor;
}> {
  for await (const page of pagesOf(jira, memberListing(of.id, live), from)) {
    const { known, missed, gaps } = knownAccounts(page.rows, 'group.members');
    yield {
      facts: known.map(row => membership(of, row)),
      gaps: distinctGaps([...page.gaps, ...gaps]),
      // A member is read again with the group.
      missed: missed.slice(0, 1).map(({ gap: why }) => ({ key: of.id, gap: why })),
      ...(page.next === undefined ? {} : { next: page.next }),
    };
  }
}

/**
 * A membership, or a person in one of the groups. The log names groups without ids, and a group that isn't known by its name
 * may be new, or have been renamed: few groups give admin access, so all of them are read then.
 */
function touched(change: Change, known: Pick<Reader, 'reading'>): Touch {
  if (objectsOf(change, 'PERMISSIONS').length > 0) return 'all';
  const { facts } = known.reading(adminGroups);
  if (isAbout(change, 'GROUP')) {
    const { id, name } = change.object ?? {};
    const named = facts.filter(({ group }) => (id === undefined ? group.name === name : group.id === id));
    return named.length === 0 ? 'all' : [...new Set(named.map(({ group }) => group.id))];
  }
  const account = accountIn(change);
  if (account === undefined) return change.category === 'group management' ? 'all' : 'none';
  if (account === 'unknown') return 'all';
  const joined = facts.filter(({ member }) => member?.id === account.id);
  return joined.length === 0 ? 'none' : [...new Set(joined.map(({ group }) => group.id))];
}

const isPerson = ({ member }: AdminGroupFact): boolean => member !== undefined && member.type !== 'app';

/** Every site has an admin: a group that comes without people, where all that are known were in it, isn't believed. */
function wouldLeaveNone(reader: Reader, key: string): boolean {
  const people = reader.reading(adminGroups).facts.filter(isPerson);
  return people.length > 0 && people.every(({ group: { id } }) => id === key);
}

/** `group`: the group that is read next; `list`: where in it, missing at its first member. */
const passCursor = z.object({ group: z.string(), list: z.string().optional() });

/**
 * The groups that give admin access to Jira: each is a fact, and so is each membership, inactive ones too. Read counts groups
 * whose members were read. Admins by role, without a group, don't show here.
 */
export const adminGroups = defineSource<AdminGroupFact>({
  id: 'adminGroups',
  version: 1,
  operations: ['group.bulk', 'group.members'],
  right: 'USER_PICKER',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: adminGroupFact,
  keyOf: ({ group: { id } }) => id,
  plausibility: {
    list: 'group.bulk',
    single: false,
    lacks: ({ facts }) => {
      if (facts.length === 0) return [{ doubt: 'admin-groups' }];
      return facts.some(isPerson) ? [] : [{ doubt: 'admins' }];
    },
  },
  async *pages(reader, from): AsyncGenerator<Page<AdminGroupFact>> {
    const cursor = from === undefined ? undefined : passCursor.parse(from);
    // Two calls; asked again where a pass goes on, so that the cursor need not carry names.
    const { groups, gaps, stop } = await adminGroupsOf(reader);
    const of = groups.length;
    const [first] = groups;
    if (stop !== undefined && (first === undefined || cursor !== undefined)) throw stop;
    // That a group gives admin access is known before, and whether or not, its members are.
    if (cursor === undefined)
      yield {
        facts: groups.map(group => ({ group })),
        read: 0,
        of,
        gaps,
        ...(first === undefined ? {} : { next: { group: first.id } }),
      };
    if (stop !== undefined) throw stop;
    const begin = cursor === undefined ? 0 : groups.findIndex(({ id }) => id === cursor.group);
    if (begin === -1) yield { facts: [], read: 0, of, gaps: [...gaps, gap('moved', 'group.bulk')] };
    const isEnough = patience(reader);
    for (const [index, group] of groups.entries()) {
      if (begin === -1 || index < begin) continue;
      const after = groups[index + 1];
      const list =
        index === begin && cursor?.list !== undefined ? listCursor.parse(JSON.parse(cursor.list)) : undefined;
      const end = after === undefined ? {} : { next: { group: after.id } };
      try {
        for await (const page of memberPages(reader, group, list))
          yield {
            facts: page.facts,
            read: page.next === undefined ? 1 : 0,
            of,
            gaps: [...gaps, ...page.gaps],
            missed: page.missed,
            ...(page.next === undefined
              ? end
              : { next: { group: group.id, list: JSON.stringify(page.next) } }),
          };
        isEnough(undefined);
      } catch (thrown) {
        const error = jiraErrorOf(thrown);
        if (isEnough(error)) throw error;
        yield { facts: [], read: 0, of, gaps, missed: [{ key: group.id, gap: whyMissed(error) }], ...end };
      }
    }
  },
  reread: (reader, key) =>
    rereadObject(reader, async () => {
      const { groups, gaps } = await adminGroupsOf(reader);
      const group = groups.find(({ id }) => id === key);
      if (gaps[0] !== undefined && group === undefined) return { gap: gaps[0] };
      if (groups.length === 0) return { gap: doubtGap('failed', 'group.bulk', 'admin-groups') };
      if (group === undefined && wouldLeaveNone(reader, key))
        return { gap: doubtGap('failed', 'group.bulk', 'admins') };
      // A group that no longer gives admin access need not be gone.
      if (group === undefined) return { facts: [] };
      const facts: AdminGroupFact[] = [{ group }];
      for await (const page of memberPages(reader, group)) {
        const unread = page.gaps[0] ?? page.missed[0]?.gap;
        if (unread !== undefined) return { gap: unread };
        facts.push(...page.facts);
      }
      return facts.some(isPerson) || !wouldLeaveNone(reader, key)
        ? { facts }
        : { gap: doubtGap('failed', 'group.members', 'admins') };
    }),
  touchedBy: touched,
});
