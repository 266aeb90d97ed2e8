import { build } from 'esbuild';
import { join } from 'node:path';
import type { Manifest } from './manifest-content';

/** The app's functions as one CommonJS text: `exports[file][export]` is a handler. */
export interface FunctionBundle {
  code: string;
  /** What stack traces call it. */
  name: string;
}

/**
 * Bundles the handlers that the manifest names with their packages, as they were published.
 * @throws esbuild's messages where it can't.
 */
export async function bundleFunctions(appFolder: string, manifest: Manifest): Promise<FunctionBundle> {
  const files = [
    ...new Set([...manifest.functions.values()].map(({ handler }) => parseHandler(handler).file)),
  ];
  const entry = files.map((file, at) => `import * as file${at} from ${JSON.stringify(`./src/${file}`)};`);
  const table = files.map((file, at) => `  ${JSON.stringify(file)}: file${at},`);
  const { outputFiles } = await build({
    stdin: {
      contents: [...entry, 'module.exports = {', ...table, '};'].join('\n'),
      resolveDir: appFolder,
      sourcefile: 'functions.js',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  return { code: outputText(outputFiles), name: 'functions.cjs' };
}

/** @throws where the handler isn't `file.export`. */
export function parseHandler(handler: string): { file: string; name: string } {
  const dot = handler.lastIndexOf('.');
  if (dot < 1) throw new Error(`The handler ${handler} is not of the form file.export.`);
  return { file: handler.slice(0, dot), name: handler.slice(dot + 1) };
}

/**
 * Bundles a UI Kit page for an iframe in which `__bridge` already stands.
 * @param resourceFile below the app's folder, e.g. `src/pages/admin.tsx`.
 */
export async function bundlePage(appFolder: string, resourceFile: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(appFolder, resourceFile)],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return outputText(outputFiles);
}

/** Bundles the program that runs in each worker. */
export async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'worker.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  });
  return outputText(outputFiles);
}

function outputText(files: ReadonlyArray<{ text: string }>): string {
  const [file] = files;
  if (file === undefined) throw new Error('esbuild wrote no file.');
  return file.text;
}
