import { operationOf, type OperationId } from './operations';

/**
 * - `mixed`: classic where a read or write scope of Jira's classic set suffices, granular where the classic one would be a
 *   `manage:` scope. Few scopes, and none with which configuration could be changed.
 * - `granular`: granular wherever there is one. For the case that Jira refuses the mixture.
 */
export type ScopeChoice = 'mixed' | 'granular';

/** The one line that decides. */
const CHOICE: ScopeChoice = 'mixed';

const scopesOfOne = (id: OperationId, choice: ScopeChoice): readonly string[] => {
  const { classic, granular } = operationOf(id);
  if (granular === undefined) return classic;
  const manages = classic.some(scope => scope.startsWith('manage:'));
  return choice === 'granular' || manages ? granular : classic;
};

/** The scopes without which one of the operations is refused, sorted, each once. */
export const scopesOf = (
  operations: Iterable<OperationId>,
  choice: ScopeChoice = CHOICE,
): readonly string[] => [...new Set([...operations].flatMap(id => scopesOfOne(id, choice)))].sort();
