import { operationOf, type OperationId } from './operations';

/**
 * - `mixed`: classic scopes if read or write scopes are enough; granular scopes instead of a classic `manage:` scope.
 *   Few scopes, and none that can change configuration.
 * - `granular`: granular scopes wherever they exist, in case Jira rejects the mixture.
 */
export type ScopeChoice = 'mixed' | 'granular';

/** Change only this line to switch scopes. */
const SCOPE_CHOICE: ScopeChoice = 'mixed';

const scopesOfOperation = (id: OperationId, choice: ScopeChoice): readonly string[] => {
  const { classicScopes: classic, granularScopes: granular } = operationOf(id);
  if (granular === undefined) return classic;
  const needsManageScope = classic.some(scope => scope.startsWith('manage:'));
  return choice === 'granular' || needsManageScope ? granular : classic;
};

/** The scopes that the operations need, sorted, without duplicates. */
export const collectScopes = (
  operations: Iterable<OperationId>,
  choice: ScopeChoice = SCOPE_CHOICE,
): readonly string[] => [...new Set([...operations].flatMap(id => scopesOfOperation(id, choice)))].sort();
