import { serve, type HttpBindings, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import type { Caller, Product, ProductEvent } from '../../../sandbox/ports';

/**
 * A site that answers every request with who asked for what: enough to see what the host lets through. A request for
 * `/meet` is answered when there is a second one; one for `/cut` loses its connection.
 */
export interface EchoSite extends Product {
  readonly requests: ReadonlyArray<{ path: string; caller: Caller | undefined }>;
  raise(event: Partial<ProductEvent> & { name: string }): void;
  close(): Promise<void>;
}

export async function createEchoSite(cloudId: string): Promise<EchoSite> {
  const callers = new Map<string, Caller>();
  const listeners = new Set<(event: ProductEvent) => void>();
  const requests: Array<{ path: string; caller: Caller | undefined }> = [];
  const app = new Hono<{ Bindings: HttpBindings }>();
  let waiting: (() => void) | undefined;
  app.all('/meet', context => {
    const other = waiting;
    waiting = undefined;
    const met = context.json({});
    other?.();
    return other === undefined ? new Promise<Response>(resolve => (waiting = () => resolve(met))) : met;
  });
  app.all('/cut', context => {
    context.env.outgoing.destroy();
    return new Promise<never>(() => undefined);
  });
  app.all('*', async context => {
    const { headers, method } = context.req.raw;
    const caller = callers.get(headers.get('authorization')?.replace('Bearer ', '') ?? '');
    const { pathname, search } = new URL(context.req.url);
    requests.push({ path: pathname, caller });
    const headerMap = Object.fromEntries(headers);
    return context.json({
      method,
      path: pathname + search,
      caller: caller ?? null,
      headers: headerMap,
      cloudId,
    });
  });
  const server = await new Promise<ServerType>(resolve => {
    const started: ServerType = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started),
    );
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cloudId,
    requests,
    tokenFor(caller) {
      const token = `token-${callers.size}`;
      callers.set(token, caller);
      return token;
    },
    install: async ({ id }) => ({ accountId: `app-${id.slice(0, 8)}` }),
    uninstall: async () => {},
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    raise(event) {
      for (const listener of listeners)
        listener({ actor: 'somebody', at: 0, payload: {}, runtime: {}, ...event });
    },
    close: () =>
      new Promise((resolve, reject) =>
        server.close(error => (error === undefined ? resolve() : reject(error))),
      ),
  };
}
