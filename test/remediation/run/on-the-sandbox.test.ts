import { type Clock } from '../../../sandbox/clock';
import { type Site } from '../../../sandbox/jira/site';
import { likelySwitches } from '../../../sandbox/jira/switches';
import { runPreflight } from '../../../src/remediation/jira/preflight';
import { HOUR, instant, MINUTE } from '../../../src/domain/instant';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import { createRequestSender } from '../../sandbox/jira/request-sender';
import { SimulatedCrash } from '../fake-jira';
import { FakeRecordStore } from '../fake-record-store';
import { everyone, messageText, trackedFrom, publicFilter } from '../fixtures';
import { type SandboxJira, createSandboxJira } from '../sandbox-jira';

/* The same against the simulated site over HTTP, through the real gateway, with the app's scopes and no more. */

let world: SandboxJira;
let site: Site;
let clock: Clock;
beforeAll(async () => {
  world = await createSandboxJira();
  ({ site, clock } = world);
});
afterAll(() => site.close());
afterEach(() => Object.assign(site.switches, likelySwitches));

const runRemediation: SandboxJira['runRemediation'] = (...call) => world.runRemediation(...call);

const openNow = (id: string): TrackedFinding => {
  const now = instant(clock.now());
  return trackedFrom(publicFilter(id), { firstSeen: now, lastSeen: now, readAt: now });
};
const resolvedNow = (id: string): TrackedFinding => ({ ...openNow(id), state: 'resolved' });

const issueByKey = async (key: string) =>
  (
    await createRequestSender(
      site,
      site.as(site.people.lee),
    )(`GET /rest/api/3/issue/${key}?properties=shared-responsibility`)
  ).body;

const moveToDone = (key: string) =>
  createRequestSender(site, site.as(site.people.lee))(`POST /rest/api/3/issue/${key}/transitions`, {
    transition: { id: '31' },
  });

describe('on the simulated site', () => {
  it('a work item is filed, reopened while something remains, and closed with proof', async () => {
    const store = new FakeRecordStore();
    const first = await runRemediation(store, [openNow('1'), openNow('2')], 'whole-loop');
    expect(first.outcomes).toMatchObject([{ effect: 'created' }]);
    const key = first.outcomes[0]?.issueKey ?? '';
    const filed = await issueByKey(key);
    expect(filed.fields).toMatchObject({
      labels: ['shared-responsibility'],
      assignee: { accountId: site.people.lee.accountId },
      priority: { name: 'Medium' },
      duedate: '2026-12-11',
    });
    expect(filed.properties['shared-responsibility']).toMatchObject({ key: 'INF-03:site', open: 2 });

    clock.advanceTo(clock.now() + HOUR);
    await moveToDone(key);
    clock.advanceTo(clock.now() + MINUTE);
    const refused = await runRemediation(store, [openNow('1'), resolvedNow('2')], 'whole-loop');
    expect(refused.outcomes.map(({ effect: did }) => did)).toContain('reopened');
    const reopened = await issueByKey(key);
    expect(reopened.fields.status.statusCategory.key).toBe('new');
    expect(JSON.stringify(reopened.fields.comment)).toContain(
      messageText('remediation.comment.remains', { left: 1, of: 2 }),
    );

    clock.advanceTo(clock.now() + HOUR);
    const closed = await runRemediation(store, [resolvedNow('1'), resolvedNow('2')], 'whole-loop');
    expect(closed.outcomes.map(({ effect: did }) => did)).toContain('closed');
    expect((await issueByKey(key)).fields.status.statusCategory.key).toBe('done');
    expect(closed.states).toMatchObject([{ is: 'done', open: 0 }]);
  });

  it.each([true, false])(
    'a new installation adopts what is there, search by property %s',
    async propertySearch => {
      site.switches.propertySearch = propertySearch;
      const environment = `adopts-${propertySearch}`;
      const first = await runRemediation(new FakeRecordStore(), [openNow('1')], environment);
      clock.advanceTo(clock.now() + HOUR);
      const second = await runRemediation(new FakeRecordStore(), [openNow('1')], environment);
      expect(second.outcomes[0]).toMatchObject({ effect: 'adopted', issueKey: first.outcomes[0]?.issueKey });
    },
  );

  it.each([0, 60])('a lost answer is made good with a search that lags %s seconds', async lag => {
    site.switches.searchLagSeconds = lag;
    const environment = `lost-${lag}`;
    const store = new FakeRecordStore();
    const note = store.replace.bind(store);
    store.replace = () => Promise.reject(new SimulatedCrash('before the id is noted'));
    await expect(runRemediation(store, [openNow('1')], environment)).rejects.toThrow(SimulatedCrash);
    store.replace = note;
    expect(store.record('INF-03:site')?.state).toBe('claimed');
    clock.advanceTo(clock.now() + HOUR);
    const { outcomes } = await runRemediation(store, [openNow('1')], environment);
    expect(outcomes[0]).toMatchObject({ effect: 'adopted' });
  });

  it.each([true, false])(
    'one move to Done is answered once where the step back is refused, category dates served: %s',
    async statusCategoryDates => {
      site.switches.statusCategoryDates = statusCategoryDates;
      const store = new FakeRecordStore();
      const environment = `guarded-${statusCategoryDates}`;
      const { outcomes } = await runRemediation(store, [openNow('1')], environment);
      const key = outcomes[0]?.issueKey ?? '';
      await moveToDone(key);
      const allow = site.faults.add({ on: 'POST *transitions', fault: { kind: 'status', status: 400 } });
      for (let tick = 0; tick < 24; tick += 1) {
        clock.advanceTo(clock.now() + HOUR);
        await runRemediation(store, [openNow('1')], environment);
      }
      allow();
      const { fields } = await issueByKey(key);
      expect(fields.comment.comments).toHaveLength(1);
      expect('statuscategorychangedate' in fields).toBe(statusCategoryDates);
    },
  );

  it('a person who deletes it gets it once more', async () => {
    const store = new FakeRecordStore();
    const first = await runRemediation(store, [openNow('1')], 'deleted');
    await createRequestSender(
      site,
      site.as(site.people.ana),
    )(`DELETE /rest/api/3/issue/${first.outcomes[0]?.issueKey}`);
    const second = await runRemediation(store, [openNow('1')], 'deleted');
    expect(second.outcomes).toMatchObject([{ effect: 'created' }]);
  });

  it('a data security policy that hides it from apps is not taken for a deletion', async () => {
    const store = new FakeRecordStore();
    await runRemediation(store, [openNow('1')], 'hidden');
    const admin = createRequestSender(site, site.as(site.people.ana));
    await admin('PUT /sandbox/projects/SEC/data-policy', { hiddenFromApps: true });
    const { states, outcomes } = await runRemediation(store, [openNow('1')], 'hidden');
    await admin('PUT /sandbox/projects/SEC/data-policy', { hiddenFromApps: false });
    expect(states).toMatchObject([{ is: 'hidden' }]);
    expect(outcomes).toEqual([]);
  });

  it.each([
    ['SEC', []],
    ['FIN', ['required-fields']],
    ['HELP', ['service-project']],
    ['NONE', ['project-missing']],
  ])('the preflight of %s says what stands in the way', async (project, expected) => {
    const { problems } = await runPreflight(
      world.jira,
      world.filingSettings({ project, publicAnyway: true }),
      everyone,
    );
    expect(problems.map(({ code }) => code).filter(code => code !== 'type-missing')).toEqual(expected);
  });
});
