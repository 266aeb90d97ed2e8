import api, { assumeTrustedRoute, type RequestProductMethods } from '@forge/api';
import { z } from 'zod';
import { SECOND } from '../terms/instant';
import { type JiraAnswer, type JiraRequest, type Transport } from './transport';

/** Jira answers within seconds or not at all; a slice of a run must not wait for the latter until it is ended. */
const PATIENCE = 25 * SECOND;

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Jira did not answer within ${PATIENCE} ms`)), PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the platform throws where it refuses a call itself: an error that bears the HTTP status. */
const refusal = z.object({ status: z.number() });

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's error page. Its status says what is needed; a success with such a body fails its schema.
    return undefined;
  }
}

/**
 * `route` encodes what a template's holes are filled with; here the path comes whole from the operation table, whose one
 * filler has encoded every part and refuses parts that climb. So the string is trusted, and said to be.
 */
const forgeTransport = (caller: Pick<RequestProductMethods, 'requestJira'>): Transport => ({
  async send({ method, path, body }: JiraRequest): Promise<JiraAnswer> {
    try {
      const asked = caller.requestJira(assumeTrustedRoute(path), {
        method,
        headers: {
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await inTime(asked);
      const headers: Record<string, string> = {};
      response.headers.forEach((value, name) => {
        headers[name.toLowerCase()] = value;
      });
      return { status: response.status, headers, body: jsonOf(await inTime(response.text())) };
    } catch (error) {
      const refused = refusal.safeParse(error);
      if (!refused.success) throw error;
      return { status: refused.data.status, headers: {}, body: undefined };
    }
  },
});

/** Asks as the app: with the rights of the app's own account. */
export const appTransport = (): Transport => forgeTransport(api.asApp());

/** Asks as the person who is looking at the page. */
export const userTransport = (): Transport => forgeTransport(api.asUser());
