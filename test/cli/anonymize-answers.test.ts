import { anonymizeAnswers } from '../../cli/anonymize-answers';

describe('a name in a recording', () => {
  it('still shows that the account was deleted, because only the name distinguishes it from one that Jira couldn’t fetch', () => {
    const account = { accountId: 'p1', accountType: 'unknown', active: false };
    const named = (displayName: string) => ({ body: { user: { ...account, displayName } } });
    expect(anonymizeAnswers([named('Former user'), named('Lee Example')])).toEqual([
      named('Former user'),
      { body: { user: account } },
    ]);
  });
});
