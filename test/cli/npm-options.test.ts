import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { rejectOptionsTakenByNpm } from '../../cli/npm-options';
import { Problem } from '../../cli/problem';

/** The options of the message; undefined where nothing is refused. */
function rejection(environment: NodeJS.ProcessEnv, ...args: string[]): unknown {
  try {
    rejectOptionsTakenByNpm(args, environment);
  } catch (error) {
    if (error instanceof Problem && error.code === 'options-before-dashes') return error.args['options'];
    throw error;
  }
  return undefined;
}

describe('options that npm took because -- was missing', () => {
  it.each([
    ['--json', { npm_config_json: 'true' }, [], '--json'],
    ['--size=M', { npm_config_size: 'M' }, [], '--size M'],
    ['--size M', { npm_config_size: 'true' }, ['M'], '--size M'],
    ['--seed 7', { npm_config_seed: 'true' }, ['7'], '--seed 7'],
    [
      '--site https://a.example',
      { npm_config_site: 'true' },
      ['https://a.example'],
      '--site https://a.example',
    ],
    ['--recorded in', { npm_config_recorded: 'true' }, ['in'], '--recorded in'],
    ['--record=out', { npm_config_record: 'out' }, [], '--record out'],
    ['--settings s.json', { npm_config_settings: 'true' }, ['s.json'], '--settings s.json'],
    ['--now=2026-11-20', { npm_config_now: '2026-11-20' }, [], '--now 2026-11-20'],
    ['--record', { npm_config_record: 'true' }, [], '--record FOLDER'],
    [
      '--size M --seed 7',
      { npm_config_size: 'true', npm_config_seed: 'true' },
      ['M', '7'],
      '--size S|M|L|XL --seed NUMBER',
    ],
    ['--json -- --size M', { npm_config_json: 'true' }, ['--size', 'M'], '--json --size M'],
  ])('are refused: %s', (_, environment, args, options) => {
    expect(rejection(environment, ...args)).toBe(options);
  });

  it('are not refused if the command has them too, or if npm took none', () => {
    expect(rejection({ npm_config_json: 'true' }, '--json')).toBeUndefined();
    expect(rejection({ npm_config_size: 'M' }, '--size=M')).toBeUndefined();
    expect(rejection({ npm_config_json: '', npm_config_loglevel: 'silent' })).toBeUndefined();
  });

  it('are named without values that may be secret or need quotes', () => {
    expect(rejection({ npm_config_site: 'https://ana:token@acme.example' })).toBe('--site ADDRESS');
    expect(rejection({ npm_config_settings: 'my file.json' })).toBe('--settings FILE');
  });

  it('end the command with exit code 2, one line, and empty stdout', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'cli/assess.ts'], {
      encoding: 'utf8',
      env: { ...process.env, npm_config_json: 'true' },
      cwd: join(__dirname, '../..'),
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Put options after --: npm run -s assess -- --json\n',
    });
  });
});
