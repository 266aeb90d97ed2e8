import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alreadyRuns, dropAddress, noteAddress } from '../../sandbox/running';
import { openStore } from '../../sandbox/store';
import { HELP, optionsOf, Usage } from '../../sandbox/start-options';

const root = join(__dirname, '../..');

/** Starts the sandbox as `npm start` does, and waits for its end. */
function started(
  ...typed: readonly string[]
): Promise<{ code: number | null; said: string; complained: string }> {
  return new Promise(resolve => {
    const process = spawn('npx', ['tsx', 'sandbox/start.ts', ...typed], { cwd: root });
    let said = '';
    let complained = '';
    process.stdout.on('data', (data: Buffer) => (said += data.toString()));
    process.stderr.on('data', (data: Buffer) => (complained += data.toString()));
    process.on('close', code => resolve({ code, said, complained }));
  });
}

describe('what is typed behind npm start', () => {
  it('is read, with what is left out as it always is', () => {
    expect(optionsOf([])).toEqual({
      fresh: false,
      empty: false,
      port: 4310,
      seed: 1,
      state: '.sandbox',
      help: false,
    });
    expect(optionsOf(['--port', '0']).port).toBe(0);
    expect(optionsOf(['--fresh', '--port', '5000', '--seed', '7', '--state', 'x'])).toMatchObject({
      fresh: true,
      port: 5000,
      seed: 7,
      state: 'x',
    });
  });

  it.each([
    [['--frsh'], 'There is no option --frsh.'],
    [['fresh'], 'Options begin with two dashes: “fresh” is none.'],
    [['--port'], '--port needs a value.'],
    [['--port', 'abc'], '--port must be a whole number from 0 to 65535.'],
    [['--port', '70000'], '--port must be a whole number from 0 to 65535.'],
    [['--seed', '1.5'], '--seed must be a whole number.'],
    [['--fresh=yes'], '--fresh takes no value.'],
  ])('%j is refused, with the options that there are', (typed, complaint) => {
    expect(() => optionsOf(typed)).toThrow(Usage);
    expect(() => optionsOf(typed)).toThrow(`${complaint}\n\n${HELP}`);
  });

  it('is refused in plain words, not with a stack', async () => {
    const { code, complained } = await started('--frsh');
    expect(code).toBe(1);
    expect(complained.trim()).toBe(`There is no option --frsh.\n\n${HELP}`);
  }, 60_000);
});

describe('what is in the way of a start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is a port that is taken: said before anything that is kept is thrown away', async () => {
    const state = join(folder, 'taken');
    mkdirSync(join(state, 'store'), { recursive: true });
    writeFileSync(join(state, 'store', 'kept'), '');
    const other = createServer();
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, complained } = await started('--fresh', '--state', state, '--port', String(port));
    other.close();
    expect(code).toBe(1);
    expect(complained.trim()).toBe(
      `Port ${port} is taken by another program. Choose another one: npm start -- --port ${port + 1}`,
    );
    expect(existsSync(join(state, 'store', 'kept'))).toBe(true);
  }, 60_000);

  it('is another sandbox on the same folder: said where it serves its page, and what to do', async () => {
    const state = join(folder, 'held');
    const store = await openStore(join(state, 'store'));
    await noteAddress(state, 'http://127.0.0.1:4999');
    const { code, complained } = await started('--state', state, '--port', '7439');
    await store.close();
    expect(code).toBe(1);
    expect(complained).toContain('http://127.0.0.1:4999');
    expect(complained).toContain(`npm start -- --state ${state}-2 --port 5000`);
  }, 60_000);

  it('knows no address while the other one starts, or after it ended', async () => {
    const state = join(folder, 'starting');
    expect(await alreadyRuns(state)).not.toContain('http');
    await noteAddress(state, 'http://127.0.0.1:4999');
    expect(await alreadyRuns(state)).toContain('http://127.0.0.1:4999');
    await dropAddress(state);
    expect(await alreadyRuns(state)).not.toContain('http');
  });
});
