import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands for npm: notes that it was called, and installs what the lock file says. */
const NPM = `
const { appendFileSync, existsSync, mkdirSync, writeFileSync, readFileSync } = require('node:fs');
appendFileSync('npm-calls', process.argv[2] + '\\n');
console.log('npm speaks');
if (existsSync('npm-fails')) process.exit(7);
mkdirSync('node_modules', { recursive: true });
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;

interface SetupRun {
  status: number | null;
  stdout: string;
  /** How often npm was called since the clone was made. */
  installs: number;
}

const folders: string[] = [];
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true })));

/** A clone in which nothing is installed, that asks for version 1 of one package and for one of another platform. */
function freshClone() {
  const folder = mkdtempSync(join(tmpdir(), 'setup of a clone-'));
  folders.push(folder);
  mkdirSync(join(folder, 'tools'));
  copyFileSync(join(__dirname, '../../tools/setup.mjs'), join(folder, 'tools', 'setup.mjs'));
  const npm = join(folder, 'npm-cli.js');
  writeFileSync(npm, NPM);
  const lock = (version: string): void => {
    const packages = {
      '': {},
      'node_modules/one': { version },
      'node_modules/other-platform': { version: '1.0.0', optional: true },
    };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  };
  lock('1.0.0');
  const run = (...args: string[]): SetupRun => {
    const { status, stdout } = spawnSync(process.execPath, [join(folder, 'tools', 'setup.mjs'), ...args], {
      cwd: tmpdir(),
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: npm },
    });
    const lines = readFileSync(join(folder, 'npm-calls'), 'utf8').split('\n');
    return { status, stdout, installs: lines.filter(line => line === 'ci').length };
  };
  return { folder, lock, run };
}

const printDone = ['node', '-e', 'console.log("done")'];

describe('a script on a fresh clone', () => {
  it('installs once, keeps stdout for the command, and runs it', () => {
    const { run } = freshClone();
    expect(run(...printDone)).toEqual({ status: 0, stdout: 'done\n', installs: 1 });
    expect(run(...printDone)).toEqual({ status: 0, stdout: 'done\n', installs: 1 });
  });

  it('installs anew when the lock file moved on', () => {
    const { lock, run } = freshClone();
    run(...printDone);
    lock('2.0.0');
    expect(run(...printDone).installs).toBe(2);
  });

  it("is not misled by packages of other platforms, which npm doesn't install", () => {
    const { folder, run } = freshClone();
    run(...printDone);
    const hidden = join(folder, 'node_modules', '.package-lock.json');
    const { packages } = JSON.parse(readFileSync(hidden, 'utf8')) as { packages: Record<string, object> };
    delete packages['node_modules/other-platform'];
    writeFileSync(hidden, JSON.stringify({ packages }));
    expect(run(...printDone).installs).toBe(1);
  });

  it.each(['forge', 'mutation'])(
    'installs the packages of tools/%s only for a command that needs them',
    name => {
      const { folder, run } = freshClone();
      const extra = join(folder, 'tools', name);
      mkdirSync(extra);
      copyFileSync(join(folder, 'package-lock.json'), join(extra, 'package-lock.json'));
      const isInstalled = (): boolean => existsSync(join(extra, 'node_modules', '.package-lock.json'));
      run(...printDone);
      expect(isInstalled()).toBe(false);
      expect(run(`--${name}`, ...printDone)).toMatchObject({ status: 0, stdout: 'done\n' });
      expect(isInstalled()).toBe(true);
    },
  );

  it('ends as the command ends', () => {
    const { run } = freshClone();
    expect(run('node', '-e', 'process.exit(3)').status).toBe(3);
  });

  it("doesn't run the command where the install failed", () => {
    const { folder, run } = freshClone();
    writeFileSync(join(folder, 'npm-fails'), '');
    expect(run(...printDone)).toEqual({ status: 1, stdout: '', installs: 1 });
  });
});
