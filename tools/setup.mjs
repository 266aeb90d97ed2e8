#!/usr/bin/env node
// Runs a command of this project, after installing the packages it needs where they are missing or older than the lock
// file. So every npm script works on a fresh clone. Needs Node and npm alone; says what it does on stderr, so that what
// the command prints stays clean.
//
//   node tools/setup.mjs COMMAND [ARGUMENT...]          the app's packages
//   node tools/setup.mjs --forge COMMAND [ARGUMENT...]  and those of tools/forge: Atlassian's linter, bundler, command line
//   node tools/setup.mjs --mutation COMMAND [ARGUMENT...]  and those of tools/mutation: Stryker
//   node tools/setup.mjs                                installs only
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST_NODE = [20, 19];
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const say = text => process.stderr.write(`${text}\n`);

/** Ends the process: nothing can go on. */
function stop(text) {
  say(text);
  process.exit(1);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  stop(
    `This needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
}

const lockedPackages = file => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * Why the packages in `folder` must be installed; undefined where they are as the lock file says. npm writes the hidden
 * lock file last, so an installation that was interrupted counts as missing. Packages for other platforms aren't expected.
 */
function reasonToInstall(folder) {
  const hidden = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return 'are not installed yet';
  const installed = lockedPackages(hidden);
  const behind = Object.entries(lockedPackages(join(folder, 'package-lock.json'))).some(
    ([path, { version, link, optional, devOptional, peer }]) =>
      path.includes('node_modules/') &&
      !(link || optional || devOptional || peer) &&
      installed[path]?.version !== version,
  );
  return behind ? 'are behind package-lock.json' : undefined;
}

/** npm itself as a program of this Node's, where npm started us; else the one on the path. */
function npmCommand() {
  const started = process.env.npm_execpath;
  if (started !== undefined && basename(started) === 'npm-cli.js') return [process.execPath, [started]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

function install(folder) {
  const why = reasonToInstall(folder);
  if (why === undefined) return;
  const where = relative(root, folder) || 'the app and its sandbox';
  say(`The packages of ${where} ${why}: npm ci (about a minute)...`);
  const [npm, first] = npmCommand();
  // Atlassian's packages ask for older versions of React than they run with: what npm warns of is known, and says nothing.
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync(npm, [...first, 'ci', '--include=dev', ...quietly], {
    cwd: folder,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: npm.endsWith('.cmd'),
  });
  if (status !== 0)
    stop(`npm ci failed in ${folder}${error ? `: ${error.message}` : ''}. Nothing else was done.`);
}

/** Runs the command in the project's folder and ends as it ends. */
function run(command, args, binFolders) {
  const path = [...binFolders, process.env.PATH ?? ''].join(delimiter);
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
    shell: process.platform === 'win32',
  });
  // Ctrl-C reaches the child too: it decides when to end, and a server puts its state away first.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT') child.kill(signal);
    });
  }
  child.on('error', ({ message }) => stop(`${command} can't be run: ${message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/** Packages that only some commands need, each with a lock file of its own. */
const EXTRAS = new Map([
  ['--forge', join(root, 'tools', 'forge')],
  ['--mutation', join(root, 'tools', 'mutation')],
]);

const given = process.argv.slice(2);
const extra = EXTRAS.get(given[0]);
const [command, ...args] = extra === undefined ? given : given.slice(1);
const folders = [root, ...(extra === undefined ? [] : [extra])];

requireNode();
folders.forEach(install);
if (command !== undefined)
  run(
    command,
    args,
    folders.map(folder => join(folder, 'node_modules', '.bin')),
  );
