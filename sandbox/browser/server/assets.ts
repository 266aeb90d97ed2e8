import { basename, resolve } from 'node:path';
import { build, type OutputFile } from 'esbuild';
import { everyIcon } from './every-icon';

/** A file that the browser may ask for. */
export interface Asset {
  type: string;
  content: string;
}

const FOLDER = resolve(__dirname, '..');

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** Everything that the browser loads from the host itself. */
export interface Assets {
  /** The shell's files by name: `main.js`, `main.css`, parts that load later. */
  shell: ReadonlyMap<string, Asset>;
  /** The script that runs in the app's frame. */
  bridge: Asset;
}

const cachedAssets: { assets?: Promise<Assets> } = {};

/** Bundles the shell and the frame's script, once in a process. */
export function bundleAssets(): Promise<Assets> {
  cachedAssets.assets ??= bundleAll();
  return cachedAssets.assets;
}

async function bundleAll(): Promise<Assets> {
  const [shell, bridge] = await Promise.all([shellFiles(), bridgeFile()]);
  return { shell: new Map(shell.map(file => [basename(file.path), asset(file)])), bridge };
}

/** Atlaskit loads a theme's values by dynamic import, hence the splitting. */
async function shellFiles(): Promise<OutputFile[]> {
  const { outputFiles } = await build({
    entryPoints: { main: resolve(FOLDER, 'shell/main.tsx') },
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    jsx: 'automatic',
    plugins: [everyIcon()],
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles;
}

async function bridgeFile(): Promise<Asset> {
  const { outputFiles } = await build({
    entryPoints: [resolve(FOLDER, 'frame/bridge.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    write: false,
    legalComments: 'none',
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made no script for the frame');
  return { type: 'text/javascript; charset=utf-8', content: file.text };
}

function asset(file: OutputFile): Asset {
  const extension = file.path.slice(file.path.lastIndexOf('.') + 1);
  return { type: TYPES[extension] ?? 'application/octet-stream', content: file.text };
}
