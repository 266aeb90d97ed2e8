import type { Site } from '../jira/site';

/** The site's REST API as one named person uses it. Each call rejects with Jira's own words where it is refused. */
export interface RestClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  delete(path: string): Promise<void>;
}

/** @param person somebody whose own session is used, with all their rights and no more. */
export function createRestClient(site: Pick<Site, 'url' | 'as'>, person: { email?: string }): RestClient {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${site.url}${path}`, {
      method,
      headers: { ...site.as(person), 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    get: async <T>(path: string) => (await call('GET', path)) as T,
    post: async <T>(path: string, body?: unknown) => (await call('POST', path, body)) as T,
    put: async <T>(path: string, body: unknown) => (await call('PUT', path, body)) as T,
    delete: async path => {
      await call('DELETE', path);
    },
  };
}
