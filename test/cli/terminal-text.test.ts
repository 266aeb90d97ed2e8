import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terminalJson, terminalText } from '../../cli/terminal-text';

/** Every character that controls, formats, or separates, and every surrogate without its other half. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const ALL = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(character =>
  UNPRINTABLE.test(character),
);
/** With a letter after each, so that no two surrogates make a pair. */
const hostileText = `A${ALL.map(character => `${character}x`).join('')}`;

/** Those that are known from attacks, and that a file name can have. */
const KNOWN_TRICKS = [
  ...['\u001b', '\u0007', '\u0008', '\u007f', '\u009b', '\u0085', '\u200b', '\u200e', '\u200f', '\u061c'],
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\u2028'],
  ...['\n', '\r', '\u00ad', '\ufeff'],
];

/** What an output has of these besides its own line feeds. */
const unprintableIn = (output: string): readonly string[] =>
  [...output]
    .filter(character => character !== '\n' && UNPRINTABLE.test(character))
    .map(character => `U+${character.codePointAt(0)?.toString(16)}`);

describe('text for a terminal', () => {
  it('contains no control or format characters', () => {
    expect(ALL.length).toBeGreaterThan(2_200);
    expect([...KNOWN_TRICKS, '\0', '\ud800', '\u{e0041}'].filter(each => !ALL.includes(each))).toEqual([]);
    expect(ALL.filter(character => unprintableIn(terminalText(`a${character}b`)).length > 0)).toEqual([]);
    expect(unprintableIn(terminalText(hostileText))).toEqual([]);
  });

  it('keeps spaces between words, and all printable characters', () => {
    expect(terminalText('two\r\nlines\u2028and\u0085more')).toBe('two lines and more');
    expect(terminalText('Ana\u001b[31m\u202eLima')).toBe('Ana[31mLima');
    for (const text of ['Zoë', 'e\u0301', '日本語', '😀 ok', 'באגים', 'a\u00a0b'])
      expect(terminalText(text)).toBe(text);
  });

  it('is escaped in JSON without changing the value', () => {
    const value = { [hostileText]: hostileText, deep: [{ name: hostileText }] };
    const json = terminalJson(value);
    expect(unprintableIn(json)).toEqual([]);
    expect(JSON.parse(json)).toEqual(value);
    expect(terminalJson({ name: 'Zoë 😀' })).toBe('{\n  "name": "Zoë 😀"\n}');
  });
});

describe('the command’s output', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'terminal-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'cli/assess.ts', ...args], {
      encoding: 'utf8',
      cwd: join(__dirname, '../..'),
    });
  const get = (path: string, body: unknown) => ({
    method: 'GET',
    path: `/rest/api/3/${path}`,
    status: 200,
    body,
  });
  const list = (...values: readonly unknown[]) => ({
    maxResults: 50,
    total: values.length,
    isLast: true,
    values,
  });
  const share = { sharePermissions: [{ type: 'global' }], owner: { accountId: `o${hostileText}` } };
  const grants = [
    { permission: 'BROWSE_PROJECTS', holder: { type: 'anyone' } },
    { permission: 'DELETE_ISSUES', holder: { type: 'applicationRole' } },
    { permission: 'ADD_COMMENTS', holder: { type: 'user', parameter: 'u', value: `u${hostileText}` } },
  ];
  const space = (id: string) => ({
    id,
    key: hostileText,
    name: `Space ${id} ${hostileText}`,
    projectTypeKey: hostileText,
  });
  const site = [
    get('serverInfo', { baseUrl: `https://acme.example/${hostileText}` }),
    get('instance/license', { applications: [{ id: hostileText, plan: hostileText }] }),
    get('applicationrole', [
      {
        key: hostileText,
        name: hostileText,
        groups: [],
        defaultGroups: [],
        defaultGroupsDetails: [{ groupId: 'g', name: hostileText }],
        userCount: 3,
      },
    ]),
    get('group/bulk', list({ groupId: 'g', name: hostileText })),
    get(
      'group/member',
      list(
        { accountId: `m${hostileText}`, accountType: 'atlassian', active: true, displayName: hostileText },
        { accountId: `n${hostileText}`, accountType: 'atlassian', active: false },
      ),
    ),
    get('permissionscheme', { permissionSchemes: [{ id: 7, name: hostileText }] }),
    get('permissionscheme/7', { id: 7, name: hostileText, permissions: grants }),
    get('project/search', list(space('1'), space('2'))),
    ...['1', '2'].map(id => get(`project/${id}/permissionscheme`, { id: 7, name: hostileText })),
    get('filter/search', list({ id: '3', name: hostileText, jql: hostileText, ...share })),
    get('dashboard/search', list({ id: '4', name: hostileText, ...share })),
    get('users/search', [
      {
        accountId: `a${hostileText}`,
        accountType: 'app',
        appType: hostileText,
        active: true,
        displayName: hostileText,
      },
    ]),
  ];

  it('contains none of them in the table, progress, titles, and texts, even if names of objects and people do', () => {
    writeFileSync(join(folder, 'answers.json'), JSON.stringify(site));
    const table = run('--recorded', folder);
    expect([table.status, unprintableIn(table.stdout), unprintableIn(table.stderr)]).toEqual([1, [], []]);
    const { status, stdout } = run('--recorded', folder, '--json');
    expect([status, unprintableIn(stdout)]).toEqual([1, []]);
    const data = JSON.parse(stdout) as {
      site: string;
      controls: {
        id: string;
        title: string;
        text: string;
        findings: { title: string; text: string; args: { name?: string } }[];
      }[];
    };
    const findings = data.controls.flatMap(control => control.findings);
    expect(data.controls.filter(control => control.findings.length > 0).map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'USR-01',
        'USR-03',
        'USR-06',
        'INF-01',
        'INF-02',
        'INF-03',
        'INF-04',
        'APP-01',
      ]),
    );
    const texts = [...data.controls, ...findings].flatMap(({ title, text }) => [title, text]);
    expect(texts.filter(text => unprintableIn(text).length > 0 || text.includes('\n'))).toEqual([]);
    expect(data.site).toBe(`https://acme.example/${hostileText}`);
    expect(findings.some(({ args }) => args.name === hostileText)).toBe(true);
  });

  const name = `f${KNOWN_TRICKS.map(character => `${character}x`).join('')}`;
  const errors: readonly (readonly [string, () => readonly string[]])[] = [
    ['a folder that isn’t there', () => ['--recorded', join(folder, name)]],
    ['a folder without answers', () => (mkdirSync(join(folder, name)), ['--recorded', join(folder, name)])],
    ['a settings file that isn’t there', () => ['--settings', join(folder, name)]],
    ['an option that isn’t one', () => [`--${name}`]],
    ['an argument', () => [name]],
    [
      'answers that aren’t JSON',
      () => (writeFileSync(join(folder, 'answers.json'), `[${hostileText}`), ['--recorded', folder]),
    ],
    [
      'answers of another shape',
      () => {
        const answers = [
          { method: 'GET', path: '/', status: 200, query: { [hostileText]: { [hostileText]: 1 } } },
        ];
        writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
        return ['--recorded', folder];
      },
    ],
    [
      'a clock that is none',
      () => {
        writeFileSync(join(folder, 'answers.json'), '[]');
        writeFileSync(join(folder, 'meta.json'), JSON.stringify({ recordedAt: hostileText }));
        return ['--recorded', folder];
      },
    ],
    [
      'unknown settings',
      () => {
        writeFileSync(
          join(folder, 's.json'),
          JSON.stringify({ [hostileText]: 1, filing: { [hostileText]: 1 } }),
        );
        return ['--settings', join(folder, 's.json')];
      },
    ],
    [
      'a time zone that is none',
      () => {
        writeFileSync(join(folder, 's.json'), JSON.stringify({ timeZone: hostileText }));
        return ['--settings', join(folder, 's.json')];
      },
    ],
  ];
  it.each(errors)('contains none of them in the message about %s', (_, args) => {
    const { status, stdout, stderr } = run(...args());
    expect({ status, stdout, unprintable: unprintableIn(stderr) }).toEqual({
      status: 2,
      stdout: '',
      unprintable: [],
    });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
