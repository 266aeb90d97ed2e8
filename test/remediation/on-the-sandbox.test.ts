import { type Clock } from '../../sandbox/clock';
import { type Site } from '../../sandbox/jira/site';
import { likelySwitches } from '../../sandbox/jira/switches';
import { preflight } from '../../src/remediation/preflight';
import { HOUR, instant, MINUTE } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { asking } from '../sandbox/jira/asking';
import { Crash } from './fake-jira';
import { FakeStore } from './fake-store';
import { everyone, lifeOf, publicFilter } from './given';
import { type OverHttp, overHttp } from './over-http';

/* The same against the simulated site over HTTP, through the real gateway, with the app's scopes and no more. */

let world: OverHttp;
let site: Site;
let clock: Clock;
beforeAll(async () => {
  world = await overHttp();
  ({ site, clock } = world);
});
afterAll(() => site.close());
afterEach(() => Object.assign(site.switches, likelySwitches));

const sweep: OverHttp['sweep'] = (...call) => world.sweep(...call);

const seenNow = (id: string): Life => {
  const now = instant(clock.now());
  return lifeOf(publicFilter(id), { firstSeen: now, lastSeen: now, readAt: now });
};
const goneNow = (id: string): Life => ({ ...seenNow(id), state: 'gone' });

const issueOf = async (key: string) =>
  (
    await asking(
      site,
      site.as(site.people.lee),
    )(`GET /rest/api/3/issue/${key}?properties=shared-responsibility`)
  ).body;

const moveToDone = (key: string) =>
  asking(site, site.as(site.people.lee))(`POST /rest/api/3/issue/${key}/transitions`, {
    transition: { id: '31' },
  });

describe('on the simulated site', () => {
  it('a work item is filed, refused while something remains, and closed with proof', async () => {
    const store = new FakeStore();
    const first = await sweep(store, [seenNow('1'), seenNow('2')], 'whole-loop');
    expect(first.outcomes).toMatchObject([{ did: 'created' }]);
    const key = first.outcomes[0]?.issueKey ?? '';
    const filed = await issueOf(key);
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
    const refused = await sweep(store, [seenNow('1'), goneNow('2')], 'whole-loop');
    expect(refused.outcomes.map(({ did }) => did)).toContain('reopened');
    const reopened = await issueOf(key);
    expect(reopened.fields.status.statusCategory.key).toBe('new');
    expect(JSON.stringify(reopened.fields.comment)).toContain('1 of 2 remains');

    clock.advanceTo(clock.now() + HOUR);
    const closed = await sweep(store, [goneNow('1'), goneNow('2')], 'whole-loop');
    expect(closed.outcomes.map(({ did }) => did)).toContain('closed');
    expect((await issueOf(key)).fields.status.statusCategory.key).toBe('done');
    expect(closed.states).toMatchObject([{ is: 'done', open: 0 }]);
  });

  it.each([true, false])(
    'a new installation adopts what is there, search by property %s',
    async propertySearch => {
      site.switches.propertySearch = propertySearch;
      const environment = `adopts-${propertySearch}`;
      const first = await sweep(new FakeStore(), [seenNow('1')], environment);
      clock.advanceTo(clock.now() + HOUR);
      const second = await sweep(new FakeStore(), [seenNow('1')], environment);
      expect(second.outcomes[0]).toMatchObject({ did: 'adopted', issueKey: first.outcomes[0]?.issueKey });
    },
  );

  it.each([0, 60])('a lost answer is made good with a search that lags %s seconds', async lag => {
    site.switches.searchLagSeconds = lag;
    const environment = `lost-${lag}`;
    const store = new FakeStore();
    const note = store.replace.bind(store);
    store.replace = () => Promise.reject(new Crash('before the id is noted'));
    await expect(sweep(store, [seenNow('1')], environment)).rejects.toThrow(Crash);
    store.replace = note;
    expect(store.memory('INF-03:site')?.state).toBe('claimed');
    clock.advanceTo(clock.now() + HOUR);
    const { outcomes } = await sweep(store, [seenNow('1')], environment);
    expect(outcomes[0]).toMatchObject({ did: 'adopted' });
  });

  it.each([true, false])(
    'one move to Done is answered once where the step back is refused, category dates served: %s',
    async statusCategoryDates => {
      site.switches.statusCategoryDates = statusCategoryDates;
      const store = new FakeStore();
      const environment = `guarded-${statusCategoryDates}`;
      const { outcomes } = await sweep(store, [seenNow('1')], environment);
      const key = outcomes[0]?.issueKey ?? '';
      await moveToDone(key);
      const allow = site.faults.add({ on: 'POST *transitions', fault: { kind: 'status', status: 400 } });
      for (let tick = 0; tick < 24; tick += 1) {
        clock.advanceTo(clock.now() + HOUR);
        await sweep(store, [seenNow('1')], environment);
      }
      allow();
      const { fields } = await issueOf(key);
      expect(fields.comment.comments).toHaveLength(1);
      expect('statuscategorychangedate' in fields).toBe(statusCategoryDates);
    },
  );

  it('a person who deletes it gets it once more', async () => {
    const store = new FakeStore();
    const first = await sweep(store, [seenNow('1')], 'deleted');
    await asking(site, site.as(site.people.ana))(`DELETE /rest/api/3/issue/${first.outcomes[0]?.issueKey}`);
    const second = await sweep(store, [seenNow('1')], 'deleted');
    expect(second.outcomes).toMatchObject([{ did: 'created' }]);
  });

  it('a data security policy that hides it from apps is not taken for a deletion', async () => {
    const store = new FakeStore();
    await sweep(store, [seenNow('1')], 'hidden');
    const admin = asking(site, site.as(site.people.ana));
    await admin('PUT /sandbox/projects/SEC/data-policy', { hiddenFromApps: true });
    const { states, outcomes } = await sweep(store, [seenNow('1')], 'hidden');
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
    const { problems } = await preflight(world.jira, world.filing({ project, publicAnyway: true }), everyone);
    expect(problems.map(({ code }) => code).filter(code => code !== 'type-missing')).toEqual(expected);
  });
});
