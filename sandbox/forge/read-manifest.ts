import { join } from 'node:path';
import { loadManifestContent, findPlatformProblems } from './manifest-check';
import { parseManifest, type Manifest } from './manifest-content';

/**
 * Reads `manifest.yml` in `appFolder`, once `@forge/manifest` and the platform's other rules accept it.
 * @throws an error that lists every complaint.
 */
export async function readManifest(appFolder: string): Promise<Manifest> {
  const manifest = parseManifest(await loadManifestContent(join(appFolder, 'manifest.yml')));
  const problems = findPlatformProblems(manifest);
  if (problems.length > 0) throw new Error(`manifest.yml is refused:\n${problems.join('\n')}`);
  return manifest;
}
