import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(__dirname, '../..');

/** The sandbox as `npm start` runs it, on a free port and a state of its own. */
export interface SandboxProcess {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param args of `npm start`.
 * @param readyPattern the line of its output that says it is ready; it bears the address.
 */
export async function startSandbox(args: readonly string[], readyPattern: RegExp): Promise<SandboxProcess> {
  const state = mkdtempSync(join(tmpdir(), 'e2e-'));
  const command = [require.resolve('tsx/cli'), 'sandbox/start.ts', '--port', '0', '--state', state, ...args];
  const sandbox = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const close = async (): Promise<void> => {
    if (sandbox.exitCode === null) {
      const exited = new Promise(resolve => sandbox.once('exit', resolve));
      sandbox.kill('SIGTERM');
      await exited;
    }
    rmSync(state, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: sandbox.stdout, terminal: false })) {
    const address = readyPattern.test(line) ? /http:\/\/[\w.]+:\d+/.exec(line)?.[0] : undefined;
    if (address !== undefined) return { url: address, close };
  }
  await close();
  throw new Error('The sandbox ended before it was ready.');
}
