import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const CHECKER_FOLDER = join(dirname(require.resolve('@forge/manifest')), '..');
const CACHE_FOLDER = join(CHECKER_FOLDER, '../../.cache/forge-sandbox');

/** Folders that hold nothing of the app's. */
const IGNORED_FOLDERS: readonly string[] = ['node_modules', '.git', '.sandbox'];

/** Everything that a check of the manifest looks at: its text, the package's, the names of the app's files, the checker. */
function fingerprint(file: string, manifest: string): string {
  const folder = dirname(file);
  const names = (within: string): string[] =>
    readdirSync(within, { withFileTypes: true }).flatMap(entry => {
      if (IGNORED_FOLDERS.includes(entry.name)) return [];
      const path = join(within, entry.name);
      return entry.isDirectory() ? names(path) : [relative(folder, path)];
    });
  const hash = createHash('sha256');
  for (const part of [
    readTextIfExists(join(CHECKER_FOLDER, 'package.json')) ?? '',
    manifest,
    readTextIfExists(join(folder, 'package.json')) ?? '',
    ...names(folder).sort(),
  ])
    hash.update(`${part}\0`);
  return hash.digest('hex');
}

function readTextIfExists(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * What `check` gives for the manifest, asked once while nothing changes that it looks at: to compile the whole schema takes
 * seconds. A refusal is told each time.
 * @param check gives JSON. @throws what `check` throws
 */
export async function checkWithCache(file: string, check: () => Promise<unknown>): Promise<unknown> {
  const manifest = readTextIfExists(file);
  if (manifest === undefined) return check();
  const path = join(CACHE_FOLDER, `manifest-${fingerprint(file, manifest)}.json`);
  const cached = readTextIfExists(path);
  if (cached !== undefined) return JSON.parse(cached);
  const content = await check();
  mkdirSync(CACHE_FOLDER, { recursive: true });
  // Whole or not at all: others may look at the same moment.
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(content));
  renameSync(`${path}.${process.pid}`, path);
  return content;
}
