import { SECOND } from '../src/domain/instant';
import { type JiraResponse, type Transport } from '../src/jira/transport';

const REQUEST_TIMEOUT = 30 * SECOND;

async function parseBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The body is a page for people, such as a login. The status or the schema check shows that it isn't from Jira.
    return undefined;
  }
}

/**
 * Sends requests to a site over HTTP with an Authorization header. Doesn't follow redirects, because Jira's API sends
 * none and the credentials must not go to another host.
 *
 * @param address the base URL, with its path, without a trailing slash.
 */
export const httpTransport = (address: string, authorization: string): Transport => ({
  async send({ method, path, body }): Promise<JiraResponse> {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await parseBody(response),
    };
  },
});
