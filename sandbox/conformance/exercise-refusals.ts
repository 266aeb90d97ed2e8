import { operationName, type Operation } from '../jira/operation';
import type { DocumentedOperation, Documents } from './documents';
import type { SendRequest } from './request-sender';

/** The operation's path with ids of nothing. */
function missingObjectPath({ path }: Operation): string {
  return path
    .replace(/\{(schemeId|permissionId|id)\}/g, '99999999')
    .replace(/\{propertyKey\}/g, 'nothing')
    .replace(/\{issueIdOrKey\}/g, 'SEC-99999')
    .replace(/\{\w+\}/g, 'NOSUCH');
}

/** The operation's path with ids that exist, so that only the caller's rights stand in the way. */
function samplePath({ path }: Operation): string {
  return path
    .replace('/filter/{id}', '/filter/10001')
    .replace('/dashboard/{id}', '/dashboard/10001')
    .replace('/application-properties/{id}', '/application-properties/jira.clone.prefix')
    .replace('/role/{id}', '/role/10002')
    .replace('{schemeId}', '0')
    .replace('{permissionId}', '10000')
    .replace('{issueTypeId}', '10002')
    .replace(/\{project\w+\}/g, 'SEC')
    .replace('{issueIdOrKey}', 'SEC-1')
    .replace(/\{\w+\}/g, '1');
}

/** Values that no parameter of the name can have. */
const INVALID_VALUES: Record<string, string> = {
  startAt: 'x',
  maxResults: 'x',
  orderBy: 'nothing',
  expand: 'nothing',
  ids: 'x',
  accessType: 'nothing',
  permissions: 'NOTHING',
};

/** Queries that the operation documents a refusal for. */
function invalidQueries(documented: DocumentedOperation): string[] {
  if (!documented.responses['400']) return [];
  return (documented.parameters ?? []).flatMap(parameter => {
    if (!('name' in parameter) || parameter.in !== 'query') return [];
    const value = INVALID_VALUES[parameter.name];
    return value === undefined ? [] : [`?${parameter.name}=${value}`];
  });
}

/** Asks every operation for its refusals: what isn't there, what the caller may not, what is asked wrongly. */
export async function exerciseRefusals(
  operations: readonly Operation[],
  documents: Documents,
  callers: { admin: SendRequest; user: SendRequest; anonymous: SendRequest },
): Promise<void> {
  for (const operation of operations) {
    const { method } = operation;
    const body = method === 'POST' || method === 'PUT' ? {} : undefined;
    await callers.admin(`${method} ${missingObjectPath(operation)}`, body);
    await callers.user(`${method} ${samplePath(operation)}`, body);
    await callers.anonymous(`${method} ${samplePath(operation)}`, body);
    const documented = documents.operations.get(operationName(operation));
    if (method === 'GET' && documented)
      for (const query of invalidQueries(documented))
        await callers.admin(`GET ${samplePath(operation)}${query}`);
  }
}
