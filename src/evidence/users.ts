import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { listCursor, type Listing, pagesOf } from '../jira/pages';
import { accountIn } from './audit-record';
import { type UserFact, userFact } from './facts';
import { knownAccounts } from './known-accounts';
import { distinctGaps } from './read-pass';
import { rereadObject } from './reread';
import { defineSource } from './source';

const user = z.object({
  accountId: nonEmptyId,
  accountType: z.string().nullish(),
  appType: z.string().nullish(),
  active: z.boolean(),
  displayName: z.string().nullish(),
});
type User = z.infer<typeof user>;

const listing = (live: boolean): Listing<User> => ({
  operation: 'user.list',
  paging: 'array',
  size: 200,
  row: user,
  idOf: ({ accountId }) => accountId,
  overlap: live,
});

const appFact = ({ accountId, displayName, active, appType }: User): UserFact => ({
  id: accountId,
  name: displayName ?? '',
  active,
  ...(typeof appType === 'string' ? { appType } : {}),
});

const appsIn = (rows: readonly User[]): UserFact[] =>
  rows.filter(({ accountType }) => accountType === 'app').map(appFact);

/**
 * The accounts of apps, among all accounts. People are counted by `applicationrole`, not here. Jira gives no total, and pages
 * may be short. The longest pass of all: two points an account. An account of which it isn't known what it is may be an app:
 * it is a gap.
 */
export const users = defineSource<UserFact>({
  id: 'users',
  version: 1,
  operations: ['user.list', 'user.get'],
  right: 'USER_PICKER',
  freshness: { full: 7 * 24, withFeed: 30 * 24 },
  fact: userFact,
  keyOf: ({ id }) => id,
  plausibility: {
    list: 'user.list',
    single: true,
    own: true,
    mustContain: ({ own: { account } }) =>
      account === undefined ? [] : [{ key: account, doubt: 'own-account' }],
    lacks: ({ read }) => (read === 0 ? [{ doubt: 'accounts' }] : []),
  },
  async *pages({ jira, live }, from) {
    const cursor = from === undefined ? undefined : listCursor.parse(from);
    for await (const page of pagesOf(jira, listing(live), cursor)) {
      const { known, missed, gaps } = knownAccounts(page.rows, 'user.list');
      yield {
        facts: appsIn(known),
        read: page.read,
        gaps: distinctGaps([...page.gaps, ...gaps]),
        missed: missed.map(({ row, gap }) => ({ key: row.accountId, gap })),
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    }
  },
  reread: (reader, key) =>
    rereadObject(reader, async () => {
      const row = await reader.jira.call('user.get', { query: { accountId: key }, answer: user });
      const { known, missed, gaps } = knownAccounts([row], 'user.get');
      const gap = missed[0]?.gap ?? gaps[0];
      return gap === undefined ? { facts: appsIn(known) } : { gap };
    }),
  // Of people nothing is kept.
  touchedBy: change => {
    const account = accountIn(change);
    const isNone = account === undefined || account === 'unknown' || change.object?.person === true;
    return isNone ? 'none' : [account.id];
  },
  singly: true,
});
