import type { Site } from '../jira/site';

/** What the site answered. */
export interface SiteResponse {
  status: number;
  body: unknown;
}

/** Asks the site as somebody: `GET /rest/api/3/myself`, with a body where there is one. */
export type SendRequest = (request: string, body?: unknown) => Promise<SiteResponse>;

export function createRequestSender(site: Site, headers: Record<string, string>): SendRequest {
  return async (request, body) => {
    const [method = 'GET', path = ''] = request.split(' ');
    const response = await fetch(`${site.url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answered: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: answered };
  };
}

/** A value deep in an answer, as text: `at(body, 'values', 0, 'groupId')`. */
export function valueAt(body: unknown, ...path: readonly (string | number)[]): string {
  let value = body;
  for (const step of path)
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === String(step))?.[1]
        : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
