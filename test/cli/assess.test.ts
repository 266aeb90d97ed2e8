import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments } from '../../cli/arguments';
import { assess } from '../../cli/assess-site';
import { type Assessment, assessmentData } from '../../cli/assessment';
import { exitCodeOf } from '../../cli/exit-code';
import { Problem } from '../../cli/problem';
import { renderAssessment } from '../../cli/assessment-table';
import { controls } from '../../src/controls';
import { defaultSettings } from '../../src/settings/settings';
import { SEVERITIES } from '../../src/domain/control-attributes';
import { SOURCE_IDS } from '../../src/domain/source-id';
import { createMessages } from '../../src/messages/messages';

const credentials = { ATLASSIAN_EMAIL: 'ana@acme.example', ATLASSIAN_API_TOKEN: 'token' };
const runAssess = (...args: string[]): Promise<Assessment> =>
  assess(parseArguments(args), credentials, () => undefined);
const problemFrom = async (...args: string[]): Promise<string> => {
  const outcome = await runAssess(...args).catch((error: unknown) => error);
  if (outcome instanceof Problem) return outcome.code;
  throw new Error('no Problem was thrown');
};
/** The output of `--json`, parsed. */
const printJson = (assessment: Assessment) =>
  JSON.parse(JSON.stringify(assessmentData(assessment))) as ReturnType<typeof assessmentData>;

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
const writeRecording = (answers: unknown, meta?: unknown): void => {
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
  if (meta !== undefined) writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta));
};

const permissionAnswer = (administer: boolean) =>
  get('mypermissions', {
    permissions: { ADMINISTER: { havePermission: administer }, USER_PICKER: { havePermission: administer } },
  });
const publicFilter = { id: '7', name: 'Open bugs', jql: '', sharePermissions: [{ type: 'global' }] };
const filters = get('filter/search', { maxResults: 100, total: 1, isLast: true, values: [publicFilter] });

describe('assess over a recording', () => {
  it('judges everything unknown without answers, and exits with 3', async () => {
    writeRecording([]);
    const assessment = await runAssess('--recorded', folder);
    const data = printJson(assessment);
    expect(data).toMatchObject({ schema: 1, site: null, score: { assured: 0, possible: 100 } });
    expect(data.controls.map(({ id }) => id)).toEqual(controls.map(({ id }) => id));
    expect(new Set(data.controls.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(data.evidence.map(({ source }) => source)).toEqual([...SOURCE_IDS]);
    expect(data.evidence.every(({ state, coverage }) => state === 'absent' && coverage.read === 0)).toBe(
      true,
    );
    expect(exitCodeOf(assessment.judged)).toBe(3);
  });

  it('shows findings with severity and key, even if all other answers are missing', async () => {
    writeRecording([filters]);
    const assessment = await runAssess('--recorded', folder);
    const control = printJson(assessment).controls.find(({ id }) => id === 'INF-03');
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

  it('treats a refusal, even a 401, as a gap', async () => {
    writeRecording([
      get('serverInfo', undefined, { status: 401 }),
      get('applicationrole', undefined, { status: 403 }),
    ]);
    const { evidence } = printJson(await runAssess('--recorded', folder));
    expect(evidence.find(({ source }) => source === 'site')?.gaps).toEqual([
      { why: 'denied', at: 'server-info.get' },
    ]);
    expect(evidence.find(({ source }) => source === 'applicationRoles')?.gaps).toMatchObject([
      { why: 'denied', at: 'application-role.list' },
      { why: 'not-recorded', at: 'mypermissions.get' },
    ]);
  });

  it('never calls a source complete if it was read without the required right', async () => {
    const spaces = get('project/search', {
      maxResults: 100,
      total: 1,
      isLast: true,
      values: [{ id: '1', key: 'P', name: 'P' }],
    });
    writeRecording([permissionAnswer(false), spaces]);
    const { evidence } = printJson(await runAssess('--recorded', folder));
    expect(evidence.find(({ source }) => source === 'spaces')).toMatchObject({
      state: 'partial',
      coverage: { read: 2, of: 2 },
      gaps: [{ why: 'denied', at: 'ADMINISTER' }],
    });
  });

  it('reads pages that share no row, and counts the rows it has if a page is missing', async () => {
    const pages = (startAt: number) =>
      get(
        'filter/search',
        { startAt, maxResults: 1, total: 3, values: [{ ...publicFilter, id: String(startAt) }] },
        { query: { startAt: String(startAt) } },
      );
    writeRecording([pages(0), pages(1)]);
    const { evidence } = printJson(await runAssess('--recorded', folder));
    expect(evidence.find(({ source }) => source === 'publicFilters')).toMatchObject({
      state: 'partial',
      coverage: { read: 2, of: 3 },
      gaps: expect.arrayContaining([{ why: 'not-recorded', at: 'filter.search' }]) as unknown,
    });
  });

  it('requests the schemes that spaces use, and the default scheme, if the list of schemes is unknown', async () => {
    const space = { id: '1', key: 'P', name: 'P' };
    const scheme = (id: number) =>
      get(`permissionscheme/${id}`, {
        id,
        name: `Scheme ${id}`,
        permissions: [{ permission: 'BROWSE_PROJECTS', holder: { type: 'anyone' } }],
      });
    writeRecording([
      permissionAnswer(true),
      get('permissionscheme', undefined, { status: 500 }),
      get('project/search', { maxResults: 50, total: 1, isLast: true, values: [space] }),
      get('project/1/permissionscheme', { id: 9, name: 'Scheme 9' }),
      scheme(9),
      scheme(0),
    ]);
    const { evidence, controls: judged } = printJson(await runAssess('--recorded', folder));
    expect(evidence.find(({ source }) => source === 'sharedSchemes')).toMatchObject({
      coverage: { read: 2, of: 2 },
      gaps: [{ why: 'failed', at: 'permission-scheme.list' }],
    });
    expect(judged.find(({ id }) => id === 'INF-01')?.findings).toHaveLength(1);
  });

  it('uses the recording’s time, unless another is given', async () => {
    writeRecording([], { recordedAt: '2026-10-01T08:00:00Z' });
    expect(printJson(await runAssess('--recorded', folder)).asOf).toBe('2026-10-01T08:00:00.000Z');
    expect(printJson(await runAssess('--recorded', folder, '--now', '2026-11-20T12:00:00Z')).asOf).toBe(
      '2026-11-20T12:00:00.000Z',
    );
  });

  it('judges with the given settings', async () => {
    writeRecording([filters]);
    const file = join(folder, 'settings.json');
    const approval = { id: '7', reason: 'Status page', owner: 'acc-1', until: '2026-12-31' };
    const judgedBy = async (approvedFilters: readonly object[]) => {
      writeFileSync(file, JSON.stringify({ approvedFilters }));
      const { controls: judged } = printJson(await runAssess('--recorded', folder, '--settings', file));
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
    expect(await problemFrom('--recorded', folder, '--settings', file)).toBe('bad-settings');
    writeFileSync(file, JSON.stringify({ approvedFilters: 'all' }));
    expect(await problemFrom('--recorded', folder, '--settings', file)).toBe('bad-settings');
    expect(await problemFrom('--recorded', folder, '--settings', join(folder, 'none'))).toBe('no-settings');
  });
});

describe('the table of assess', () => {
  const tableOver = async (...answers: readonly unknown[]): Promise<readonly string[]> => {
    writeRecording(answers);
    return renderAssessment(createMessages('en'), await runAssess('--recorded', folder)).split('\n');
  };

  it('shows why and where evidence is missing', async () => {
    const table = await tableOver(
      permissionAnswer(false),
      get('instance/license', undefined, { status: 500 }),
    );
    const log = table.indexOf('POL-07 The Jira audit log is on and retained');
    expect(table[log + 1]).toBe(
      "  Unknown: Plans: Jira didn't respond or returned an error (license.get). " +
        "Audit log: The recording doesn't contain this request (audit.list). " +
        'Audit log: Jira denied access, or a permission is missing (ADMINISTER).',
    );
    expect(table).toContainEqual(
      expect.stringMatching(/^Plans +0 +Jira didn't respond.*\(license\.get\)\.$/),
    );
  });

  it('shows the same status of each control as the pages', async () => {
    const table = await tableOver(filters);
    const row = (id: string) => table.find(line => line.startsWith(`${id}  `));
    expect(table).toContainEqual(expect.stringMatching(/^Control +Title +Status +Findings$/));
    expect(row('INF-03')).toMatch(/ Not met +1$/);
    expect(row('INF-14')).toMatch(/ Due$/);
    expect(row('POL-07')).toMatch(/ Unknown$/);
    const backups = table.indexOf('INF-14 Backups are made and restores are tested');
    expect(table[backups + 1]).toMatch(/^ {2}Due: /);
    expect(table.join('\n')).not.toMatch(/\b(Met|Verdict)\b/);
  });

  it('shows people’s names from the answers in texts, and account IDs in arguments and keys', async () => {
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
    const { controls: judged } = printJson(await runAssess('--recorded', folder));
    const findings = judged.find(({ id }) => id === 'USR-01')?.findings ?? [];
    expect(findings[0]).toMatchObject({
      args: { person: { person: 'acc-1' } },
      text: expect.stringMatching(/^Ana Lima can/) as unknown,
    });
    expect(JSON.stringify(findings.map(({ key, code, args }) => ({ key, code, args })))).not.toContain('Ana');
  });

  it('shows the most severe findings first, and how many more there are', async () => {
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
    const [text, ...lines] = table.slice(table.indexOf('INF-01 Anonymous access is approved') + 1);
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
    writeRecording(answers);
    const { controls: judged } = printJson(await runAssess('--recorded', folder));
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

  it('say which findings can’t be fixed on the site’s plan', async () => {
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
      permissionAnswer(true),
      get('application-properties', [{ key: 'jira.option.globalsharing', value: 'false' }]),
      get('project/search', { maxResults: 50, total: 0, isLast: true, values: [] }),
      filters,
    );
    expect(control('INF-03')).toMatchObject({
      title: 'Public filters are approved',
      severity: 'high',
      text:
        'Not met: 1 finding (1 medium). There may be more, because some evidence is missing. ' +
        "Filter sharing: The recording doesn't contain this request (data-policy.get).",
      findings: [
        {
          title: 'Filter “Open bugs” is public. Is this intentional?',
          text: 'Open bugs is public. Anyone on the internet can read its name and query.',
        },
      ],
    });
    expect(control('INF-05')?.text).toBe('Verified: no findings, all evidence read.');
    expect(control('POL-07')?.text).toBe(
      "Unknown: Plans: The recording doesn't contain this request (license.get). " +
        "Audit log: The recording doesn't contain this request (audit.list).",
    );
    expect(control('POL-01')?.text).toBe('Due: Needs an attestation. None given yet.');
  });
});

describe('the settings of assess', () => {
  const problemWith = async (settings: unknown): Promise<unknown> => {
    writeRecording([]);
    const file = join(folder, 'settings.json');
    writeFileSync(file, JSON.stringify(settings));
    return runAssess('--recorded', folder, '--settings', file).catch((error: unknown) => error);
  };

  it('are refused with the names of unknown settings', async () => {
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

  it('can be complete or partial', async () => {
    expect(await problemWith({ owners: { 'INF-03': 'acc-1' } })).not.toBeInstanceOf(Problem);
    expect(await problemWith(defaultSettings)).not.toBeInstanceOf(Problem);
  });
});

/** What is printed without texts: a recording has no names of people, so its texts have their ids. */
const withoutTexts = ({ cost, controls: judged, ...rest }: ReturnType<typeof printJson>) => ({
  ...rest,
  calls: cost.calls,
  controls: judged.map(({ text: _, findings, ...control }) => ({
    ...control,
    findings: findings.map(({ text: __, ...finding }) => finding),
  })),
});

describe('assess over the sandbox’s site', () => {
  it.each(['S', 'M'])(
    'reads all sources at size %s, and judges its own recording the same way',
    async size => {
      const clock = ['--now', '2026-11-20T12:00:00Z'];
      const live = printJson(await runAssess('--size', size, '--seed', '5', ...clock, '--record', folder));
      const replayed = printJson(await runAssess('--recorded', folder));
      expect(withoutTexts(replayed)).toEqual(withoutTexts(live));
      expect(live.evidence.filter(({ state }) => state !== 'complete')).toEqual([]);
    },
  );

  it('judges the same whether or not pages share a row', async () => {
    const args = ['--seed', '5', '--now', '2026-11-20T12:00:00Z'];
    const { controls: overlapping } = printJson(await runAssess(...args));
    const { controls: plain } = printJson(await runAssess(...args, '--record', folder));
    expect(overlapping).toEqual(plain);
  });

  it('shows the numbers and texts of the data in the table', async () => {
    const assessment = await runAssess('--seed', '5');
    const table = renderAssessment(createMessages('en'), assessment);
    for (const { control, judged } of assessment.judged) {
      const row = table.split('\n').find(line => line.startsWith(`${control.id}  `));
      expect(row?.endsWith(judged.findings.length === 0 ? '' : ` ${judged.findings.length}`)).toBe(true);
    }
    const lines = table.split('\n').map(line => line.trim());
    for (const { id, title, severity, text, findings } of assessmentData(assessment).controls) {
      const at = lines.indexOf(`${id} ${title}`);
      expect(lines[at + 1]).toBe(text);
      expect(SEVERITIES).toContain(severity);
      for (const finding of findings) {
        expect(finding.title).not.toBe('');
        const label = finding.severity.charAt(0).toUpperCase() + finding.severity.slice(1);
        if (findings.length <= 5) expect(lines).toContain(`${label}: ${finding.text}`);
      }
    }
    expect(table).toContain(`Assured ${assessment.score.assured}%, possible ${assessment.score.possible}%`);
  });
});

describe('assess over a live site', () => {
  let server: Server;
  let requests: (string | undefined)[] = [];
  const siteThat = async (
    status: number | ((path: string) => number),
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<string> => {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request.headers.authorization);
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

  it('uses the credentials from the environment, and stops if they are refused', async () => {
    const site = await siteThat(401, {});
    expect(await problemFrom('--site', site)).toBe('unauthorized');
    stop();
    expect(requests).toEqual([`Basic ${Buffer.from('ana@acme.example:token').toString('base64')}`]);
  });

  it('stops if the site isn’t Jira', async () => {
    const site = await siteThat(200, { hello: 'world' });
    expect(await problemFrom('--site', site)).toBe('not-a-jira');
    stop();
  });

  it.each([302, 404])('stops if the site isn’t Jira, but %d', async status => {
    const site = await siteThat(status, {});
    expect(await problemFrom('--site', site)).toBe('not-a-jira');
    stop();
  });

  it.each([403, 429, 503])('reports a site error for status %d', async status => {
    // Asked to wait longer than a command does, it does not ask again.
    const site = await siteThat(status, {}, { 'retry-after': '60' });
    const outcome = await runAssess('--site', site).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'site-failed', args: { site, status: String(status) } });
    stop();
  });

  it('stops if the credentials are refused halfway, and writes no recording', async () => {
    const isLate = (path: string): boolean => path.startsWith('/rest/api/3/users/search');
    const site = await siteThat(path => (isLate(path) ? 401 : 200), { baseUrl: 'https://acme.example' });
    const out = join(folder, 'out');
    expect(await problemFrom('--site', site, '--record', out)).toBe('unauthorized');
    expect(existsSync(out)).toBe(false);
    stop();
  });

  it('sends no request without credentials', async () => {
    const outcome = assess(parseArguments(['--site', 'https://acme.example']), {}, () => undefined);
    await expect(outcome).rejects.toMatchObject({ code: 'no-credentials' });
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'cli/assess.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...credentials },
      cwd: join(__dirname, '../..'),
    });

  it('prints data on stdout and progress on stderr', () => {
    writeRecording([]);
    const { status, stdout, stderr } = run('--recorded', folder, '--json');
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, site: null });
    expect(stderr.trim().split('\n')).toHaveLength(SOURCE_IDS.length);
  });

  it('lists on stderr the settings entries that don’t count, with their missing fields', () => {
    writeRecording([]);
    const file = join(folder, 'settings.json');
    const late = { id: '7', reason: 'Status page', owner: 'acc-1', until: '2039-12-31' };
    writeFileSync(file, JSON.stringify({ approvedFilters: [late, { id: '8', reason: 'Status page' }] }));
    const { stderr } = run('--recorded', folder, '--settings', file, '--json');
    expect(stderr.trim().split('\n').slice(-2)).toEqual([
      "Settings: approvedFilters.0 (7) doesn't count. Missing: expiration date within 12 months.",
      "Settings: approvedFilters.1 (8) doesn't count. Missing: owner and expiration date.",
    ]);
  });

  it('prints one line and exits with 2 if the credentials are refused halfway', async () => {
    const script = `
      const { createServer } = require('node:http');
      const server = createServer((request, response) => {
        const late = request.url.startsWith('/rest/api/3/users/search');
        response.writeHead(late ? 401 : 200).end(JSON.stringify({ baseUrl: 'https://acme.example' }));
      });
      server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
    // The command is run synchronously, so the site runs in its own process.
    const site = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const port = await new Promise<string>(resolve =>
        site.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
      );
      const { status, stdout, stderr } = run('--json', '--site', `http://127.0.0.1:${port}`);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr.trim().split('\n').at(-1)).toBe(
        'Jira rejected the credentials (401) for “All accounts”. Check ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN.',
      );
    } finally {
      site.kill();
    }
  });

  it('shows its options for --help', () => {
    const { status, stdout, stderr } = run('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const option of ['site', 'recorded', 'record', 'settings', 'now', 'json', 'size', 'seed'])
      expect(stdout).toContain(`--${option} `);
  });

  it('prints one line if a file isn’t JSON, even if it has many lines', () => {
    writeFileSync(join(folder, 'answers.json'), 'this\nis\nno JSON');
    const { status, stdout, stderr } = run('--recorded', folder);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('prints one line on stderr and nothing on stdout if it can’t assess', () => {
    const { status, stdout, stderr } = run('--recorded', join(folder, 'nowhere'));
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(`Folder not found: ${join(folder, 'nowhere')}\n`);
  });
});
