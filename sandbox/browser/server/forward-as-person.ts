import { Hono } from 'hono';
import { type Product } from '../../ports';
import { PERSON_HEADER } from '../person-header';

/** Headers of the site's answer that the browser gets to see. */
const FORWARDED_HEADERS = ['content-type', 'retry-after', 'location'];

/**
 * Passes a request on to the site's REST API as the person named in the header, with everything that person may do: a
 * person's own browser has no scopes. Mounted at `/as-person`.
 */
export function forwardAsPerson(site: Pick<Product, 'url' | 'tokenFor'>): Hono {
  const proxy = new Hono();
  proxy.all('/*', async c => {
    const { pathname, search } = new URL(c.req.url);
    const accountId = c.req.header(PERSON_HEADER) || undefined;
    const body = ['GET', 'HEAD'].includes(c.req.method) ? null : await c.req.text();
    const answer = await fetch(site.url + pathname.replace(/^\/as-person/, '') + search, {
      method: c.req.method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${site.tokenFor({ accountId, scopes: 'all' })}`,
        ...(body === null ? {} : { 'content-type': c.req.header('content-type') ?? 'application/json' }),
      },
      body,
    });
    const headers = FORWARDED_HEADERS.flatMap((name): [string, string][] => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), {
      status: answer.status,
      headers,
    });
  });
  return proxy;
}
