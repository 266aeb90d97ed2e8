import { join } from 'node:path';
import { readManifest } from '../../sandbox/forge/read-manifest';
import { importsOf, packageOf, sourceFiles } from '../source-imports';
import { findBrokenRules } from './rules';
import { readWrittenManifest } from './written-manifest';

/**
 * All that is wrong with the manifest in `appFolder`, one line each; empty: nothing. @forge/manifest speaks first, with
 * what Atlassian's servers refuse (as the sandbox's Forge host knows it), then the rules of this project.
 */
export async function findManifestProblems(appFolder: string): Promise<readonly string[]> {
  const refused = await readManifest(appFolder).then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message : String(error)],
  );
  if (refused.length > 0) return refused;
  const packages = new Set(
    sourceFiles(join(appFolder, 'src'))
      .flatMap(importsOf)
      .filter(specifier => !specifier.startsWith('.'))
      .map(packageOf),
  );
  return findBrokenRules(readWrittenManifest(join(appFolder, 'manifest.yml')), packages);
}
