import { isPathPart } from './id-schemas';
import { isWellFormed } from '../domain/well-formed';
import { type CallInput } from './jira';
import { type Operation } from './operation';
import { type JiraRequest } from './transport';

const BASE_PATH = '/rest/api/3';

/** A query value or path parameter that can't be encoded. A replacement character could address another object. */
export class MalformedParameterError extends Error {
  override readonly name = 'MalformedParameterError';
}

function encodeParameter(name: string, value: string): string {
  if (!isWellFormed(value)) throw new MalformedParameterError(name);
  return encodeURIComponent(value);
}

/** `encodeURIComponent` doesn't encode dots, so a part made only of dots would climb in the path. */
function encodePathPart(name: string, value: string | undefined): string {
  if (value === undefined || !isPathPart(value))
    throw new TypeError(`A path parameter has no usable value: ${name}`);
  return encodeParameter(name, value);
}

function buildQueryString(query: CallInput<unknown>['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values = Array.isArray(value) ? value : [value];
    return values.map(one => `${encodeURIComponent(name)}=${encodeParameter(name, String(one))}`);
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/**
 * Builds the request for an operation. A list in the query becomes one parameter per value.
 * @throws TypeError if a path parameter is missing, empty, or made only of dots; MalformedParameterError
 */
export function buildRequest(
  operation: Operation,
  input: Omit<CallInput<unknown>, 'responseSchema'>,
): JiraRequest {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodePathPart(name, input.path?.[name]),
  );
  return {
    method: operation.method,
    path: `${BASE_PATH}${path}${buildQueryString(input.query)}`,
    ...(input.body === undefined ? {} : { body: input.body }),
  };
}
