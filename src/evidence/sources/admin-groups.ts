import { z } from 'zod';
import { type JiraError } from '../../jira/jira-error';
import { idSchema } from '../../jira/id-schemas';
import {
  type ListCursor,
  listCursorSchema,
  type ListDefinition,
  fetchListPages,
} from '../../jira/list-pages';
import { buildPlausibilityGap } from '../../domain/plausibility-failure';
import { type Gap } from '../../domain/gap';
import { changedAccountOf, isAboutObject, objectsOfType } from '../audit-record';
import { type Change } from '../change';
import { type AdminGroupFact, adminGroupFactSchema } from '../facts';
import { gapFromError, asJiraError, createStopCheck, shouldStopPass } from '../jira-error-gaps';
import { isGenericName } from '../generic-name';
import { classifyAccounts } from '../classify-accounts';
import { distinctGaps } from '../read-pass';
import { recheckObject } from '../recheck-object';
import { missedObjectGap } from '../object-pages';
import {
  defineSource,
  gap,
  type MissedObject,
  type SourcePage,
  type SourceReader,
  type TouchedKeys,
} from '../source';

type AdminGroup = AdminGroupFact['group'];
type Access = AdminGroup['access'][number];

const groupSchema = z.object({ groupId: idSchema, name: z.string() });

const memberSchema = z.object({
  accountId: idSchema,
  accountType: z.string().nullish(),
  active: z.boolean(),
  displayName: z.string().nullish(),
});
type Member = z.infer<typeof memberSchema>;

const groupListing = (accessType: Access, overlap: boolean): ListDefinition<z.infer<typeof groupSchema>> => ({
  operation: 'group.bulk',
  paging: 'values',
  query: { accessType },
  size: 50,
  row: groupSchema,
  idOf: ({ groupId }) => groupId,
  overlap,
});

const memberListing = (groupId: string, overlap: boolean): ListDefinition<Member> => ({
  operation: 'group.members',
  paging: 'values',
  query: { groupId, includeInactiveUsers: true },
  size: 50,
  row: memberSchema,
  idOf: ({ accountId }) => accountId,
  overlap,
});

interface AdminGroupsResult {
  readonly groups: readonly AdminGroup[];
  readonly gaps: readonly Gap[];
  /** The error that stopped the pass. */
  readonly stoppedBy?: JiraError;
}

/** Whether the last pass had no gaps. A pass that lacks one kind of access shouldn't replace it. */
function hadCompletePass(reader: SourceReader): boolean {
  const { fullReadAt, gaps } = reader.reading(adminGroupsSource);
  return fullReadAt !== undefined && gaps.length === 0;
}

/**
 * Fetches the groups of both kinds of admin access, in Jira's order. If one kind can't be read, adds a gap and keeps
 * the groups read.
 */
async function fetchAdminGroups(reader: SourceReader): Promise<AdminGroupsResult> {
  const groups = new Map<string, AdminGroup>();
  const gaps: Gap[] = [];
  for (const access of ['admin', 'site-admin'] as const)
    try {
      for await (const page of fetchListPages(reader.jira, groupListing(access, reader.live))) {
        gaps.push(...page.gaps);
        for (const { groupId, name } of page.rows)
          groups.set(groupId, {
            id: groupId,
            name,
            access: [...new Set([...(groups.get(groupId)?.access ?? []), access])],
          });
      }
    } catch (thrown) {
      const error = asJiraError(thrown);
      gaps.push(gapFromError(error));
      // Gives up a live pass that found no group, or that would replace a complete pass with a partial one.
      if (shouldStopPass(error, reader) || (reader.live && (groups.size === 0 || hadCompletePass(reader))))
        return { groups: [...groups.values()], gaps, stoppedBy: error };
    }
  return { groups: [...groups.values()], gaps };
}

const buildMembershipFact = (
  adminGroup: AdminGroup,
  { accountId, accountType, active, displayName }: Member,
): AdminGroupFact => ({
  group: adminGroup,
  member: {
    id: accountId,
    type: accountType ?? '',
    active,
    genericName: isGenericName(displayName ?? ''),
  },
});

/** Fetches the members of one group, page by page. An account of unknown type is a gap, not a fact. */
async function* fetchMemberPages(
  { jira, live }: Pick<SourceReader, 'jira' | 'live'>,
  adminGroup: AdminGroup,
  cursor?: ListCursor,
): AsyncGenerator<{
  facts: AdminGroupFact[];
  gaps: readonly Gap[];
  missed: readonly MissedObject[];
  next?: ListCursor;
}> {
  for await (const page of fetchListPages(jira, memberListing(adminGroup.id, live), cursor)) {
    const { known, missed, gaps } = classifyAccounts(page.rows, 'group.members');
    yield {
      facts: known.map(row => buildMembershipFact(adminGroup, row)),
      gaps: distinctGaps([...page.gaps, ...gaps]),
      // A re-check reads the whole group, so one missed entry per group is enough.
      missed: missed.slice(0, 1).map(({ gap: why }) => ({ key: adminGroup.id, gap: why })),
      ...(page.next === undefined ? {} : { next: page.next }),
    };
  }
}

/**
 * Finds the groups that a change touched, by membership or account. The log names groups without IDs, so an unknown
 * name may be a new or renamed group. Few groups give admin access, so the whole source is read then.
 */
function findTouchedGroups(change: Change, reader: Pick<SourceReader, 'reading'>): TouchedKeys {
  if (objectsOfType(change, 'PERMISSIONS').length > 0) return 'all';
  const { facts } = reader.reading(adminGroupsSource);
  if (isAboutObject(change, 'GROUP')) {
    const { id, name } = change.object ?? {};
    const changedGroups = facts.filter(({ group }) =>
      id === undefined ? group.name === name : group.id === id,
    );
    return changedGroups.length === 0 ? 'all' : [...new Set(changedGroups.map(({ group }) => group.id))];
  }
  const account = changedAccountOf(change);
  if (account === undefined) return change.category === 'group management' ? 'all' : 'none';
  if (account === 'unknown') return 'all';
  const memberships = facts.filter(({ member }) => member?.id === account.id);
  return memberships.length === 0 ? 'none' : [...new Set(memberships.map(({ group }) => group.id))];
}

const isPersonMembership = ({ member }: AdminGroupFact): boolean =>
  member !== undefined && member.type !== 'app';

/** Every site has an admin. If this group has all known admins, a reading of it without people is implausible. */
function wouldLeaveNoAdmins(reader: SourceReader, key: string): boolean {
  const adminMemberships = reader.reading(adminGroupsSource).facts.filter(isPersonMembership);
  return adminMemberships.length > 0 && adminMemberships.every(({ group: { id } }) => id === key);
}

/** `group`: the next group to read. `list`: the cursor in its members; missing at the first member. */
const passCursorSchema = z.object({ group: z.string(), list: z.string().optional() });

/**
 * The groups that give admin access to Jira, with their memberships, including inactive accounts. `read` counts groups
 * whose members were read. Admins through a role, without a group, don't appear here.
 */
export const adminGroupsSource = defineSource<AdminGroupFact>({
  id: 'adminGroups',
  version: 1,
  operations: ['group.bulk', 'group.members'],
  right: 'USER_PICKER',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: adminGroupFactSchema,
  keyOf: ({ group: { id } }) => id,
  plausibility: {
    list: 'group.bulk',
    rechecksSingly: false,
    findMissing: ({ facts }) => {
      if (facts.length === 0) return [{ failure: 'admin-groups' }];
      return facts.some(isPersonMembership) ? [] : [{ failure: 'admins' }];
    },
  },
  async *pages(reader, from): AsyncGenerator<SourcePage<AdminGroupFact>> {
    const cursor = from === undefined ? undefined : passCursorSchema.parse(from);
    // These two calls are repeated when a pass continues, so that the cursor needs no names.
    const { groups, gaps, stoppedBy } = await fetchAdminGroups(reader);
    const groupCount = groups.length;
    const [firstGroup] = groups;
    if (stoppedBy !== undefined && (firstGroup === undefined || cursor !== undefined)) throw stoppedBy;
    // Yields the groups before their members, because the groups are known even if the members can't be read.
    if (cursor === undefined)
      yield {
        facts: groups.map(group => ({ group })),
        read: 0,
        of: groupCount,
        gaps,
        ...(firstGroup === undefined ? {} : { next: { group: firstGroup.id } }),
      };
    if (stoppedBy !== undefined) throw stoppedBy;
    const startIndex = cursor === undefined ? 0 : groups.findIndex(({ id }) => id === cursor.group);
    if (startIndex === -1)
      yield { facts: [], read: 0, of: groupCount, gaps: [...gaps, gap('moved', 'group.bulk')] };
    const shouldStop = createStopCheck(reader);
    for (const [index, group] of groups.entries()) {
      if (startIndex === -1 || index < startIndex) continue;
      const nextGroup = groups[index + 1];
      const memberCursor =
        index === startIndex && cursor?.list !== undefined
          ? listCursorSchema.parse(JSON.parse(cursor.list))
          : undefined;
      const nextCursor = nextGroup === undefined ? {} : { next: { group: nextGroup.id } };
      try {
        for await (const page of fetchMemberPages(reader, group, memberCursor))
          yield {
            facts: page.facts,
            read: page.next === undefined ? 1 : 0,
            of: groupCount,
            gaps: [...gaps, ...page.gaps],
            missed: page.missed,
            ...(page.next === undefined
              ? nextCursor
              : { next: { group: group.id, list: JSON.stringify(page.next) } }),
          };
        shouldStop(undefined);
      } catch (thrown) {
        const error = asJiraError(thrown);
        if (shouldStop(error)) throw error;
        yield {
          facts: [],
          read: 0,
          of: groupCount,
          gaps,
          missed: [{ key: group.id, gap: missedObjectGap(error) }],
          ...nextCursor,
        };
      }
    }
  },
  recheck: (reader, key) =>
    recheckObject(reader, async () => {
      const { groups, gaps } = await fetchAdminGroups(reader);
      const group = groups.find(({ id }) => id === key);
      if (gaps[0] !== undefined && group === undefined) return { gap: gaps[0] };
      if (groups.length === 0) return { gap: buildPlausibilityGap('failed', 'group.bulk', 'admin-groups') };
      if (group === undefined && wouldLeaveNoAdmins(reader, key))
        return { gap: buildPlausibilityGap('failed', 'group.bulk', 'admins') };
      // A group without admin access isn't necessarily deleted.
      if (group === undefined) return { facts: [] };
      const facts: AdminGroupFact[] = [{ group }];
      for await (const page of fetchMemberPages(reader, group)) {
        const memberGap = page.gaps[0] ?? page.missed[0]?.gap;
        if (memberGap !== undefined) return { gap: memberGap };
        facts.push(...page.facts);
      }
      return facts.some(isPersonMembership) || !wouldLeaveNoAdmins(reader, key)
        ? { facts }
        : { gap: buildPlausibilityGap('failed', 'group.members', 'admins') };
    }),
  touchedBy: findTouchedGroups,
});
