import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import { HOUR } from '../../../src/domain/instant';
import { ISSUE_PROPERTY_KEY } from '../../../src/remediation/plan/issue-property';
import { OWN, type FakeIssue, type FakeJira } from '../fake-jira';
import { type FakeRecordStore } from '../fake-record-store';
import { advanceHours, messageText, trackedFrom, publicFilter, runRemediation } from '../fixtures';
import { KEY, createFixture, resolvedFinding, openFinding, commentText } from '../single-item';

/*
 * Anyone who can edit a work item can write its property. It only helps to find a work item whose ID was lost: the app's
 * own record decides.
 */

const OTHER = 'INF-03:space-7';
const inSpace = (of: Partial<TrackedFinding> = {}): TrackedFinding =>
  trackedFrom(
    publicFilter('3', { severity: 'critical', subject: { kind: 'filter', id: '3', space: '7' } }),
    of,
  );

const issueOfRecord = (jira: FakeJira, store: FakeRecordStore, key: string): FakeIssue =>
  jira.issue(store.record(key)?.issueId ?? '');

const propertyOf = ({ properties }: FakeIssue): Record<string, unknown> =>
  properties[ISSUE_PROPERTY_KEY] as Record<string, unknown>;

const setPropertyKey = (issue: FakeIssue, key: string): void => {
  issue.properties = { [ISSUE_PROPERTY_KEY]: { ...propertyOf(issue), key } };
};

const reportCount = ({ comments }: FakeIssue): number =>
  comments.filter(comment => commentText(comment).includes(messageText('remediation.comment.property')))
    .length;

describe('a work item whose property names another key', () => {
  it('is not adopted for that key: its finding gets its own work item, and nothing is announced as fixed', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const first = issueOfRecord(jira, store, KEY);
    const seen: TrackedFinding[] = [openFinding('1'), inSpace()];
    for (let hour = 0; hour < 30; hour += 1) {
      setPropertyKey(first, OTHER);
      advanceHours(jira, 1);
      await runRemediation(jira, store, seen);
    }
    const second = issueOfRecord(jira, store, OTHER);
    expect(second.id).not.toBe(first.id);
    expect([first, second].map(({ status }) => status.category)).toEqual(['new', 'new']);
    // The first is fixed, the critical one is open.
    await runRemediation(jira, store, [resolvedFinding('1', jira.now), inSpace()]);
    expect(first.status.category).toBe('done');
    expect(second.status.category).toBe('new');
    expect(second.comments.map(commentText).join()).not.toContain(messageText('remediation.comment.fixed'));
    expect(jira.issues.size).toBe(2);
  });

  it('is not closed as a duplicate of the one that it names', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1'), inSpace()]);
    jira.failures.set('issue.set-property', 'refused');
    for (let hour = 0; hour < 50; hour += 1) {
      setPropertyKey(issueOfRecord(jira, store, OTHER), KEY);
      advanceHours(jira, 1);
      await runRemediation(jira, store, [openFinding('1'), inSpace()]);
    }
    expect([...jira.issues.values()].map(({ status }) => status.category)).toEqual(['new', 'new']);
  });

  it('is not adopted once it is done and someone opened it again', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const first = issueOfRecord(jira, store, KEY);
    await runRemediation(jira, store, [resolvedFinding('1', jira.now)]);
    jira.move(first.id, 'todo');
    first.properties = { [ISSUE_PROPERTY_KEY]: { ...propertyOf(first), key: OTHER, state: 'open' } };
    advanceHours(jira, 1);
    await runRemediation(jira, store, [resolvedFinding('1', jira.now), inSpace()]);
    expect(issueOfRecord(jira, store, OTHER).id).not.toBe(first.id);
  });

  it('may swap keys with another one: each stays what it was', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1'), inSpace()]);
    const [one, other] = [issueOfRecord(jira, store, KEY), issueOfRecord(jira, store, OTHER)];
    setPropertyKey(one, OTHER);
    setPropertyKey(other, KEY);
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1'), inSpace()]);
    expect([propertyOf(one)['key'], propertyOf(other)['key']]).toEqual([KEY, OTHER]);
    await runRemediation(jira, store, [resolvedFinding('1', jira.now), inSpace()]);
    expect([one, other].map(({ status }) => status.category)).toEqual(['done', 'new']);
  });
});

describe('a property that someone changes again and again', () => {
  it.each<[string, unknown, number]>([
    ['to another key', { key: OTHER }, 1],
    ['to nonsense', 'nonsense', 1],
    ['to a huge value', { summary: 'x'.repeat(30_000) }, 1],
    ['to another site', { cloudId: 'other' }, 1],
    ['by removing it', undefined, 0],
  ])('%s is reported once at most, and restored once a day at most', async (_case, change, reported) => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const issue = issueOfRecord(jira, store, KEY);
    const own = propertyOf(issue);
    const outcomes: string[] = [];
    const calls = jira.calls.length;
    for (let tick = 0; tick < 3 * 24; tick += 1) {
      issue.properties =
        change === undefined
          ? {}
          : { [ISSUE_PROPERTY_KEY]: typeof change === 'object' ? { ...own, ...change } : change };
      jira.now += HOUR;
      outcomes.push(
        ...(await runRemediation(jira, store, [openFinding('1')])).outcomes.map(({ effect: did }) => did),
      );
    }
    const written = jira.calls.slice(calls).filter(({ operation }) => operation === 'issue.set-property');
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThanOrEqual(3);
    expect(reportCount(issue)).toBe(reported);
    expect(outcomes.filter(did => did === 'property-changed')).toHaveLength(reported);
    expect(JSON.stringify(store.record(KEY)).length).toBeLessThan(4_000);
  });

  it('is restored at once the first time, also where the report is refused', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const issue = issueOfRecord(jira, store, KEY);
    const own = { ...propertyOf(issue) };
    setPropertyKey(issue, OTHER);
    jira.failures.set('issue.comment', 'refused');
    await runRemediation(jira, store, [openFinding('1')]);
    expect(propertyOf(issue)).toEqual(own);
    expect(issue.comments).toEqual([]);
    jira.failures.clear();
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(reportCount(issue)).toBe(1);
  });
});

describe('a work item that the app did not create', () => {
  it('is never adopted, whatever its property contains', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const own = propertyOf(issueOfRecord(jira, store, KEY));
    const foreign = jira.add({
      creator: 'lee',
      properties: { [ISSUE_PROPERTY_KEY]: { ...own, key: OTHER } },
    });
    await runRemediation(jira, store, [openFinding('1'), inSpace()]);
    advanceHours(jira, 48);
    await runRemediation(jira, store, [openFinding('1'), inSpace()]);
    expect(foreign.status.category).toBe('new');
    expect(foreign.comments).toEqual([]);
    expect(issueOfRecord(jira, store, OTHER).creator).toBe(OWN);
  });
});
