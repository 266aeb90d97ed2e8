/** An operation of Jira's REST API that the app uses. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below `/rest/api/3`, with `{name}` for path parameters, as in Atlassian's OpenAPI document. */
  readonly path: string;
  /** Classic scopes in Atlassian's OpenAPI document (state `Current`). Empty if no scope is needed. */
  readonly classicScopes: readonly string[];
  /** Granular scopes (state `Beta`), all of which are needed. Undefined if there are none. */
  readonly granularScopes: readonly string[] | undefined;
  /**
   * API points per object in the response: 1 for core objects, 2 for people, groups, roles, and permissions. The call
   * itself costs 1.
   */
  readonly pointsPerObject: 0 | 1 | 2;
  /** The key of the list of objects; `*` if the response itself is the list or map. Undefined: one object. */
  readonly objectsKey?: string;
}
