import type { PageHost } from '../ports';

/** Asks the app as a page of it does, as one person. Rejects where the app refuses. */
export type CallApp = (call: string, payload: unknown) => Promise<Record<string, unknown>>;

/**
 * @param moduleKey the module of manifest.yml whose page asks.
 * @param extension what Jira adds on such a page, e.g. the work item that a panel stands on.
 */
export const createAppCaller =
  (
    host: PageHost,
    accountId: string,
    moduleKey = 'checklist',
    extension: Record<string, unknown> = {},
  ): CallApp =>
  async (call, payload) => {
    const answer = (await host.invoke({ moduleKey, accountId, extension }, call, payload)) as {
      is: string;
      value: Record<string, unknown>;
      error?: unknown;
    };
    if (answer.is !== 'done') throw new Error(`${call} was refused: ${JSON.stringify(answer.error)}`);
    return answer.value;
  };
