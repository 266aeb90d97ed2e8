import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeRunningSandbox, deleteAddress, saveAddress } from '../../sandbox/running-sandbox';
import { openStore } from '../../sandbox/store';
import { HELP, parseStartOptions, UsageError } from '../../sandbox/start-options';

const root = join(__dirname, '../..');

/** Starts the sandbox as `npm start` does, and waits for its end. */
function runStart(
  ...typed: readonly string[]
): Promise<{ code: number | null; said: string; complained: string }> {
  return new Promise(resolve => {
    const process = spawn('npx', ['tsx', 'sandbox/start.ts', ...typed], { cwd: root });
    let stdout = '';
    let stderr = '';
    process.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    process.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    process.on('close', code => resolve({ code, said: stdout, complained: stderr }));
  });
}

describe('the arguments of npm start', () => {
  it('are parsed, with defaults for missing ones', () => {
    expect(parseStartOptions([])).toEqual({
      fresh: false,
      empty: false,
      port: 4310,
      seed: 1,
      state: '.sandbox',
      help: false,
    });
    expect(parseStartOptions(['--port', '0']).port).toBe(0);
    expect(parseStartOptions(['--fresh', '--port', '5000', '--seed', '7', '--state', 'x'])).toMatchObject({
      fresh: true,
      port: 5000,
      seed: 7,
      state: 'x',
    });
  });

  it.each([
    [['--frsh'], 'Unknown option: --frsh'],
    [['fresh'], 'Unexpected argument: “fresh”. Options start with two dashes.'],
    [['--port'], '--port needs a value.'],
    [['--port', 'abc'], '--port must be a whole number from 0 to 65535.'],
    [['--port', '70000'], '--port must be a whole number from 0 to 65535.'],
    [['--seed', '1.5'], '--seed must be a whole number.'],
    [['--fresh=yes'], "--fresh doesn't take a value."],
  ])('%j is refused with the list of options', (typed, complaint) => {
    expect(() => parseStartOptions(typed)).toThrow(UsageError);
    expect(() => parseStartOptions(typed)).toThrow(`${complaint}\n\n${HELP}`);
  });

  it('are refused with a message, not with a stack trace', async () => {
    const { code, complained } = await runStart('--frsh');
    expect(code).toBe(1);
    expect(complained.trim()).toBe(`Unknown option: --frsh\n\n${HELP}`);
  }, 60_000);
});

describe('a start that isn’t possible', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reports a port in use before it deletes any data', async () => {
    const state = join(folder, 'taken');
    mkdirSync(join(state, 'store'), { recursive: true });
    writeFileSync(join(state, 'store', 'kept'), '');
    const other = createServer();
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, complained } = await runStart('--fresh', '--state', state, '--port', String(port));
    other.close();
    expect(code).toBe(1);
    expect(complained.trim()).toBe(
      `Another program is using port ${port}. Choose another port: npm start -- --port ${port + 1}`,
    );
    expect(existsSync(join(state, 'store', 'kept'))).toBe(true);
  }, 60_000);

  it('reports another sandbox on the same folder, with its address and what to do', async () => {
    const state = join(folder, 'held');
    const store = await openStore(join(state, 'store'));
    await saveAddress(state, 'http://127.0.0.1:4999');
    const { code, complained } = await runStart('--state', state, '--port', '7439');
    await store.close();
    expect(code).toBe(1);
    expect(complained).toContain('http://127.0.0.1:4999');
    expect(complained).toContain(`npm start -- --state ${state}-2 --port 5000`);
  }, 60_000);

  it('reports no address while the other one starts or after it ended', async () => {
    const state = join(folder, 'starting');
    expect(await describeRunningSandbox(state)).not.toContain('http');
    await saveAddress(state, 'http://127.0.0.1:4999');
    expect(await describeRunningSandbox(state)).toContain('http://127.0.0.1:4999');
    await deleteAddress(state);
    expect(await describeRunningSandbox(state)).not.toContain('http');
  });
});
