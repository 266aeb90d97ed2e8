import { isPathPart } from './id';
import { isWellFormed } from '../terms/well-formed';
import { type CallInput } from './jira';
import { type Operation } from './operation';
import { type JiraRequest } from './transport';

const BASE = '/rest/api/3';

/** A text that has no form in an address. Another one in its place would name something else. */
export class IllFormedParameter extends Error {
  override readonly name = 'IllFormedParameter';
}

function encoded(name: string, value: string): string {
  if (!isWellFormed(value)) throw new IllFormedParameter(name);
  return encodeURIComponent(value);
}

/** `encodeURIComponent` leaves dots alone; a part of dots alone would climb in the path. */
function pathPart(name: string, value: string | undefined): string {
  if (value === undefined || !isPathPart(value))
    throw new TypeError(`A path parameter has no usable value: ${name}`);
  return encoded(name, value);
}

function queryString(query: CallInput<unknown>['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values = Array.isArray(value) ? value : [value];
    return values.map(one => `${encodeURIComponent(name)}=${encoded(name, String(one))}`);
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/**
 * The request for an operation. A list in the query becomes one parameter for each value.
 * @throws TypeError where a path parameter is missing, empty or made of dots. IllFormedParameter
 */
export function requestOf(operation: Operation, input: Omit<CallInput<unknown>, 'answer'>): JiraRequest {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => pathPart(name, input.path?.[name]));
  return {
    method: operation.method,
    path: `${BASE}${path}${queryString(input.query)}`,
    ...(input.body === undefined ? {} : { body: input.body }),
  };
}
