import { join } from 'node:path';
import { acceptedContent, platformComplaints } from './manifest-check';
import { manifestIn, type Manifest } from './manifest-content';

/**
 * Reads `manifest.yml` in `appFolder`, once `@forge/manifest` and the platform's other rules accept it.
 * @throws an error that lists every complaint.
 */
export async function readManifest(appFolder: string): Promise<Manifest> {
  const manifest = manifestIn(await acceptedContent(join(appFolder, 'manifest.yml')));
  const complaints = platformComplaints(manifest);
  if (complaints.length > 0) throw new Error(`manifest.yml is refused:\n${complaints.join('\n')}`);
  return manifest;
}
