import { z } from 'zod';
import { idSchema } from '../../jira/id-schemas';
import { listCursorSchema, type ListDefinition, fetchListPages } from '../../jira/list-pages';
import { changedAccountOf } from '../audit-record';
import { type UserFact, userFactSchema } from '../facts';
import { classifyAccounts } from '../classify-accounts';
import { distinctGaps } from '../read-pass';
import { recheckObject } from '../recheck-object';
import { defineSource } from '../source';

const userSchema = z.object({
  accountId: idSchema,
  accountType: z.string().nullish(),
  appType: z.string().nullish(),
  active: z.boolean(),
  displayName: z.string().nullish(),
});
type User = z.infer<typeof userSchema>;

const listing = (live: boolean): ListDefinition<User> => ({
  operation: 'user.list',
  paging: 'array',
  size: 200,
  row: userSchema,
  idOf: ({ accountId }) => accountId,
  overlap: live,
});

const buildAppFact = ({ accountId, displayName, active, appType }: User): UserFact => ({
  id: accountId,
  name: displayName ?? '',
  active,
  ...(typeof appType === 'string' ? { appType } : {}),
});

const collectAppFacts = (rows: readonly User[]): UserFact[] =>
  rows.filter(({ accountType }) => accountType === 'app').map(buildAppFact);

/**
 * The accounts of apps, found among all accounts. Source `applicationRoles` counts people. Jira gives no total, and
 * pages can be short. This is the most expensive pass: two API points per account. An account of unknown type may be an
 * app, so it is a gap.
 */
export const usersSource = defineSource<UserFact>({
  id: 'users',
  version: 1,
  operations: ['user.list', 'user.get'],
  right: 'USER_PICKER',
  freshness: { full: 7 * 24, withFeed: 30 * 24 },
  fact: userFactSchema,
  keyOf: ({ id }) => id,
  plausibility: {
    list: 'user.list',
    rechecksSingly: true,
    usesOwnRecords: true,
    expectedObjects: ({ own: { account } }) =>
      account === undefined ? [] : [{ key: account, failure: 'own-account' }],
    findMissing: ({ read }) => (read === 0 ? [{ failure: 'accounts' }] : []),
  },
  async *pages({ jira, live }, from) {
    const cursor = from === undefined ? undefined : listCursorSchema.parse(from);
    for await (const page of fetchListPages(jira, listing(live), cursor)) {
      const { known, missed, gaps } = classifyAccounts(page.rows, 'user.list');
      yield {
        facts: collectAppFacts(known),
        read: page.read,
        gaps: distinctGaps([...page.gaps, ...gaps]),
        missed: missed.map(({ row, gap }) => ({ key: row.accountId, gap })),
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    }
  },
  recheck: (reader, key) =>
    recheckObject(reader, async () => {
      const row = await reader.jira.call('user.get', {
        query: { accountId: key },
        responseSchema: userSchema,
      });
      const { known, missed, gaps } = classifyAccounts([row], 'user.get');
      const gap = missed[0]?.gap ?? gaps[0];
      return gap === undefined ? { facts: collectAppFacts(known) } : { gap };
    }),
  // The app stores nothing about people here.
  touchedBy: change => {
    const account = changedAccountOf(change);
    const namesNoApp = account === undefined || account === 'unknown' || change.object?.person === true;
    return namesNoApp ? 'none' : [account.id];
  },
  alwaysRecheckSingly: true,
});
