import { Problem } from './problem';

/** How a request authenticates. Messages use `by`; they must never show the value. */
export interface Credentials {
  readonly authorization: string;
  readonly by: 'access_token' | 'api_token';
}

/** Characters allowed in the header. Others would cause an error message that contains the value. */
const HEADER_TEXT = /^[\x21-\x7e]+$/;

/** The Authorization header for an account's email address and API token. */
export const basicAuthorization = (email: string, token: string): string =>
  `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;

/** The Authorization header for the access token of a service account or app. */
const bearerAuthorization = (token: string): string => {
  if (!HEADER_TEXT.test(token)) throw new Problem('bad-access-token');
  return `Bearer ${token}`;
};

/**
 * Reads the credentials from the environment. An access token takes precedence over an API token.
 * @throws Problem if neither is set, or the access token has invalid characters.
 */
export function readCredentials(environment: NodeJS.ProcessEnv): Credentials {
  const valueOf = (name: string): string => environment[name]?.trim() ?? '';
  const accessToken = valueOf('ATLASSIAN_ACCESS_TOKEN');
  if (accessToken !== '') return { authorization: bearerAuthorization(accessToken), by: 'access_token' };
  const [email, token] = [valueOf('ATLASSIAN_EMAIL'), valueOf('ATLASSIAN_API_TOKEN')];
  if (email === '' || token === '') throw new Problem('no-credentials');
  return { authorization: basicAuthorization(email, token), by: 'api_token' };
}
