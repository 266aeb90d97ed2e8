import api, { assumeTrustedRoute, type RequestProductMethods } from '@forge/api';
import { z } from 'zod';
import { SECOND } from '../domain/instant';
import { type JiraResponse, type JiraRequest, type Transport } from './transport';

/** Jira answers within seconds or not at all. The timeout must end before the scan's slice does. */
const REQUEST_TIMEOUT = 25 * SECOND;

async function withTimeout<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Jira did not answer within ${REQUEST_TIMEOUT} ms`)),
      REQUEST_TIMEOUT,
    );
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Forge throws an error with an HTTP status if it refuses a call itself. */
const rejectionSchema = z.object({ status: z.number() });

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's error page isn't JSON. Its status is enough, and a success with such a body fails its schema.
    return undefined;
  }
}

/**
 * `route` encodes only the values in a template. Here the whole path comes from the operation table: `buildRequest` has
 * encoded every part and rejected parts that climb. So the string is safe to trust.
 */
const createForgeTransport = (caller: Pick<RequestProductMethods, 'requestJira'>): Transport => ({
  async send({ method, path, body }: JiraRequest): Promise<JiraResponse> {
    try {
      const request = caller.requestJira(assumeTrustedRoute(path), {
        method,
        headers: {
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await withTimeout(request);
      const headers: Record<string, string> = {};
      response.headers.forEach((value, name) => {
        headers[name.toLowerCase()] = value;
      });
      return { status: response.status, headers, body: parseJson(await withTimeout(response.text())) };
    } catch (error) {
      const rejection = rejectionSchema.safeParse(error);
      if (!rejection.success) throw error;
      return { status: rejection.data.status, headers: {}, body: undefined };
    }
  },
});

/** Acts as the app, with the rights of the app's own account. */
export const createAppTransport = (): Transport => createForgeTransport(api.asApp());

/** Acts as the person who uses the page. */
export const createUserTransport = (): Transport => createForgeTransport(api.asUser());
