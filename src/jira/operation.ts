/** One operation of Jira's REST API that this app uses. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/rest/api/3`, with `{name}` for path parameters, as in Atlassian's OpenAPI document. */
  readonly path: string;
  /** The classic scopes that Atlassian's OpenAPI document asks for (state `Current`). Empty: none is needed. */
  readonly classic: readonly string[];
  /** The granular scopes (state `Beta`): all of them are needed. Undefined where there are none. */
  readonly granular: readonly string[] | undefined;
  /** Points for each object in the answer: 1 for core objects, 2 for people, groups, roles and permissions; a call itself costs 1. */
  readonly each: 0 | 1 | 2;
  /** The part of the answer that lists the objects; `*` where the answer itself is the list or map. Undefined: one object. */
  readonly objects?: string;
}
