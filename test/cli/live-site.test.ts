import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments } from '../../cli/arguments';
import { assess } from '../../cli/assess-site';
import { type Assessment, assessmentData } from '../../cli/assessment';
import { messageOf, Problem } from '../../cli/problem';
import { Clock } from '../../sandbox/clock';
import { createSite, type Site } from '../../sandbox/jira/site';
import { instant } from '../../src/domain/instant';
import { createMessages } from '../../src/messages/messages';

const TOKEN = 'scoped-token-of-a-service-account';
const bearerEnvironment = { ATLASSIAN_ACCESS_TOKEN: TOKEN };
const basicEnvironment = { ATLASSIAN_EMAIL: 'ana@acme.example', ATLASSIAN_API_TOKEN: 'api-token' };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** The address of a new server. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const assessSite = (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Assessment> =>
  assess(parseArguments(args), environment, () => undefined);

async function messageFrom(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const outcome = await assessSite(args, environment).catch((error: unknown) => error);
  if (outcome instanceof Problem) return messageOf(createMessages('en'), outcome);
  throw new Error('no Problem was thrown');
}

/** A server that rejects everything, and the requests it received. */
async function refusingServer() {
  const requests: { authorization: string | undefined; url: string | undefined }[] = [];
  const address = await serve((request, response) => {
    requests.push({ authorization: request.headers.authorization, url: request.url });
    response.writeHead(401).end();
  });
  return { address, requests };
}

describe('the credentials of assess', () => {
  it.each([
    ['an access token', bearerEnvironment, `Bearer ${TOKEN}`],
    [
      'an API token',
      basicEnvironment,
      `Basic ${Buffer.from('ana@acme.example:api-token').toString('base64')}`,
    ],
    ['the access token where all are set', { ...basicEnvironment, ...bearerEnvironment }, `Bearer ${TOKEN}`],
    [
      'a token with spaces and a line feed around it',
      { ATLASSIAN_ACCESS_TOKEN: ` ${TOKEN}\r\n` },
      `Bearer ${TOKEN}`,
    ],
    [
      'an API token where the access token is empty',
      { ...basicEnvironment, ATLASSIAN_ACCESS_TOKEN: ' ' },
      'Basic ',
    ],
  ])('are %s', async (_, environment, authorization) => {
    const { address, requests } = await refusingServer();
    await messageFrom(['--site', address], environment);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.every(request => request.authorization?.startsWith(authorization))).toBe(true);
  });

  it('are requested if they are missing, with both choices', async () => {
    const message =
      'No credentials for --site. Set ATLASSIAN_ACCESS_TOKEN, or set ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN.';
    for (const environment of [{}, { ATLASSIAN_EMAIL: 'a@b.example' }, { ATLASSIAN_API_TOKEN: 'x' }])
      expect(await messageFrom(['--site', 'https://acme.example'], environment)).toBe(message);
  });

  it('are named if Jira refuses them, but never shown', async () => {
    const { address } = await refusingServer();
    const rejected = 'Jira rejected the credentials (401) for “This site”.';
    expect(await messageFrom(['--site', address], bearerEnvironment)).toBe(
      `${rejected} Check that ATLASSIAN_ACCESS_TOKEN is correct, hasn't expired, and has the required scopes.`,
    );
    expect(await messageFrom(['--site', address], basicEnvironment)).toBe(
      `${rejected} Check ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN.`,
    );
  });

  it('are refused, without being shown, if a header can’t contain them', async () => {
    const message = await messageFrom(['--site', 'https://acme.example'], {
      ATLASSIAN_ACCESS_TOKEN: 'secret\nsecret',
    });
    expect(message).toBe(
      "ATLASSIAN_ACCESS_TOKEN contains characters that aren't allowed in an access token. Copy it again.",
    );
  });

  it.each([301, 302, 307, 308])(
    'never follow a redirect (%d), to the same origin or another one',
    async status => {
      const elsewhere: unknown[] = [];
      const other = await serve((request, response) => {
        elsewhere.push(request.headers.authorization);
        response.writeHead(200).end('{}');
      });
      const paths: (string | undefined)[] = [];
      const address = await serve((request, response) => {
        paths.push(request.url);
        response.writeHead(status, { location: request.url?.includes('data') ? '/login' : other }).end();
      });
      expect(await messageFrom(['--site', address], bearerEnvironment)).toMatch(
        / isn't a Jira site\. Check the address\.$/,
      );
      expect(elsewhere).toEqual([]);
      expect(paths.filter(path => !path?.startsWith('/rest/api/3/'))).toEqual([]);
    },
  );
});

describe('a site behind a base path', () => {
  const BASE = '/ex/jira/11111111-2222-3333-4444-555555555555';
  const NOW = '2026-11-20T12:00:00Z';
  let site: Site;
  let folder = '';
  beforeAll(async () => {
    site = await createSite({ size: 'S', seed: 5, clock: new Clock(instant(Date.parse(NOW))) });
  });
  afterAll(() => site.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'live-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Passes on to the simulated Jira what arrives below the base path with the access token. */
  const gateway = (): Promise<string> =>
    serve((request, response) => {
      const { url = '', headers } = request;
      if (headers.authorization !== `Bearer ${TOKEN}`) return void response.writeHead(401).end();
      if (!url.startsWith(`${BASE}/rest/api/3/`)) return void response.writeHead(404).end();
      const { authorization } = site.as(site.people.ana);
      void fetch(`${site.url}${url.slice(BASE.length)}`, { headers: { authorization } }).then(
        async answer => {
          const body: unknown = await answer.json();
          const own = url.endsWith('/serverInfo') ? { baseUrl: 'https://acme.example' } : body;
          response.writeHead(answer.status, { 'set-cookie': 'session=secret' }).end(JSON.stringify(own));
        },
      );
    });

  /** All but texts, which name people where the site does, and what the scan cost. */
  const verdictsOf = (assessment: Assessment) => ({
    judged: assessment.judged.map(({ control, judged: { verdict, findings, notes } }) => [
      control.id,
      verdict,
      findings,
      notes,
    ]),
    evidence: assessmentData(assessment).evidence,
  });

  it.each(['', '/'])('is read with an access token, and recorded and judged alike (ending %j)', async end => {
    const address = await gateway();
    const args = ['--site', `${address}${BASE}${end}`, '--now', NOW, '--record', folder];
    const live = await assessSite(args, bearerEnvironment);
    const replayed = await assessSite(['--recorded', folder], {});
    expect(assessmentData(live).site).toBe('https://acme.example');
    expect(assessmentData(live).evidence.filter(({ state }) => state !== 'complete')).toEqual([]);
    expect(verdictsOf(replayed)).toEqual(verdictsOf(live));
    expect(assessmentData(replayed)).toMatchObject({
      site: 'https://acme.example',
      asOf: assessmentData(live).asOf,
    });
    const written = readFileSync(join(folder, 'answers.json'), 'utf8');
    for (const secret of [TOKEN, 'session=', '/ex/jira', '@', new URL(address).host])
      expect(written).not.toContain(secret);
  });

  it('isn’t a Jira site without the path', async () => {
    const address = await gateway();
    expect(await messageFrom(['--site', address], bearerEnvironment)).toBe(
      `${address} isn't a Jira site. Check the address.`,
    );
  });
});
