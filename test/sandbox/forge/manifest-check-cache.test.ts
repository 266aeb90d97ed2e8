import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkWithCache } from '../../../sandbox/forge/manifest-check-cache';

describe('a manifest that passed its check', () => {
  let folder: string;
  let file: string;
  let checks: number;
  const accepted = (): Promise<unknown> =>
    checkWithCache(file, () => {
      checks += 1;
      return Promise.resolve({ folder, checks });
    });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'accepted-'));
    file = join(folder, 'manifest.yml');
    // Like no other that was ever checked.
    writeFileSync(file, `# ${folder} ${Date.now()}`);
    writeFileSync(join(folder, 'page.tsx'), '');
    checks = 0;
    await accepted();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is not checked again', async () => {
    expect(await accepted()).toEqual({ folder, checks: 1 });
    expect(checks).toBe(1);
  });

  it.each([
    ['its text changes', () => appendFileSync(file, ' more')],
    ['a file goes that it may name', () => rmSync(join(folder, 'page.tsx'))],
    ['the package changes', () => writeFileSync(join(folder, 'package.json'), '{}')],
  ])('is checked again where %s', async (_, change) => {
    change();
    await accepted();
    expect(checks).toBe(2);
  });

  it('does not affect others: an invalid manifest is refused each time', async () => {
    appendFileSync(file, ' wrong');
    const refused = (): Promise<unknown> =>
      checkWithCache(file, () => Promise.reject(new Error('It is refused.')));
    await expect(refused()).rejects.toThrow('It is refused.');
    await expect(refused()).rejects.toThrow('It is refused.');
  });
});
