import { argumentsOf } from '../../cli/arguments';
import { Problem } from '../../cli/problem';

const problemOf = (...given: string[]): string => {
  try {
    argumentsOf(given);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'none';
};

describe('the arguments of assess', () => {
  it('read the sandbox’s small site where nothing is said', () => {
    expect(argumentsOf([])).toEqual({ place: { is: 'sandbox', size: 'S', seed: 1 }, json: false });
    expect(argumentsOf(['--size', 'XL', '--seed', '7', '--json'])).toEqual({
      place: { is: 'sandbox', size: 'XL', seed: 7 },
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
    expect(argumentsOf(['--site', site, '--record', 'out']).place).toEqual({ is: 'site', address });
  });

  it.each(['https://ana:token@acme.example', 'https://acme.example/?jql=1', 'https://acme.example/#top'])(
    'refuse what is more than a base URL: %s',
    site => {
      expect(problemOf('--site', site)).toBe('bad-site');
    },
  );

  it('read a recording, with settings and a clock', () => {
    expect(
      argumentsOf(['--recorded', 'in', '--settings', 's.json', '--now', '2026-11-20T12:00:00Z']),
    ).toEqual({
      place: { is: 'recording', folder: 'in' },
      settings: 's.json',
      now: Date.parse('2026-11-20T12:00:00Z'),
      json: false,
    });
  });

  it('send credentials over nothing but https, except to one’s own machine', () => {
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
  ])('refuse %p', (given, code) => {
    expect(problemOf(...given)).toBe(code);
  });
});
