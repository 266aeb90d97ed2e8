import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentsOf } from '../../cli/arguments';
import { assess } from '../../cli/assess-site';
import { type Assessment, dataOf } from '../../cli/assessment';
import { exitCodeOf } from '../../cli/exit-code';
import { Problem } from '../../cli/problem';
import { tableOf } from '../../cli/table';
import { controls } from '../../src/controls';
import { defaultSettings } from '../../src/settings/settings';
import { SEVERITIES } from '../../src/terms/control-terms';
import { SOURCE_IDS } from '../../src/terms/source-id';
import { wordsOf } from '../../static/locales';

const credentials = { ATLASSIAN_EMAIL: 'ana@acme.example', ATLASSIAN_API_TOKEN: 'token' };
const assessed = (...given: string[]): Promise<Assessment> =>
  assess(argumentsOf(given), credentials, () => undefined);
const problemOf = async (...given: string[]): Promise<string> => {
  const outcome = await assessed(...given).catch((error: unknown) => error);
  if (outcome instanceof Problem) return outcome.code;
  throw new Error('no Problem came');
};
/** What `--json` prints, as whoever reads it sees it. */
const printed = (assessment: Assessment) =>
  JSON.parse(JSON.stringify(dataOf(assessment))) as ReturnType<typeof dataOf>;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assess-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const get = (path: string, body: unknown, more: object = {}) => ({
  method: 'GET',
  path: `/rest/api/3/${path}`,
  status: 200,
  body,
  ...more,
});
const laid = (answers: unknown, meta?: unknown): void => {
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
  if (meta !== undefined) writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta));
};

const rights = (administer: boolean) =>
  get('mypermissions', {
    permissions: { ADMINISTER: { havePermission: administer }, USER_PICKER: { havePermission: administer } },
  });
const publicFilter = { id: '7', name: 'Open bugs', jql: '', sharePermissions: [{ type: 'global' }] };
const filters = get('filter/search', { maxResults: 100, total: 1, isLast: true, values: [publicFilter] });

describe('assess over a recording', () => {
  it('knows nothing of an empty one, and exits with 3', async () => {
    laid([]);
    const assessment = await assessed('--recorded', folder);
    const data = printed(assessment);
    expect(data).toMatchObject({ schema: 1, site: null, score: { assured: 0, possible: 100 } });
    expect(data.controls.map(({ id }) => id)).toEqual(controls.map(({ id }) => id));
    expect(new Set(data.controls.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(data.evidence.map(({ source }) => source)).toEqual([...SOURCE_IDS]);
    expect(data.evidence.every(({ state, coverage }) => state === 'absent' && coverage.read === 0)).toBe(
      true,
    );
    expect(exitCodeOf(assessment.judged)).toBe(3);
  });

  it('shows what it read as findings, with severity and key, though all else is missing', async () => {
    laid([filters]);
    const assessment = await assessed('--recorded', folder);
    const control = printed(assessment).controls.find(({ id }) => id === 'INF-03');
    expect(control).toMatchObject({
      verdict: 'not-met',
      findings: [
        {
          key: 'INF-03:filter-public:filter-7:',
          code: 'filter-public',
          severity: 'medium',
          args: { name: 'Open bugs' },
        },
      ],
    });
    expect(exitCodeOf(assessment.judged)).toBe(1);
  });

  it('takes a refusal, even a 401, for a gap', async () => {
    laid([get('serverInfo', undefined, { status: 401 }), get('applicationrole', undefined, { status: 403 })]);
    const { evidence } = printed(await assessed('--recorded', folder));
    expect(evidence.find(({ source }) => source === 'site')?.gaps).toEqual([
      { why: 'denied', at: 'server-info.get' },
    ]);
    expect(evidence.find(({ source }) => source === 'applicationRoles')?.gaps).toMatchObject([
      { why: 'denied', at: 'application-role.list' },
      { why: 'not-recorded', at: 'mypermissions.get' },
    ]);
  });

  it('never calls complete what was read without its right', async () => {
    const spaces = get('project/search', {
      maxResults: 100,
      total: 1,
      isLast: true,
      values: [{ id: '1', key: 'P', name: 'P' }],
    });
    laid([rights(false), spaces]);
    const { evidence } = printed(await assessed('--recorded', folder));
    expect(evidence.find(({ source }) => source === 'spaces')).toMatchObject({
      state: 'partial',
      coverage: { read: 2, of: 2 },
      gaps: [{ why: 'denied', at: 'ADMINISTER' }],
    });
  });

  it('reads pages without a row in common, and counts what it has where one is missing', async () => {
    const pages = (startAt: number) =>
      get(
        'filter/search',
        { startAt, maxResults: 1, total: 3, values: [{ ...publicFilter, id: String(startAt) }] },
        { query: { startAt: String(startAt) } },
      );
    laid([pages(0), pages(1)]);
    const { evidence } = printed(await assessed('--recorded', folder));
    expect(evidence.find(({ source }) => source === 'publicFilters')).toMatchObject({
      state: 'partial',
      coverage: { read: 2, of: 3 },
      gaps: expect.arrayContaining([{ why: 'not-recorded', at: 'filter.search' }]) as unknown,
    });
  });

  it('asks for the schemes that spaces use, and for the one that new spaces get, where the list is not known', async () => {
    const space = { id: '1', key: 'P', name: 'P' };
    const scheme = (id: number) =>
      get(`permissionscheme/${id}`, {
        id,
        name: `Scheme ${id}`,
        permissions: [{ permission: 'BROWSE_PROJECTS', holder: { type: 'anyone' } }],
      });
    laid([
      rights(true),
      get('permissionscheme', undefined, { status: 500 }),
      get('project/search', { maxResults: 50, total: 1, isLast: true, values: [space] }),
      get('project/1/permissionscheme', { id: 9, name: 'Scheme 9' }),
      scheme(9),
      scheme(0),
    ]);
    const { evidence, controls: judged } = printed(await assessed('--recorded', folder));
    expect(evidence.find(({ source }) => source === 'sharedSchemes')).toMatchObject({
      coverage: { read: 2, of: 2 },
      gaps: [{ why: 'failed', at: 'permission-scheme.list' }],
    });
    expect(judged.find(({ id }) => id === 'INF-01')?.findings).toHaveLength(1);
  });

  it('has the recording’s clock, unless another is given', async () => {
    laid([], { recordedAt: '2026-10-01T08:00:00Z' });
    expect(printed(await assessed('--recorded', folder)).asOf).toBe('2026-10-01T08:00:00.000Z');
    expect(printed(await assessed('--recorded', folder, '--now', '2026-11-20T12:00:00Z')).asOf).toBe(
      '2026-11-20T12:00:00.000Z',
    );
  });

  it('judges by the settings that it is given', async () => {
    laid([filters]);
    const file = join(folder, 'settings.json');
    const approval = { id: '7', reason: 'Status page', owner: 'acc-1', until: '2026-12-31' };
    const judgedBy = async (approvedFilters: readonly object[]) => {
      writeFileSync(file, JSON.stringify({ approvedFilters }));
      const { controls: judged } = printed(await assessed('--recorded', folder, '--settings', file));
      return judged.find(({ id }) => id === 'INF-03');
    };
    expect(await judgedBy([approval])).toMatchObject({ verdict: 'unknown', findings: [] });
    for (const lacking of [
      { until: undefined },
      { reason: ' ' },
      { owner: 'Lee Wong' },
      { until: '2030-01-01' },
    ])
      expect(await judgedBy([{ ...approval, ...lacking }])).toMatchObject({
        verdict: 'not-met',
        notes: [{ code: 'approval-incomplete', args: { count: 1 } }],
      });
    writeFileSync(file, JSON.stringify({ timeZone: 'Evil/../Zone' }));
    expect(await problemOf('--recorded', folder, '--settings', file)).toBe('bad-settings');
    writeFileSync(file, JSON.stringify({ approvedFilters: 'all' }));
    expect(await problemOf('--recorded', folder, '--settings', file)).toBe('bad-settings');
    expect(await problemOf('--recorded', folder, '--settings', join(folder, 'none'))).toBe('no-settings');
  });
});

describe('the table of assess', () => {
  const tableOver = async (...answers: readonly unknown[]): Promise<readonly string[]> => {
    laid(answers);
    return tableOf(wordsOf('en'), await assessed('--recorded', folder)).split('\n');
  };

  it('says of what is not known why, and where', async () => {
    const table = await tableOver(rights(false), get('instance/license', undefined, { status: 500 }));
    const log = table.indexOf('POL-07 Jira audit log on, and kept long enough');
    expect(table[log + 1]).toBe(
      '  Unknown: Plans: Jira did not answer, or answered with an error (license.get). ' +
        'Audit log: The recording has no such answer (audit.list). ' +
        'Audit log: Jira refused, or the right to read it is missing (ADMINISTER).',
    );
    expect(table).toContainEqual(
      expect.stringMatching(/^Plans +0 +Jira did not answer.*\(license\.get\)\.$/),
    );
  });

  it('says of each control what the pages say', async () => {
    const table = await tableOver(filters);
    const row = (id: string) => table.find(line => line.startsWith(`${id}  `));
    expect(table).toContainEqual(expect.stringMatching(/^Control +Title +Status +Findings$/));
    expect(row('INF-03')).toMatch(/ Not met +1$/);
    expect(row('INF-14')).toMatch(/ Due$/);
    expect(row('POL-07')).toMatch(/ Unknown$/);
    const backups = table.indexOf('INF-14 Backups made, and a restore tested');
    expect(table[backups + 1]).toMatch(/^ {2}Due: /);
    expect(table.join('\n')).not.toMatch(/\b(Met|Verdict)\b/);
  });

  it('calls people by the names that the answers give, and in arguments and keys by their ids', async () => {
    const group = { groupId: 'g1', name: 'jira-admins' };
    const member = (accountId: string, more: object) => ({
      accountId,
      accountType: 'atlassian',
      active: true,
      ...more,
    });
    const answers = [
      get('group/bulk', { maxResults: 50, total: 1, isLast: true, values: [group] }),
      get('group/member', {
        maxResults: 50,
        total: 2,
        isLast: true,
        values: [member('acc-1', { displayName: 'Ana Lima' }), member('acc-2', {})],
      }),
    ];
    const lines = (await tableOver(...answers)).join('\n');
    expect(lines).toContain('Ana Lima can administer Jira');
    expect(lines).not.toContain('acc-1');
    expect(lines).toContain('acc-2 can administer Jira');
    const { controls: judged } = printed(await assessed('--recorded', folder));
    const findings = judged.find(({ id }) => id === 'USR-01')?.findings ?? [];
    expect(findings[0]).toMatchObject({
      args: { person: { person: 'acc-1' } },
      text: expect.stringMatching(/^Ana Lima can/) as unknown,
    });
    expect(JSON.stringify(findings.map(({ key, code, args }) => ({ key, code, args })))).not.toContain('Ana');
  });

  it('shows the worst findings first, and of many how many more there are', async () => {
    const anyone = (permission: string) => ({ permission, holder: { type: 'anyone' } });
    const spaces = Array.from({ length: 7 }, (_, id) => ({
      id: String(id),
      key: `P${id}`,
      name: `Space ${id}`,
    }));
    const table = await tableOver(
      get('project/search', { maxResults: 50, total: 7, isLast: true, values: spaces }),
      ...spaces.flatMap(({ id }) => [
        get(`project/${id}/permissionscheme`, { id: Number(id) }),
        get(`permissionscheme/${id}`, {
          id: Number(id),
          name: `Scheme ${id}`,
          permissions: [anyone('BROWSE_PROJECTS'), ...(id === '6' ? [anyone('ADD_COMMENTS')] : [])],
        }),
      ]),
    );
    const [text, ...lines] = table.slice(table.indexOf('INF-01 No unintended anonymous access') + 1);
    expect(text).toMatch(/^ {2}Not met: 8 findings \(1 critical, 7 high\)\./);
    expect(lines[0]).toMatch(/^ {2}Critical: .*Space 6/);
    expect(lines.slice(1, 5).every(line => line.startsWith('  High: '))).toBe(true);
    expect(lines[5]).toBe('  and 3 more');
  });
});

describe('the texts of assess', () => {
  const spaces = Array.from({ length: 7 }, (_, id) => ({
    id: String(id),
    key: `P${id}`,
    name: `Space ${id}`,
  }));
  const scheme = {
    id: 9,
    name: 'Shared',
    permissions: [{ permission: 'BROWSE_PROJECTS', holder: { type: 'anyone' } }],
  };
  const textsOf = async (...answers: readonly unknown[]) => {
    laid(answers);
    const { controls: judged } = printed(await assessed('--recorded', folder));
    return (id: string) => judged.find(control => control.id === id);
  };

  it('name the spaces that a finding affects, up to five, and how many more', async () => {
    const control = await textsOf(
      get('project/search', { maxResults: 50, total: 7, isLast: true, values: spaces }),
      ...spaces.map(({ id }) => get(`project/${id}/permissionscheme`, { id: 9, name: 'Shared' })),
      get('permissionscheme/9', scheme),
    );
    expect(control('INF-01')?.findings).toMatchObject([
      {
        reach: 7,
        text: expect.stringMatching(
          / Affected spaces: Space 0, Space 1, Space 2, Space 3, Space 4, and 2 more\.$/,
        ) as unknown,
      },
    ]);
  });

  it('say what no one can fix on the plan of the site', async () => {
    const toAll = {
      id: 9,
      name: 'Shared',
      permissions: [{ permission: 'DELETE_ISSUES', holder: { type: 'applicationRole' } }],
    };
    const on = (plan: string) =>
      textsOf(
        get('instance/license', { applications: [{ id: 'jira-software', plan }] }),
        get('project/search', { maxResults: 50, total: 1, isLast: true, values: spaces.slice(0, 1) }),
        get('project/0/permissionscheme', { id: 9, name: 'Shared' }),
        get('permissionscheme/9', toAll),
      );
    const [free] = (await on('FREE'))('INF-02')?.findings ?? [];
    const [paid] = (await on('PAID'))('INF-02')?.findings ?? [];
    const text = "No one can fix this on the site's plan.";
    expect(free).toMatchObject({ cause: 'plan', text: expect.stringContaining(text) as unknown });
    expect(paid).toMatchObject({ text: expect.not.stringContaining(text) as unknown });
    expect(paid).not.toHaveProperty('cause');
  });

  it('say why a control has its verdict', async () => {
    const control = await textsOf(
      rights(true),
      get('application-properties', [{ key: 'jira.option.globalsharing', value: 'false' }]),
      get('project/search', { maxResults: 50, total: 0, isLast: true, values: [] }),
      filters,
    );
    expect(control('INF-03')).toMatchObject({
      title: 'Filters not public',
      severity: 'high',
      text:
        'Not met: 1 finding (1 medium). There may be more, because some evidence is missing. ' +
        'Filters, for public shares: The recording has no such answer (data-policy.get).',
      findings: [
        {
          title: 'Filter “Open bugs” is public. Keep it public, or close it?',
          text: 'Open bugs is shared with the public.',
        },
      ],
    });
    expect(control('INF-05')?.text).toBe('Proved: all evidence was read, and there are no findings.');
    expect(control('POL-07')?.text).toBe(
      'Unknown: Plans: The recording has no such answer (license.get). ' +
        'Audit log: The recording has no such answer (audit.list).',
    );
    expect(control('POL-01')?.text).toBe('Due: Needs an attestation. None given yet.');
  });
});

describe('the settings of assess', () => {
  const problemWith = async (settings: unknown): Promise<unknown> => {
    laid([]);
    const file = join(folder, 'settings.json');
    writeFileSync(file, JSON.stringify(settings));
    return assessed('--recorded', folder, '--settings', file).catch((error: unknown) => error);
  };

  it('are refused with the names of what no setting is called', async () => {
    const settings = {
      approvedFilter: [],
      filing: { project: '1', colour: 'red', fields: { customfield_1: { any: 'thing' } } },
      knownApps: [{ id: 'a1' }, { id: 'a2', until: '2026-11-20', untill: '2027-01-01' }],
      owners: { 'INF-03': 'acc-1' },
    };
    const file = join(folder, 'settings.json');
    expect(await problemWith(settings)).toMatchObject({
      code: 'unknown-settings',
      args: { file, keys: 'approvedFilter, filing.colour, knownApps.1.untill' },
    });
  });

  it('are taken as a whole or in part', async () => {
    expect(await problemWith({ owners: { 'INF-03': 'acc-1' } })).not.toBeInstanceOf(Problem);
    expect(await problemWith(defaultSettings)).not.toBeInstanceOf(Problem);
  });
});

/** What is printed without texts: a recording has no names of people, so its texts have their ids. */
const withoutTexts = ({ cost, controls: judged, ...rest }: ReturnType<typeof printed>) => ({
  ...rest,
  calls: cost.calls,
  controls: judged.map(({ text: _, findings, ...control }) => ({
    ...control,
    findings: findings.map(({ text: __, ...finding }) => finding),
  })),
});

describe('assess over the sandbox’s site', () => {
  it.each(['S', 'M'])('reads all of size %s, and judges its own recording alike', async size => {
    const clock = ['--now', '2026-11-20T12:00:00Z'];
    const live = printed(await assessed('--size', size, '--seed', '5', ...clock, '--record', folder));
    const replayed = printed(await assessed('--recorded', folder));
    expect(withoutTexts(replayed)).toEqual(withoutTexts(live));
    expect(live.evidence.filter(({ state }) => state !== 'complete')).toEqual([]);
  });

  it('judges alike with and without a row in common between pages', async () => {
    const given = ['--seed', '5', '--now', '2026-11-20T12:00:00Z'];
    const { controls: overlapping } = printed(await assessed(...given));
    const { controls: plain } = printed(await assessed(...given, '--record', folder));
    expect(overlapping).toEqual(plain);
  });

  it('is told in words, with the numbers of the data', async () => {
    const assessment = await assessed('--seed', '5');
    const table = tableOf(wordsOf('en'), assessment);
    for (const { control, judged } of assessment.judged) {
      const row = table.split('\n').find(line => line.startsWith(`${control.id}  `));
      expect(row?.endsWith(judged.findings.length === 0 ? '' : ` ${judged.findings.length}`)).toBe(true);
    }
    const lines = table.split('\n').map(line => line.trim());
    for (const { id, title, severity, text, findings } of dataOf(assessment).controls) {
      const at = lines.indexOf(`${id} ${title}`);
      expect(lines[at + 1]).toBe(text);
      expect(SEVERITIES).toContain(severity);
      for (const finding of findings) {
        expect(finding.title).not.toBe('');
        const label = finding.severity.charAt(0).toUpperCase() + finding.severity.slice(1);
        if (findings.length <= 5) expect(lines).toContain(`${label}: ${finding.text}`);
      }
    }
    expect(table).toContain(`Assured ${assessment.score.assured} %, possible ${assessment.score.possible} %`);
  });
});

describe('assess over a live site', () => {
  let server: Server;
  let asked: (string | undefined)[] = [];
  const siteThat = async (
    status: number | ((path: string) => number),
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<string> => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      const code = typeof status === 'number' ? status : status(request.url ?? '');
      response.writeHead(code, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };

  it('asks with the credentials of the environment, and ends where they are refused', async () => {
    const site = await siteThat(401, {});
    expect(await problemOf('--site', site)).toBe('unauthorized');
    stop();
    expect(asked).toEqual([`Basic ${Buffer.from('ana@acme.example:token').toString('base64')}`]);
  });

  it('ends where no Jira answers', async () => {
    const site = await siteThat(200, { hello: 'world' });
    expect(await problemOf('--site', site)).toBe('not-a-jira');
    stop();
  });

  it.each([302, 404])('ends where no Jira answers, but %d', async status => {
    const site = await siteThat(status, {});
    expect(await problemOf('--site', site)).toBe('not-a-jira');
    stop();
  });

  it.each([403, 429, 503])('says that the site answers with an error where it is %d', async status => {
    // Asked to wait longer than a command does, it does not ask again.
    const site = await siteThat(status, {}, { 'retry-after': '60' });
    const outcome = await assessed('--site', site).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'site-failed', args: { site, status: String(status) } });
    stop();
  });

  it('ends where credentials are refused halfway, and writes no recording', async () => {
    const isLate = (path: string): boolean => path.startsWith('/rest/api/3/users/search');
    const site = await siteThat(path => (isLate(path) ? 401 : 200), { baseUrl: 'https://acme.example' });
    const out = join(folder, 'out');
    expect(await problemOf('--site', site, '--record', out)).toBe('unauthorized');
    expect(existsSync(out)).toBe(false);
    stop();
  });

  it('asks nothing without credentials', async () => {
    const outcome = assess(argumentsOf(['--site', 'https://acme.example']), {}, () => undefined);
    await expect(outcome).rejects.toMatchObject({ code: 'no-credentials' });
  });
});

describe('the command', () => {
  const run = (...given: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'cli/assess.ts', ...given], {
      encoding: 'utf8',
      env: { ...process.env, ...credentials },
      cwd: join(__dirname, '../..'),
    });

  it('prints data on stdout and progress on stderr', () => {
    laid([]);
    const { status, stdout, stderr } = run('--recorded', folder, '--json');
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, site: null });
    expect(stderr.trim().split('\n')).toHaveLength(SOURCE_IDS.length);
  });

  it('says on stderr which entries of the settings don’t count, and what they lack', () => {
    laid([]);
    const file = join(folder, 'settings.json');
    const late = { id: '7', reason: 'Status page', owner: 'acc-1', until: '2039-12-31' };
    writeFileSync(file, JSON.stringify({ approvedFilters: [late, { id: '8', reason: 'Status page' }] }));
    const { stderr } = run('--recorded', folder, '--settings', file, '--json');
    expect(stderr.trim().split('\n').slice(-2)).toEqual([
      "Settings: approvedFilters.0 (7) doesn't count. It lacks an expiry within 12 months.",
      "Settings: approvedFilters.1 (8) doesn't count. It lacks owner and expiry.",
    ]);
  });

  it('prints nothing but its one line, exit 2, where the credentials are refused halfway', async () => {
    const script = `
      const { createServer } = require('node:http');
      const server = createServer((request, response) => {
        const late = request.url.startsWith('/rest/api/3/users/search');
        response.writeHead(late ? 401 : 200).end(JSON.stringify({ baseUrl: 'https://acme.example' }));
      });
      server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
    // The command is run synchronously, so the site lives in a process of its own.
    const site = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const port = await new Promise<string>(resolve =>
        site.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
      );
      const { status, stdout, stderr } = run('--json', '--site', `http://127.0.0.1:${port}`);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr.trim().split('\n').at(-1)).toBe(
        'Jira refused the credentials (401) when asked for “Accounts”. Check ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN.',
      );
    } finally {
      site.kill();
    }
  });

  it('shows its options where it is asked for help', () => {
    const { status, stdout, stderr } = run('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const option of ['site', 'recorded', 'record', 'settings', 'now', 'json', 'size', 'seed'])
      expect(stdout).toContain(`--${option} `);
  });

  it('says one line where a file is no JSON, however many lines it has', () => {
    writeFileSync(join(folder, 'answers.json'), 'this\nis\nno JSON');
    const { status, stdout, stderr } = run('--recorded', folder);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says one line and prints nothing where it can’t assess', () => {
    const { status, stdout, stderr } = run('--recorded', join(folder, 'nowhere'));
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(`There is no folder ${join(folder, 'nowhere')}.\n`);
  });
});
