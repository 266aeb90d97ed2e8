import { SECOND } from '../src/terms/instant';
import { type JiraAnswer, type Transport } from '../src/jira/transport';

const TIMEOUT = 30 * SECOND;

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A page for people, such as a login. The status, or the schema of what was expected, says that it is none of Jira's.
    return undefined;
  }
}

/**
 * Asks a site over HTTP with a header of authorization. Redirects are not followed: Jira's API sends none, and the
 * credentials must not travel.
 *
 * @param address the base URL, with its path, without a slash at the end.
 */
export const httpTransport = (address: string, authorization: string): Transport => ({
  async send({ method, path, body }): Promise<JiraAnswer> {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await bodyOf(response),
    };
  },
});
