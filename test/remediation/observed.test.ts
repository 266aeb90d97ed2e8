import { type Observations } from '../../src/remediation/observed';
import { type Life } from '../../src/terms/life';
import { instant } from '../../src/terms/instant';
import { type FakeJira } from './fake-jira';
import { hoursLater, lifeOf, publicFilter, sweep } from './given';
import { begin, said } from './one-item';

/* A site with several hundred work items, of which few change between two judgings. */

const MANY = 200;
/** The most that a tick files. */
const CAP = 20;

/** A finding in a space of its own: a work item each. */
const inSpace = (space: number, id = String(space)): Life =>
  lifeOf(publicFilter(id, { subject: { kind: 'scheme', id, space: String(space), name: id } }));
const lives = Array.from({ length: MANY }, (_, space) => inSpace(space));

/** How many work items were read, at a point each. */
function readIn(jira: FakeJira, from: number): number {
  return jira.calls
    .slice(from)
    .filter(({ operation }) => operation === 'issue.bulk-fetch')
    .reduce((sum, { input }) => sum + (input.body as { issueIdsOrKeys: string[] }).issueIdsOrKeys.length, 0);
}

/** A judging, with what the one before left; and what it read and wrote. */
function site() {
  const { jira, store } = begin();
  let observed: Observations = new Map();
  const judge = async (found: readonly Life[], changed: readonly string[] = []) => {
    const from = jira.calls.length;
    const known = new Map([...observed].filter(([id]) => !changed.includes(id)));
    const result = await sweep(jira, store, found, { since: instant(jira.now), observed: known });
    ({ observed } = result);
    return { read: readIn(jira, from), calls: jira.calls.length - from, result };
  };
  const issueOf = (space: number) => {
    const issue = jira.issues.get(store.memory(`INF-03:space-${space}`)?.issueId ?? '');
    if (issue === undefined) throw new Error('it was not filed');
    return issue;
  };
  const issueIds = (): readonly string[] => [...jira.issues.keys()];
  return { jira, store, judge, issueOf, issueIds };
}

/** All were filed, and read since. */
async function filed() {
  const given = site();
  for (let tick = 0; tick < MANY / CAP + 3; tick += 1) {
    await given.judge(lives);
    hoursLater(given.jira, 1);
  }
  return given;
}

describe('200 work items of which nothing is to be done', () => {
  it('cost no point at a judging, and are all shown as they were seen last', async () => {
    const { judge, issueIds } = await filed();
    const { read, calls, result } = await judge(lives);
    expect([read, calls]).toEqual([0, 0]);
    expect((await judge(lives, issueIds())).read).toBe(MANY);
    expect(result.states).toHaveLength(MANY);
    expect(result.states.every(({ status, is }) => status === 'Zu erledigen' && is === 'open')).toBe(true);
  });

  it('cost a point for one whose findings changed, which is told there', async () => {
    const { judge, issueOf } = await filed();
    const { read } = await judge([...lives, inSpace(7, 'more')]);
    expect(read).toBe(1);
    expect(issueOf(7).comments.map(said).join('\n')).toMatch(/One more is open/);
    expect((await judge([...lives, inSpace(7, 'more')])).read).toBe(1);
    expect((await judge([...lives, inSpace(7, 'more')])).read).toBe(0);
  });

  it('cost a point for one that an event names, which is reopened', async () => {
    const { jira, judge, issueOf } = await filed();
    jira.move(issueOf(7).id, 'done');
    expect((await judge(lives)).read).toBe(0);
    hoursLater(jira, 1);
    const since = lives.map(life => ({ ...life, lastSeen: instant(jira.now), readAt: instant(jira.now) }));
    expect((await judge(since, [issueOf(7).id])).read).toBe(1);
    expect(issueOf(7).status.category).not.toBe('done');
  });

  it('are never acted on as they were seen: one that someone closed gets no second step', async () => {
    const { jira, judge, issueOf } = await filed();
    jira.move(issueOf(7).id, 'done');
    const over = lives.map(life =>
      life.finding.subject.space === '7' ? { ...life, state: 'gone' as const } : life,
    );
    const { read, result } = await judge(over);
    expect(read).toBe(1);
    expect(result.outcomes.map(({ did }) => did)).toContain('confirmed');
  });
});
