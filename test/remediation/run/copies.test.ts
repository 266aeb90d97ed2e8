import { ISSUE_PROPERTY_KEY } from '../../../src/remediation/plan/issue-property';
import { type FakeIssue, type FakeJira } from '../fake-jira';
import { advanceHours, messageText, runRemediation } from '../fixtures';
import { createFixture, resolvedFinding, openFinding, commentText } from '../single-item';

/* A restore, an automation, or a clone can copy a work item in the app's own name, property and all. */

const originalIssue = (jira: FakeJira): FakeIssue => {
  const [issue] = jira.issues.values();
  if (issue === undefined) throw new Error('nothing was filed');
  return issue;
};

const addCopy = (jira: FakeJira, of: Record<string, unknown> = {}, creator?: string): FakeIssue => {
  const property = originalIssue(jira).properties[ISSUE_PROPERTY_KEY] as object;
  return jira.add({
    properties: { [ISSUE_PROPERTY_KEY]: { ...property, state: 'open', ...of } },
    ...(creator === undefined ? {} : { creator }),
  });
};

const search = { searchCopies: true };

describe('a copy of a work item', () => {
  it('is closed as a duplicate with one comment, though the original is done', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1', jira.now)]);
    const copy = addCopy(jira);
    advanceHours(jira, 1);
    for (let day = 0; day < 3; day += 1) {
      const { searchedCopies } = await runRemediation(jira, store, [resolvedFinding('1', jira.now)], search);
      expect(searchedCopies).toBe(true);
      advanceHours(jira, 24);
    }
    expect(copy.status.category).toBe('done');
    expect(copy.comments.map(commentText)).toEqual([
      messageText('remediation.comment.duplicate', { key: originalIssue(jira).key }),
    ]);
    expect(originalIssue(jira).comments).toHaveLength(1);
  });

  it('is closed while the original is open, which stays open', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const copy = addCopy(jira);
    const { outcomes } = await runRemediation(jira, store, [openFinding('1')], search);
    expect(outcomes.map(({ effect: did, issueKey }) => [did, issueKey])).toEqual([
      ['duplicate-closed', copy.key],
    ]);
    expect(originalIssue(jira).status.category).toBe('new');
  });

  it('gets one comment where the workflow has no step to Done', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const copy = addCopy(jira);
    jira.blockedCategories.add('done');
    for (let day = 0; day < 3; day += 1) await runRemediation(jira, store, [openFinding('1')], search);
    expect(copy.comments).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['another site', { cloudId: 'another' }, undefined],
    ['another environment', { environmentId: 'another' }, undefined],
    ['a person', {}, 'lee'],
    ['a key that no record has', { key: 'INF-03:space-99' }, undefined],
  ])('of %s is left alone', async (_case, of, creator) => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1', jira.now)]);
    const copy = addCopy(jira, of, creator);
    await runRemediation(jira, store, [resolvedFinding('1', jira.now)], search);
    expect([copy.status.category, copy.comments]).toEqual(['new', []]);
  });

  it('costs no read of what is on record', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const calls = jira.calls.length;
    await runRemediation(jira, store, [openFinding('1')], search);
    expect(jira.calls.slice(calls).map(({ operation }) => operation)).toEqual([
      'issue.bulk-fetch',
      'issue.search',
    ]);
  });
});

describe('work items that Jira no longer shows', () => {
  it('ask once about their space, and a hundred at most one by one', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const record = [...store.stored.values()].map(text => JSON.parse(text) as Record<string, unknown>)[0];
    for (let space = 0; space < 150; space += 1) {
      const key = `INF-03:space-${space}` as const;
      const hidden = { ...record, key, place: `space-${space}`, issueId: String(20_000 + space) };
      store.stored.set(key, JSON.stringify(hidden));
    }
    jira.blocked = true;
    const calls = jira.calls.length;
    const { states, outcomes } = await runRemediation(jira, store, [openFinding('1')]);
    expect(outcomes).toEqual([]);
    const operations = jira.calls.slice(calls).map(({ operation }) => operation);
    expect(operations.filter(operation => operation === 'data-policy.get')).toHaveLength(1);
    expect(operations.filter(operation => operation === 'issue.get')).toHaveLength(100);
    expect(states).toHaveLength(151);
    // Those that were not asked for stay as they were.
    expect(states.filter(({ is }) => is === 'hidden')).toHaveLength(100);
    expect(states.filter(({ is }) => is === 'open')).toHaveLength(51);
  });
});
