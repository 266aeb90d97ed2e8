import { parseArguments } from '../../cli/arguments';
import { Problem } from '../../cli/problem';

const problemOf = (...args: string[]): string => {
  try {
    parseArguments(args);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'none';
};

describe('the arguments of assess', () => {
  it('default to the small sandbox site', () => {
    expect(parseArguments([])).toEqual({ target: { is: 'sandbox', size: 'S', seed: 1 }, json: false });
    expect(parseArguments(['--size', 'XL', '--seed', '7', '--json'])).toEqual({
      target: { is: 'sandbox', size: 'XL', seed: 7 },
      json: true,
    });
  });

  it.each([
    ['https://acme.example', 'https://acme.example'],
    ['https://acme.example/', 'https://acme.example'],
    ['https://acme.example/jira/', 'https://acme.example/jira'],
    ['https://api.atlassian.com/ex/jira/11-22', 'https://api.atlassian.com/ex/jira/11-22'],
    ['https://api.atlassian.com/ex/jira/11-22//', 'https://api.atlassian.com/ex/jira/11-22'],
  ])('read a site by its base URL with its path: %s', (site, address) => {
    expect(parseArguments(['--site', site, '--record', 'out']).target).toEqual({ is: 'site', address });
  });

  it.each(['https://ana:token@acme.example', 'https://acme.example/?jql=1', 'https://acme.example/#top'])(
    'refuse what is more than a base URL: %s',
    site => {
      expect(problemOf('--site', site)).toBe('bad-site');
    },
  );

  it('read a recording, with settings and a clock', () => {
    expect(
      parseArguments(['--recorded', 'in', '--settings', 's.json', '--now', '2026-11-20T12:00:00Z']),
    ).toEqual({
      target: { is: 'recording', folder: 'in' },
      settings: 's.json',
      now: Date.parse('2026-11-20T12:00:00Z'),
      json: false,
    });
  });

  it('allow credentials only over https, except on localhost', () => {
    expect(problemOf('--site', 'http://acme.example')).toBe('bad-site');
    expect(problemOf('--site', 'acme.example')).toBe('bad-site');
    expect(problemOf('--site', 'http://127.0.0.1:4000')).toBe('none');
  });

  it.each([
    [['--colour'], 'usage'],
    [['out'], 'usage'],
    [['--json=yes'], 'usage'],
    [['--site', 'https://a.example', '--recorded', 'in'], 'two-places'],
    [['--recorded', 'in', '--record', 'out'], 'record-recorded'],
    [['--recorded', 'in', '--size', 'S'], 'sandbox-only'],
    [['--site', 'https://a.example', '--seed', '1'], 'sandbox-only'],
    [['--size', 'XXL'], 'bad-size'],
    [['--seed', 'one'], 'bad-seed'],
    [['--seed', '9'.repeat(20)], 'bad-seed'],
    [['--now', 'yesterday'], 'bad-now'],
    [['--now', '20 Nov 2026 12:00'], 'bad-now'],
    [['--now', '2026-11-20T12:00:00'], 'bad-now'],
    [['--now', '2026-02-30T12:00:00Z'], 'bad-now'],
    [['--now', '1795000000000'], 'bad-now'],
  ])('refuse %p', (args, code) => {
    expect(problemOf(...args)).toBe(code);
  });
});
