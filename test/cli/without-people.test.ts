import { withoutPeople } from '../../cli/without-people';

describe('what a recording keeps of a name', () => {
  it('is that the account was deleted, since nothing else tells a deleted one from one that Jira couldn’t fetch', () => {
    const account = { accountId: 'p1', accountType: 'unknown', active: false };
    const named = (displayName: string) => ({ body: { user: { ...account, displayName } } });
    expect(withoutPeople([named('Former user'), named('Lee Example')])).toEqual([
      named('Former user'),
      { body: { user: account } },
    ]);
  });
});
