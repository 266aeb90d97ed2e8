/*
 * Checks manifest.yml: npm run manifest
 */
import { join } from 'node:path';
import { findManifestProblems } from './manifest-problems';

async function main(): Promise<void> {
  const problems = await findManifestProblems(join(__dirname, '../..'));
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log('manifest.yml is as it must be.');
  process.exitCode = problems.length === 0 ? 0 : 1;
}

void main();
