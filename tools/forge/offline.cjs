const { mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

/** The app's folder, which Atlassian's tools expect to run in. */
const appFolder = resolve(__dirname, '../..');

/** The feature flag client of Atlassian's tools: all flags are off, and no request is sent. */
const noSwitches = {
  getDeprecatedRuntimes: async () => [],
  testForgeCliBundleRuntimeLoaderGate: async () => false,
  isTypescriptBundlerEnabled: async () => false,
};

const logger = {
  trace() {},
  debug() {},
  info: console.log,
  warn: console.warn,
  error: console.error,
};

/**
 * A folder for whatever the tools write (bundles, settings, caches); it goes when the process ends. Must be made before
 * they are loaded: they read the environment once.
 */
function passingFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'forge-tools-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder;
  const settings = join(folder, 'settings');
  mkdirSync(settings);
  process.env.XDG_CONFIG_HOME = settings;
  return folder;
}

/** Seconds since `start` (of `performance.now()`) and the most memory this process had, as text. */
function spent(start) {
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return `${seconds} s, at most ${megabytes} MB`;
}

module.exports = { appFolder, logger, noSwitches, passingFolder, spent };
