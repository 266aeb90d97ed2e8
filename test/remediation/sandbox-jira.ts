import { httpTransport } from '../../cli/http-transport';
import { Clock } from '../../sandbox/clock';
import { createSite, type Site } from '../../sandbox/jira/site';
import { createJira } from '../../src/jira/gateway';
import { type Jira } from '../../src/jira/jira';
import { createMeter } from '../../src/jira/meter';
import { OPERATIONS, type OperationId } from '../../src/jira/operations';
import { collectScopes } from '../../src/jira/scopes';
import { type RemediationResult, remediate } from '../../src/remediation/run/remediate';
import { type Settings } from '../../src/settings/settings';
import { instant } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { createMessages } from '../../src/messages/messages';
import { createRequestSender } from '../sandbox/jira/request-sender';
import { type FakeRecordStore } from './fake-record-store';
import { everyone, publicFiltersControl, historiesOf, settingsWith } from './fixtures';

/* The simulated site over HTTP, through the real gateway, with the app's scopes and no more. */

export interface SandboxJira {
  readonly site: Site;
  readonly jira: Jira;
  readonly clock: Clock;
  readonly ownAccount: string;
  filingSettings(of?: Record<string, unknown>): Settings;
  /** One call of the sweep for an environment of its own, so that tests on one site don't meet. */
  runRemediation(
    store: FakeRecordStore,
    trackedFindings: readonly TrackedFinding[],
    environmentId: string,
    settings?: Settings,
  ): Promise<RemediationResult>;
}

const scopes = collectScopes(Object.keys(OPERATIONS) as OperationId[], 'mixed');

export async function createSandboxJira(): Promise<SandboxJira> {
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
  const { body } = await createRequestSender(
    site,
    site.as(site.people.ana),
  )('GET /rest/api/3/issue/createmeta/SEC/issuetypes');
  const task: string = body.issueTypes.find(({ name }: { name: string }) => name === 'Task').id;
  const filingSettings: SandboxJira['filingSettings'] = (of = {}) =>
    settingsWith({
      filing: { project: 'SEC', issueType: task, defaultAssignee: site.people.lee.accountId, ...of },
    });
  return {
    site,
    jira,
    clock,
    ownAccount,
    filingSettings,
    runRemediation: (store, trackedFindings, environmentId, settings = filingSettings()) =>
      remediate({
        jira,
        store,
        controls: [publicFiltersControl],
        histories: historiesOf(...trackedFindings),
        settings,
        site: { cloudId: 'cloud-1', environmentId, baseUrl: site.url, ownAccount },
        evidence: new Map([['INF-03', { fullReadAt: instant(clock.now()), complete: true, read: 3, of: 3 }]]),
        now: instant(clock.now()),
        messages: createMessages('en'),
        everyone,
        tickStartedAt: instant(0),
        observed: new Map(),
        searchCopies: true,
        shouldPause: () => false,
      }),
  };
}
