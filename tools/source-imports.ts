import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { preProcessFile } from 'typescript';

/** TypeScript files below `folder`, in order, without what packages and bundles brought; none where there is no folder. */
export function sourceFiles(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : sourceFiles(path);
      return /\.tsx?$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

/** What a file imports, exports from, or requires, as it is written there; types too. */
export function importsOf(file: string): readonly string[] {
  return preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The package of an import that isn't relative: `@forge/kvs` of `@forge/kvs/out/x`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
