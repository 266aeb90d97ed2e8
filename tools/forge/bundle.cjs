// Runs Atlassian's @forge/bundler on the functions and the UI Kit resources of manifest.yml, as `forge deploy` does, without
// an account or a network: the platform's wrapper around functions is an empty one of ours. Loads the functions' bundles
// and looks for every handler that the manifest names. Leaves nothing behind.
const { cpSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } = require('node:fs');
const { basename, extname, join } = require('node:path');
const { appFolder, logger, noSwitches, passingFolder, spent } = require('./offline.cjs');

function emptyWrapper(passing) {
  const folder = join(passing, 'runtime');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  for (const script of ['wrapper', 'loader'])
    writeFileSync(join(folder, 'dist', `${script}.js`), 'module.exports = {};\n');
  return folder;
}

/** All that is deployed. */
const DEPLOYED = ['manifest.yml', 'package.json', 'tsconfig.json', 'src', 'static'];

/** A copy of what is deployed and no more: the bundler type-checks every file that it finds beside the manifest, for each page anew. */
function deployedFolder(passing) {
  const folder = join(passing, 'app');
  for (const name of DEPLOYED) cpSync(join(appFolder, name), join(folder, name), { recursive: true });
  symlinkSync(join(appFolder, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const kilobytes = file => `${Math.ceil(statSync(file).size / 1024)} KB`;

/** The code that a bundle's folder holds, without source maps. */
const codeIn = folder =>
  readdirSync(folder)
    .filter(file => ['.js', '.cjs'].includes(extname(file)) && !file.startsWith('__forge'))
    .map(file => join(folder, file));

/** What is exported by no bundle although the manifest names it. */
function missingHandlers(handlers, outputFolder) {
  // The SDK reads the runtime when a function runs; to load it, it must only be there.
  globalThis.__forge_runtime__ = {};
  return handlers.filter(({ module, func }) => {
    const file = join(outputFolder, `${basename(module, extname(module))}.cjs`);
    return typeof require(file)[func] !== 'function';
  });
}

async function main() {
  const passing = passingFolder();
  process.env.FORGE_RUNTIME_PATH = emptyWrapper(passing);
  const deployed = deployedFolder(passing);
  process.chdir(deployed);
  const start = performance.now();
  const { getEntryPoints, getNodeBundler, getWrapperProvider, NativeUIBundler } = require('@forge/bundler');
  const { ConfigFile, FileSystemReader, FileSystemWriter } = require('@forge/cli-shared');
  const fileSystemReader = new FileSystemReader();
  const config = new ConfigFile(fileSystemReader, new FileSystemWriter());

  const handlers = await config.getAppHandlers();
  const wrapper = getWrapperProvider({ fileSystemReader, statsigService: noSwitches });
  const functions = await getNodeBundler(logger, wrapper, config).bundle({
    appDirectory: deployed,
    entryPoints: getEntryPoints(handlers),
  });
  for (const file of codeIn(functions.outputDir))
    console.log(`functions  ${basename(file).padEnd(24)} ${kilobytes(file)}`);
  const missing = missingHandlers(handlers, functions.outputDir);
  for (const { module, func } of missing)
    console.error(`${module} doesn't export ${func}, which manifest.yml names.`);

  // One after the other: each has a type checker of its own, and together they take the memory of as many.
  for (const resource of await config.getResources(['nativeUI'])) {
    const { nativeUiBundlesDetails } = await new NativeUIBundler(logger).bundleResources([resource]);
    for (const { path } of nativeUiBundlesDetails)
      for (const file of codeIn(path))
        console.log(`page       ${basename(file).padEnd(24)} ${kilobytes(file)}`);
  }
  console.log(`${handlers.length} handlers, ${missing.length} missing; ${spent(start)}.`);
  process.exitCode = missing.length > 0 ? 1 : 0;
}

main().catch(error => {
  console.error(error);
  process.exitCode = 2;
});
