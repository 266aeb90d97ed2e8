import { join } from 'node:path';
import { build } from 'esbuild';
import { type BrowserHost, createBrowserHost } from '../../sandbox/browser/server';
import { type PageHost, type PageModule, type PageVisit } from '../../sandbox/ports';
import { DOCUMENT } from './fixture-app/document';
import { FixtureBench } from './fixture-bench';
import { createFixtureSite, PEOPLE } from './fixture-site';

/** A browser host on fixtures: the pages of `fixture-app`, a handful of Jira, a bench that takes notes. */
export interface FixtureHost extends BrowserHost {
  bench: FixtureBench;
  /** The calls of `invoke` so far. */
  invoked: { visit: PageVisit; functionKey: string; payload: unknown }[];
}

export async function createFixtureHost({ port = 0 } = {}): Promise<FixtureHost> {
  const site = await createFixtureSite(DOCUMENT);
  const bench = new FixtureBench();
  const invoked: FixtureHost['invoked'] = [];
  const pageHost: PageHost = {
    modules: () => MODULES,
    context: (visit, theme) => ({
      accountId: visit.accountId,
      moduleKey: visit.moduleKey,
      extension: { type: 'jira:adminPage', ...visit.extension },
      theme: { colorMode: theme },
    }),
    invoke: async (visit, functionKey, payload) => {
      invoked.push({ visit, functionKey, payload });
      if (functionKey === 'refuse') throw new Error('Only Jira admins may do this.');
      return functionKey === 'save' ? payload : { hello: visit.accountId };
    },
    fetchProduct: async (visit, path, init) => {
      const answer = await fetch(site.url + path, {
        method: init.method,
        headers: { authorization: `Bearer ${site.tokenFor({ accountId: visit.accountId })}` },
      });
      return { status: answer.status, statusText: answer.statusText, headers: {}, body: await answer.text() };
    },
  };
  const host = await createBrowserHost({
    pageHost,
    site,
    siteName: 'acme',
    bench,
    people: async () => PEOPLE,
    bundleResource,
    port,
  });
  const close = async () => {
    await host.close();
    await site.close();
  };
  return { url: host.url, close, bench, invoked };
}

const MODULES: PageModule[] = [
  adminPage('components', 'Components', false),
  adminPage('forms', 'Forms', false),
  adminPage('calls', 'Calls', true),
  adminPage('missing', 'Missing', false),
  {
    ...adminPage('panel', 'Shared responsibility', false),
    type: 'jira:issueContext',
    displayConditions: { entityPropertyExists: { entity: 'issue', propertyKey: 'shared-responsibility' } },
  },
  {
    ...adminPage('odd', 'Odd', false),
    type: 'jira:issueContext',
    displayConditions: { userIsAdmin: true },
    resourceFile: 'panel.tsx',
  },
];

function adminPage(key: string, title: string, useAsConfig: boolean): PageModule {
  return {
    key,
    type: 'jira:adminPage',
    title,
    useAsConfig,
    resourceFile: `${key}.tsx`,
    displayConditions: undefined,
  };
}

async function bundleResource(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'fixture-app', file)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
