import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { findManifestProblems } from '../../tools/manifest/manifest-problems';

const page = {
  key: 'admin',
  title: 'Admin',
  resource: 'ui',
  render: 'native',
  resolver: { function: 'page' },
};

/** A manifest with which nothing is wrong; each test breaks its own copy. */
const validManifest = () => ({
  app: {
    id: 'ari:cloud:ecosystem::app/6b1f4f0a-2f1c-4c55-9a57-3d6c1f0e7b21',
    runtime: { name: 'nodejs24.x', architecture: 'arm64', memoryMB: 512 },
    storage: {
      classifications: ['other'],
      entities: [{ name: 'run', attributes: { epoch: { type: 'integer' }, at: { type: 'integer' } } }],
    },
  },
  modules: {
    'jira:adminPage': [page],
    scheduledTrigger: [{ key: 'hourly', function: 'tick', interval: 'hour' }],
    consumer: [{ key: 'worker', queue: 'work', function: 'work' }],
    trigger: [
      {
        key: 'filters',
        function: 'event',
        events: ['avi:jira:updated:filter'],
        filter: { ignoreSelf: true },
      },
      { key: 'lifecycle', function: 'life', events: ['avi:forge:installed:app'] },
    ],
    function: [
      { key: 'page', handler: 'index.page' },
      { key: 'tick', handler: 'index.tick' },
      { key: 'work', handler: 'index.work', timeoutSeconds: 900 },
      { key: 'event', handler: 'index.event' },
      { key: 'life', handler: 'index.life' },
    ],
  },
  resources: [
    { key: 'ui', path: 'src/page.tsx' },
    { key: 'web', path: 'web' },
  ],
  permissions: { scopes: ['read:filter:jira', 'read:jql:jira', 'storage:app'] },
});
type ValidManifest = ReturnType<typeof validManifest>;

const HANDLER_CODE = 'export const page = 1, tick = 1, work = 1, event = 1, life = 1;\n';

const folders: string[] = [];
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true })));

/** What is wrong with a sound app once `change` came over its manifest. */
async function problemsAfter(
  change: (manifest: ValidManifest) => unknown,
  code = HANDLER_CODE,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  folders.push(folder);
  const manifest = validManifest();
  const changed = change(manifest) ?? manifest;
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web', 'index.html'), '<p></p>');
  writeFileSync(join(folder, 'manifest.yml'), stringify(changed));
  writeFileSync(join(folder, 'src', 'index.ts'), code);
  writeFileSync(join(folder, 'src', 'page.tsx'), '');
  return (await findManifestProblems(folder)).join('\n');
}

const schedules = (count: number, interval: string) =>
  Array.from({ length: count }, (_, at) => ({ key: `tick-${at}`, function: 'tick', interval }));

describe('a manifest', () => {
  it('is let pass where nothing is wrong with it', async () => {
    expect(await problemsAfter(() => undefined)).toBe('');
  });

  it('is refused where @forge/manifest refuses it', async () => {
    expect(await problemsAfter(({ app }) => void (app.runtime.name = 'nodejs18.x'))).toContain('nodejs18.x');
  });

  it('has at most five scheduled triggers, at most one of them every five minutes', async () => {
    expect(
      await problemsAfter(({ modules }) => void (modules.scheduledTrigger = schedules(6, 'day'))),
    ).toContain('at most 5 scheduled triggers');
    expect(
      await problemsAfter(({ modules }) => void (modules.scheduledTrigger = schedules(2, 'fiveMinute'))),
    ).toContain('at most 1 scheduled triggers every five minutes');
  });

  it('waits only for events that exist', async () => {
    const waitsFor = (at: number, event: string) =>
      problemsAfter(({ modules }) => void (modules.trigger[at]!.events = [event]));
    expect(await waitsFor(0, 'avi:jira:changed:permission-scheme')).toContain('permission-scheme');
    expect(await waitsFor(0, 'jira:updated:filter')).toContain('jira:updated:filter');
    expect(await waitsFor(1, 'avi:forge:instaled:app')).toContain('avi:forge:instaled:app');
  });

  it('has one attribute in the range of each index', async () => {
    expect(
      await problemsAfter(manifest => ({
        ...manifest,
        app: {
          ...manifest.app,
          storage: {
            ...manifest.app.storage,
            entities: [
              {
                ...manifest.app.storage.entities[0],
                indexes: [{ name: 'by-epoch', range: ['epoch', 'at'] }],
              },
            ],
          },
        },
      })),
    ).toContain('range of one attribute');
  });

  it('gives a page a function and a handler of its own', async () => {
    const shared = 'a page has its own';
    expect(
      await problemsAfter(manifest => ({
        ...manifest,
        modules: {
          ...manifest.modules,
          'jira:adminPage': [page, { ...page, key: 'configure', useAsConfig: true }],
        },
      })),
    ).toContain(shared);
    expect(
      await problemsAfter(({ modules }) => void (modules.scheduledTrigger[0]!.function = 'page')),
    ).toContain(shared);
    expect(
      await problemsAfter(({ modules }) => void (modules.function[0]!.handler = 'index.life')),
    ).toContain('admin and lifecycle share the handler index.life');
  });

  it('has only pages of UI Kit', async () => {
    const withPage = (admin: object) =>
      problemsAfter(manifest => ({
        ...manifest,
        modules: { ...manifest.modules, 'jira:adminPage': [admin] },
      }));
    const { key, title } = page;
    expect(await withPage({ key, title, function: 'page' })).toContain('admin has no "resource"');
    const customUi = { key, title, resource: 'web', resolver: { function: 'page' } };
    expect(await withPage(customUi)).toContain('admin has no "render: native"');
    expect(await withPage({ ...customUi, render: 'default' })).toContain('admin has no "render: native"');
  });

  it('asks for more time only where consumers and scheduled triggers alone call', async () => {
    const asks = (at: number, seconds: number) =>
      problemsAfter(manifest => {
        const { modules } = manifest;
        const functions = modules.function.map((each, index) =>
          index === at ? { ...each, timeoutSeconds: seconds } : each,
        );
        return { ...manifest, modules: { ...modules, function: functions } };
      });
    expect(await asks(0, 60)).toContain('admin (jira:adminPage) may not call page');
    expect(await asks(3, 60)).toContain('filters (trigger) may not call event');
    expect(await asks(2, 901)).not.toBe('');
    expect(await asks(1, 900)).toBe('');
  });

  it('calls every function that it names', async () => {
    expect(
      await problemsAfter(
        ({ modules }) => void modules.function.push({ key: 'idle', handler: 'index.idle' }),
      ),
    ).toContain('No module calls the function idle');
  });

  it("never hears the app's own changes", async () => {
    expect(
      await problemsAfter(({ modules }) => void (modules.trigger[0]!.filter = { ignoreSelf: false })),
    ).toContain('without "ignoreSelf: true"');
  });

  it('lets nothing leave: no remotes, no egress, no web triggers, no Connect', async () => {
    expect(
      await problemsAfter(manifest => ({
        ...manifest,
        remotes: [{ key: 'ours', baseUrl: 'https://example.com', operations: ['compute'] }],
      })),
    ).toContain('"remotes"');
    expect(
      await problemsAfter(manifest => ({
        ...manifest,
        permissions: { ...manifest.permissions, external: { fetch: { backend: ['https://example.com'] } } },
      })),
    ).toContain('"permissions.external"');
    expect(
      await problemsAfter(manifest => ({
        ...manifest,
        modules: { ...manifest.modules, webtrigger: [{ key: 'hook', function: 'life' }] },
      })),
    ).toContain('webtrigger hook');
    expect(
      await problemsAfter(manifest => ({
        ...manifest,
        app: { ...manifest.app, connect: { key: 'old', remote: 'connect' } },
        remotes: [{ key: 'connect', baseUrl: 'https://example.com' }],
        connectModules: {},
      })),
    ).not.toBe('');
  });

  it('is refused beside code of UI Kit 1', async () => {
    expect(
      await problemsAfter(() => undefined, `${HANDLER_CODE}import ForgeUI from '@forge/ui';\n`),
    ).toContain('UI Kit 1');
  });

  it('has the scope of the storage that the code imports', async () => {
    expect(
      await problemsAfter(
        ({ permissions }) => void permissions.scopes.pop(),
        `${HANDLER_CODE}import { kvs } from '@forge/kvs';\n`,
      ),
    ).toContain('storage:app is missing');
  });
});
