import { type StoredIssueStates } from '../../../src/remediation/run/stored-issue-state';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import { instant } from '../../../src/domain/instant';
import { type FakeJira } from '../fake-jira';
import { advanceHours, trackedFrom, publicFilter, runRemediation, updateLead } from '../fixtures';
import { createFixture, commentText } from '../single-item';

/* A site with several hundred work items, of which few change between two judgings. */

const MANY = 200;
/** The most that a tick files. */
const CAP = 20;

/** A finding in a space of its own: a work item each. */
const inSpace = (space: number, id = String(space)): TrackedFinding =>
  trackedFrom(publicFilter(id, { subject: { kind: 'scheme', id, space: String(space), name: id } }));
const trackedFindings = Array.from({ length: MANY }, (_, space) => inSpace(space));

/** How many work items were read, at a point each. */
function readIn(jira: FakeJira, from: number): number {
  return jira.calls
    .slice(from)
    .filter(({ operation }) => operation === 'issue.bulk-fetch')
    .reduce((sum, { input }) => sum + (input.body as { issueIdsOrKeys: string[] }).issueIdsOrKeys.length, 0);
}

/** A judging, with what the one before left; and what it read and wrote. */
function site() {
  const { jira, store } = createFixture();
  let observed: StoredIssueStates = new Map();
  const judge = async (found: readonly TrackedFinding[], changed: readonly string[] = []) => {
    const from = jira.calls.length;
    const known = new Map([...observed].filter(([id]) => !changed.includes(id)));
    const result = await runRemediation(jira, store, found, {
      tickStartedAt: instant(jira.now),
      observed: known,
    });
    ({ observed } = result);
    return { read: readIn(jira, from), calls: jira.calls.length - from, result };
  };
  const issueOf = (space: number) => {
    const issue = jira.issues.get(store.record(`INF-03:space-${space}`)?.issueId ?? '');
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
    await given.judge(trackedFindings);
    advanceHours(given.jira, 1);
  }
  return given;
}

describe('200 work items with nothing to do', () => {
  it('cost no points at a judging, and are shown as last seen', async () => {
    const { judge, issueIds } = await filed();
    const { read, calls, result } = await judge(trackedFindings);
    expect([read, calls]).toEqual([0, 0]);
    expect((await judge(trackedFindings, issueIds())).read).toBe(MANY);
    expect(result.states).toHaveLength(MANY);
    expect(result.states.every(({ status, is }) => status === 'Zu erledigen' && is === 'open')).toBe(true);
  });

  it('cost a point for one whose findings changed, which gets a comment', async () => {
    const { judge, issueOf } = await filed();
    const { read } = await judge([...trackedFindings, inSpace(7, 'more')]);
    expect(read).toBe(1);
    expect(issueOf(7).comments.map(commentText).join('\n')).toContain(updateLead(1, 0, 2));
    expect((await judge([...trackedFindings, inSpace(7, 'more')])).read).toBe(1);
    expect((await judge([...trackedFindings, inSpace(7, 'more')])).read).toBe(0);
  });

  it('cost a point for one that an event names, which is reopened', async () => {
    const { jira, judge, issueOf } = await filed();
    jira.move(issueOf(7).id, 'done');
    expect((await judge(trackedFindings)).read).toBe(0);
    advanceHours(jira, 1);
    const since = trackedFindings.map(tracked => ({
      ...tracked,
      lastSeen: instant(jira.now),
      readAt: instant(jira.now),
    }));
    expect((await judge(since, [issueOf(7).id])).read).toBe(1);
    expect(issueOf(7).status.category).not.toBe('done');
  });

  it('are read before acting: one that someone closed gets no second transition', async () => {
    const { jira, judge, issueOf } = await filed();
    jira.move(issueOf(7).id, 'done');
    const resolved = trackedFindings.map(tracked =>
      tracked.finding.subject.space === '7' ? { ...tracked, state: 'resolved' as const } : tracked,
    );
    const { read, result } = await judge(resolved);
    expect(read).toBe(1);
    expect(result.outcomes.map(({ effect: did }) => did)).toContain('confirmed');
  });
});
