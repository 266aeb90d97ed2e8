import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { listCursor, type Listing, pagesOf } from '../jira/pages';
import { accountIn } from './audit-record';
import { type UserFact, userFact } from './facts';
import { rereadObject } from './reread';
import { defineSource, gap } from './source';

const user = z.object({
  accountId: nonEmptyId,
  accountType: z.string(),
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
  is: 'app',
  id: accountId,
  name: displayName ?? '',
  active,
  ...(typeof appType === 'string' ? { appType } : {}),
});

const isPerson = ({ accountType, active }: User): boolean => accountType === 'atlassian' && active;

/**
 * All accounts: of each app its account, of people only how many a page held. Jira gives no total, and pages may be
 * short. The longest pass of all: two points a person.
 */
export const users = defineSource<UserFact>({
  id: 'users',
  operations: ['user.list', 'user.get'],
  right: 'USER_PICKER',
  freshness: { full: 7 * 24, withFeed: 30 * 24 },
  fact: userFact,
  keyOf: fact => (fact.is === 'app' ? fact.id : `page-${fact.page}`),
  async *pages({ jira, live }, from) {
    let cursor = from === undefined ? undefined : listCursor.parse(from);
    for await (const page of pagesOf(jira, listing(live), cursor)) {
      const people = new Set(page.fresh.filter(isPerson).map(({ accountId }) => accountId));
      const tally: UserFact = { is: 'tally', page: String(cursor?.startAt ?? 0), people: people.size };
      const apps = page.rows.filter(({ accountType }) => accountType === 'app').map(appFact);
      yield {
        facts: page.read === 0 ? apps : [...apps, tally],
        read: page.read,
        gaps: page.gaps,
        ...(page.next === undefined ? {} : { next: page.next }),
      };
      cursor = page.next;
    }
  },
  async reread(reader, key) {
    // A count is of a page, and a page is no object.
    if (key.startsWith('page-')) return { gap: gap('unsupported', 'user.list') };
    return rereadObject(reader, async () => {
      const row = await reader.jira.call('user.get', { query: { accountId: key }, answer: user });
      return { facts: row.accountType === 'app' ? [appFact(row)] : [] };
    });
  },
  // Of people nothing is kept but how many there are.
  touchedBy: change => {
    const account = accountIn(change);
    const isNone = account === undefined || account === 'unknown' || change.object?.person === true;
    return isNone ? 'none' : [account.id];
  },
  singly: true,
});
