import { httpTransport } from '../../cli/http-transport';
import { Clock } from '../../sandbox/clock';
import { createSite, type Site } from '../../sandbox/jira/site';
import { createJira } from '../../src/jira/gateway';
import { type Jira } from '../../src/jira/jira';
import { createMeter } from '../../src/jira/meter';
import { OPERATIONS, type OperationId } from '../../src/jira/operations';
import { scopesOf } from '../../src/jira/scopes';
import { type Remediated, remediate } from '../../src/remediation/remediate';
import { type Settings } from '../../src/settings/settings';
import { instant } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { wordsOf } from '../../static/locales';
import { asking } from '../sandbox/jira/asking';
import { type FakeStore } from './fake-store';
import { everyone, filters, livesOf, settingsWith } from './given';

/* The simulated site over HTTP, through the real gateway, with the app's scopes and no more. */

export interface OverHttp {
  readonly site: Site;
  readonly jira: Jira;
  readonly clock: Clock;
  readonly ownAccount: string;
  filing(of?: Record<string, unknown>): Settings;
  /** One call of the sweep for an environment of its own, so that tests on one site don't meet. */
  sweep(
    store: FakeStore,
    lives: readonly Life[],
    environmentId: string,
    settings?: Settings,
  ): Promise<Remediated>;
}

const scopes = scopesOf(Object.keys(OPERATIONS) as OperationId[], 'mixed');

export async function overHttp(): Promise<OverHttp> {
  const clock = new Clock(Date.parse('2026-11-20T10:00:00Z'));
  clock.stop();
  const site = await createSite({ clock, switches: { rightsDelaySeconds: 0 } });
  const { accountId: ownAccount } = await site.install({ id: 'app', name: 'Shared Responsibility' });
  const jira = createJira({
    transport: httpTransport(site.url, `Bearer ${site.tokenFor({ accountId: ownAccount, scopes })}`),
    meter: createMeter(Infinity),
    sleep: () => Promise.resolve(),
    random: () => 0,
    now: () => clock.now(),
  });
  const { body } = await asking(
    site,
    site.as(site.people.ana),
  )('GET /rest/api/3/issue/createmeta/SEC/issuetypes');
  const task: string = body.issueTypes.find(({ name }: { name: string }) => name === 'Task').id;
  const filing: OverHttp['filing'] = (of = {}) =>
    settingsWith({
      filing: { project: 'SEC', issueType: task, defaultAssignee: site.people.lee.accountId, ...of },
    });
  return {
    site,
    jira,
    clock,
    ownAccount,
    filing,
    sweep: (store, lives, environmentId, settings = filing()) =>
      remediate({
        jira,
        store,
        controls: [filters],
        memories: livesOf(...lives),
        settings,
        site: { cloudId: 'cloud-1', environmentId, baseUrl: site.url, ownAccount },
        evidence: new Map([['INF-03', { asOf: instant(clock.now()), complete: true, read: 3, of: 3 }]]),
        now: instant(clock.now()),
        words: wordsOf('en'),
        everyone,
        since: instant(0),
        observed: new Map(),
        searchCopies: true,
        pause: () => false,
      }),
  };
}
