import type { Site } from '../../../sandbox/jira/site';

/** What the site answered. */
export interface SiteResponse {
  status: number;
  headers: Headers;
  // A test looks into answers freely.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** Asks the site over HTTP with these headers. */
export function createRequestSender(site: Site, headers: Record<string, string> = {}) {
  return async (request: string, body?: unknown): Promise<SiteResponse> => {
    const [method = 'GET', path = ''] = request.split(' ');
    const response = await fetch(`${site.url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
}

/** Asks as the account of an app that has its rights, with these scopes. */
export async function createAppRequestSender(site: Site, scopes: readonly string[] = everyClassicScope) {
  site.switches.rightsDelaySeconds = 0;
  const { accountId } = await site.install({ id: 'app-under-test', name: 'App under test' });
  return createRequestSender(site, { authorization: `Bearer ${site.tokenFor({ accountId, scopes })}` });
}

export const everyClassicScope = [
  'read:jira-work',
  'write:jira-work',
  'read:jira-user',
  'manage:jira-configuration',
  'manage:jira-project',
];

export const adfText = (words: string): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});
