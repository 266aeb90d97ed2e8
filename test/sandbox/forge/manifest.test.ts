import { rmSync } from 'node:fs';
import { readManifest } from '../../../sandbox/forge/read-manifest';
import { appFolder, createChangedApp, createInstalledFixture } from './fixture';

describe('the manifest', () => {
  it('is read as the host uses it', async () => {
    const manifest = await readManifest(appFolder);
    expect(manifest.appId).toBe('7c1f2d30-6a7e-4f0e-9f5b-0c3f5a9d1e11');
    expect(manifest.functions.get('consume-long')).toEqual({
      key: 'consume-long',
      handler: 'index.consume',
      timeoutSeconds: 900,
      memoryMB: 128,
    });
    expect(manifest.uiModules).toEqual([
      {
        key: 'admin',
        type: 'jira:adminPage',
        title: 'Fixture',
        resolverFunction: 'resolver',
        resourceFile: 'src/page.tsx',
        useAsConfig: false,
        displayConditions: undefined,
      },
    ]);
    expect(manifest.entities.get('task')?.indexes).toEqual([
      { name: 'rank', range: ['rank'], partition: [] },
      { name: 'by-state', range: ['rank'], partition: ['state'] },
    ]);
  });

  it('gives a function 512 MB if it sets no memory', async () => {
    const folder = createChangedApp(manifest => manifest.replace('    memoryMB: 128\n', ''));
    expect((await readManifest(folder)).functions.get('run')?.memoryMB).toBe(512);
    rmSync(folder, { recursive: true });
  });

  const schedule = (key: string, interval: string): string =>
    `scheduledTrigger:\n    - { key: ${key}, function: tick, interval: ${interval} }`;

  it.each([
    ['an unknown interval', 'interval: hour', 'interval: minute', "allowed values are 'fiveMinute'"],
    ['a function that is nowhere', '{ function: resolver }', '{ function: nowhere }', 'nowhere'],
    ['a resource without a file', 'path: src/page.tsx', 'path: src/nothing.tsx', 'src/nothing.tsx'],
    ['an unknown scope', 'storage:app', 'manage:everything', 'manage:everything'],
    ['a missing scope of an event', ', manage:jira-configuration', '', 'avi:jira:updated:filter'],
    [
      'an unknown event',
      'avi:jira:updated:filter',
      'avi:jira:changed:mind',
      'avi:jira:changed:mind, which is no event',
    ],
    [
      'an index over two attributes',
      'range: [rank]',
      'range: [rank, weight]',
      'must have a range of one attribute',
    ],
    [
      'a sixth scheduled trigger',
      'scheduledTrigger:',
      `${['a', 'b', 'c', 'd'].reduce((text, key) => text.replace('scheduledTrigger:', schedule(key, 'week')), 'scheduledTrigger:')}`,
      'at most 5 scheduled triggers',
    ],
    [
      'a second trigger every five minutes',
      'scheduledTrigger:',
      `${['a', 'b'].reduce((text, key) => text.replace('scheduledTrigger:', schedule(key, 'fiveMinute')), 'scheduledTrigger:')}`,
      'at most 1 scheduled triggers every five minutes',
    ],
    [
      'a twenty-first entity',
      '    entities:\n',
      `    entities:\n${Array.from({ length: 20 }, (_, at) => `      - { name: more-${at}, attributes: { a: { type: string } } }\n`).join('')}`,
      'at most 20 entities',
    ],
    ['a line that is no YAML', 'modules:', 'modules: [', 'manifest.yml'],
  ])('with %s is refused', async (_, from, to, complaint) => {
    const folder = createChangedApp(manifest => manifest.replace(from, to));
    await expect(readManifest(folder)).rejects.toThrow(complaint);
    rmSync(folder, { recursive: true });
  });

  it("with a filter that can't be read keeps the app from being installed", async () => {
    const folder = createChangedApp(manifest => manifest.replace("['fixture'].control != null", '.has(1)'));
    await expect(createInstalledFixture({ appFolder: folder })).rejects.toThrow("can't be read");
    rmSync(folder, { recursive: true });
  });
});
