import { z } from 'zod';
import { type Jira } from '../jira/jira';
import { type ListCursor, listCursor, type Listing, pagesOf } from '../jira/pages';
import { type Gap } from '../terms/gap';
import { type AdminGroupFact, adminGroupFact } from './facts';
import { gapOf, jiraErrorOf, stopsPass } from './gaps-of-errors';
import { isGenericName } from './generic-name';
import { rereadObject } from './reread';
import { defineSource, gap, type Page, type Reader } from './source';

type AdminGroup = AdminGroupFact['group'];
type Access = AdminGroup['access'][number];

const group = z.object({ groupId: z.string(), name: z.string() });

const member = z.object({
  accountId: z.string(),
  accountType: z.string().default('atlassian'),
  active: z.boolean(),
  displayName: z.string().default(''),
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

/** The groups of both kinds of admin access, in Jira's order. A kind that can't be read is a gap, the other still counts. */
async function adminGroupsOf(
  jira: Jira,
  overlap: boolean,
): Promise<{ groups: readonly AdminGroup[]; gaps: readonly Gap[] }> {
  const groups = new Map<string, AdminGroup>();
  const gaps: Gap[] = [];
  for (const access of ['admin', 'site-admin'] as const)
    try {
      for await (const page of pagesOf(jira, groupListing(access, overlap))) {
        gaps.push(...page.gaps);
        for (const { groupId, name } of page.rows)
          groups.set(groupId, {
            id: groupId,
            name,
            access: [...(groups.get(groupId)?.access ?? []), access],
          });
      }
    } catch (thrown) {
      if (stopsPass(jiraErrorOf(thrown))) throw thrown;
      gaps.push(gapOf(thrown));
    }
  return { groups: [...groups.values()], gaps };
}

const factOf = (of: AdminGroup, { accountId, accountType, active, displayName }: Member): AdminGroupFact => ({
  group: of,
  member: { id: accountId, type: accountType, active, genericName: isGenericName(displayName) },
});

/** The members of one group, page by page. A group without members is one fact. */
async function* memberPages(
  { jira, overlap }: Pick<Reader, 'jira' | 'overlap'>,
  of: AdminGroup,
  from?: ListCursor,
): AsyncGenerator<{ facts: AdminGroupFact[]; gaps: readonly Gap[]; next?: ListCursor }> {
  for await (const page of pagesOf(jira, memberListing(of.id, overlap), from)) {
    const facts = page.rows.map(row => factOf(of, row));
    const isEmpty =
      from === undefined && page.next === undefined && page.read === 0 && page.gaps.length === 0;
    yield {
      facts: isEmpty ? [{ group: of }] : facts,
      gaps: page.gaps,
      ...(page.next === undefined ? {} : { next: page.next }),
    };
  }
}

/** `group`: the group that is read next; `list`: where in it, missing at its first member. */
const passCursor = z.object({ group: z.string(), list: z.string().optional() });

/**
 * The groups that give admin access to Jira, with their members, inactive ones too. Read counts groups. Admins by role,
 * without a group, don't show here.
 */
export const adminGroups = defineSource<AdminGroupFact>({
  id: 'adminGroups',
  operations: ['group.bulk', 'group.members'],
  right: 'USER_PICKER',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: adminGroupFact,
  keyOf: ({ group: { id } }) => id,
  async *pages(reader, from): AsyncGenerator<Page<AdminGroupFact>> {
    const cursor = from === undefined ? undefined : passCursor.parse(from);
    // Two calls; asked again where a pass goes on, so that the cursor need not carry names.
    const { groups, gaps } = await adminGroupsOf(reader.jira, reader.overlap);
    const begin = cursor === undefined ? 0 : groups.findIndex(({ id }) => id === cursor.group);
    if (begin === -1 || groups.length === 0) {
      yield {
        facts: [],
        read: 0,
        of: groups.length,
        gaps: begin === -1 ? [...gaps, gap('moved', 'group.bulk')] : gaps,
      };
      return;
    }
    for (const [index, of] of groups.entries()) {
      if (index < begin) continue;
      const after = groups[index + 1];
      const list =
        index === begin && cursor?.list !== undefined ? listCursor.parse(JSON.parse(cursor.list)) : undefined;
      const end = after === undefined ? {} : { next: { group: after.id } };
      try {
        for await (const page of memberPages(reader, of, list))
          yield {
            facts: page.facts,
            read: page.next === undefined ? 1 : 0,
            of: groups.length,
            gaps: [...gaps, ...page.gaps],
            ...(page.next === undefined ? end : { next: { group: of.id, list: JSON.stringify(page.next) } }),
          };
      } catch (thrown) {
        if (stopsPass(jiraErrorOf(thrown))) throw thrown;
        yield {
          facts: [],
          read: 0,
          of: groups.length,
          gaps,
          missed: [{ key: of.id, gap: gapOf(thrown) }],
          ...end,
        };
      }
    }
  },
  reread: (reader, key) =>
    rereadObject(reader, async () => {
      const { groups, gaps } = await adminGroupsOf(reader.jira, reader.overlap);
      const of = groups.find(({ id }) => id === key);
      if (of === undefined) return gaps[0] === undefined ? 'gone' : { gap: gaps[0] };
      const facts: AdminGroupFact[] = [];
      for await (const page of memberPages(reader, of)) {
        if (page.gaps[0] !== undefined) return { gap: page.gaps[0] };
        facts.push(...page.facts);
      }
      return { facts };
    }),
  touchedBy: ({ category, summary }) =>
    category === 'group management' || summary.startsWith('Global permission') ? 'all' : 'none',
});
