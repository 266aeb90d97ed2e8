import { operationName, type Operation } from '../jira/operation';
import type { DocumentedOperation, Documents } from './documents';

const sortScopes = (scopes: readonly string[] | undefined): string =>
  scopes ? [...scopes].sort().join(' ') : 'none';

/** The sets of scopes that the document names; where it has no list, the security requirement is the classic set. */
function documentedScopes(operation: DocumentedOperation): {
  classic?: readonly string[];
  granular?: readonly string[];
} {
  const listed = operation['x-atlassian-oauth2-scopes'];
  const set = (state: string): readonly string[] | undefined =>
    listed?.find(one => one.state === state)?.scopes;
  if (listed) {
    const [classic, granular] = [set('Current'), set('Beta')];
    return { ...(classic ? { classic } : {}), ...(granular ? { granular } : {}) };
  }
  const required = (operation.security ?? []).find(one => one['OAuth2'])?.['OAuth2'];
  return required ? { classic: required } : {};
}

/** Where the table of operations asks for other scopes than Atlassian's document. */
export function findScopeProblems(operations: readonly Operation[], documents: Documents): string[] {
  return operations.flatMap(operation => {
    const name = operationName(operation);
    const documented = documents.operations.get(name);
    if (!documented) return [`${name} is not documented`];
    const expectedScopes = documentedScopes(documented);
    return (['classic', 'granular'] as const).flatMap(kind =>
      sortScopes(operation.scopes[kind]) === sortScopes(expectedScopes[kind])
        ? []
        : [
            `${name} asks for the ${kind} scopes [${sortScopes(operation.scopes[kind])}], documented are [${sortScopes(expectedScopes[kind])}]`,
          ],
    );
  });
}
