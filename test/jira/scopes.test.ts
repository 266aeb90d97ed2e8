import { OPERATIONS, type OperationId } from '../../src/jira/operations';
import { collectScopes } from '../../src/jira/scopes';

const all = Object.keys(OPERATIONS) as OperationId[];

describe('the scopes of what the app calls', () => {
  it('include no scope that could change a configuration', () => {
    expect(collectScopes(all).filter(scope => scope.startsWith('manage:'))).toEqual([]);
  });

  it('takes classic scopes where they suffice and granular ones instead of a manage scope', () => {
    expect(collectScopes(['filter.search', 'issue.create'])).toEqual(['read:jira-work', 'write:jira-work']);
    expect(collectScopes(['group.members'])).toEqual([
      'read:avatar:jira',
      'read:group:jira',
      'read:user:jira',
    ]);
  });

  it('asks for nothing where Jira asks for nothing', () => {
    expect(collectScopes(['server-info.get', 'permissions.check'])).toEqual([]);
  });

  it('falls back to every granular scope, and to the classic one where there is no granular', () => {
    expect(collectScopes(['permissions.check', 'data-policy.get'], 'granular')).toEqual([
      'read:jira-work',
      'read:permission:jira',
    ]);
  });

  it('names each scope once, in order', () => {
    const scopes = collectScopes(all, 'granular');
    expect(scopes).toEqual([...new Set(scopes)].sort());
  });
});
