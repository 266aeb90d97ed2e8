/** One request to Jira, as the operation table made it. `path` is percent-encoded and bears the query. */
export interface JiraRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Jira's answer. Header names are in lower case; `body` is the parsed JSON, undefined where there was none. */
export interface JiraAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * The door to Jira. Who asks (the app, a person, a token's owner) is the transport's affair; an HTTP error is an answer,
 * never a throw.
 * @throws where no answer came at all: the network failed, or the platform refused the call.
 */
export interface Transport {
  send(request: JiraRequest): Promise<JiraAnswer>;
}
