import { Problem } from './problem';

/** How a request says who asks. `by` is for messages: the value itself is never shown. */
export interface Credentials {
  readonly authorization: string;
  readonly by: 'access_token' | 'api_token';
}

/** What a header takes. A value with other characters would appear in the error that refuses it. */
const HEADER_TEXT = /^[\x21-\x7e]+$/;

/** The header for an account's email address and its API token. */
export const basicAuthorization = (email: string, token: string): string =>
  `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;

/** A service account's or an app's access token. */
const bearerAuthorization = (token: string): string => {
  if (!HEADER_TEXT.test(token)) throw new Problem('bad-access-token');
  return `Bearer ${token}`;
};

/**
 * The credentials from the environment. An access token wins where both kinds are set.
 * @throws Problem where neither kind is set, or the access token can't be sent.
 */
export function credentialsFrom(environment: NodeJS.ProcessEnv): Credentials {
  const valueOf = (name: string): string => environment[name]?.trim() ?? '';
  const accessToken = valueOf('ATLASSIAN_ACCESS_TOKEN');
  if (accessToken !== '') return { authorization: bearerAuthorization(accessToken), by: 'access_token' };
  const [email, token] = [valueOf('ATLASSIAN_EMAIL'), valueOf('ATLASSIAN_API_TOKEN')];
  if (email === '' || token === '') throw new Problem('no-credentials');
  return { authorization: basicAuthorization(email, token), by: 'api_token' };
}
