/** A request to Jira. `path` is percent-encoded and includes the query. */
export interface JiraRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** A response from Jira. Header names are lowercase. `body` is the parsed JSON; undefined if there is none. */
export interface JiraResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * Sends requests to Jira. The transport decides the caller (the app, a person, or a token's owner). HTTP errors are
 * responses and don't throw.
 * @throws if there is no response: the network failed, or Forge refused the call.
 */
export interface Transport {
  send(request: JiraRequest): Promise<JiraResponse>;
}
