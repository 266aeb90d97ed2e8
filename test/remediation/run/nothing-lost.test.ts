import { instant, MINUTE, SECOND } from '../../../src/domain/instant';
import { type FakeIssue } from '../fake-jira';
import { FakeRecordStore } from '../fake-record-store';
import {
  advanceHours,
  messageText,
  trackedFrom,
  NOON,
  publicFilter,
  runRemediation,
  updateLead,
} from '../fixtures';
import { KEY, createFixture, onlyIssue, commentText, openFinding, resolvedFinding } from '../single-item';

describe('nothing is lost', () => {
  it('a new installation adopts what the last one filed', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const { outcomes } = await runRemediation(jira, new FakeRecordStore(), [openFinding('1')]);
    expect(jira.issues.size).toBe(1);
    expect(outcomes.map(({ effect: did }) => did)).toContain('adopted');
  });

  it('a lost answer is recovered in ten minutes: the work item is found, not filed twice', async () => {
    const { jira, store } = createFixture();
    jira.loseAnswerOf = 'issue.create';
    const first = await runRemediation(jira, store, [openFinding('1')]);
    expect(first.outcomes).toMatchObject([{ effect: 'failed', problem: { code: 'unanswered' } }]);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(1);
    jira.now += 11 * MINUTE;
    await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(1);
    expect(store.record(KEY)).toMatchObject({ state: 'open', issueId: onlyIssue(jira).id });
  });

  it.each<[string, number, number]>([
    ['half a minute behind ours: it is what the claim filed', 30, 1],
    ['two minutes behind ours: it is an older one, and done', 120, 2],
  ])('a lost answer, moved to Done meanwhile, by a clock of Jira %s', async (_case, seconds, items) => {
    const { jira, store } = createFixture();
    jira.loseAnswerOf = 'issue.create';
    await runRemediation(jira, store, [openFinding('1')]);
    const lost = onlyIssue(jira);
    lost.created = (store.record(KEY)?.claimedAt ?? 0) - seconds * SECOND;
    jira.move(lost.id, 'done');
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1', { lastSeen: instant(jira.now) })]);
    expect(jira.issues.size).toBe(items);
  });

  it('a work item that was deleted and restored is closed as a duplicate, up to five deletions later', async () => {
    const { jira, store } = createFixture();
    const deleted: FakeIssue[] = [];
    const current = (): FakeIssue => jira.issue(store.record(KEY)?.issueId ?? '');
    await runRemediation(jira, store, [openFinding('1')]);
    for (let time = 0; time < 5; time += 1) {
      // It is filed again once; what was fixed in between may be deleted and filed again later.
      deleted.push(current());
      jira.delete(current().id);
      await runRemediation(jira, store, [openFinding('1')]);
      await runRemediation(jira, store, [resolvedFinding('1', jira.now)]);
      await runRemediation(jira, store, [openFinding('1', { reopenCount: time + 1 })]);
    }
    // Without its property no search finds it: the record does.
    for (const issue of deleted) jira.issues.set(issue.id, { ...issue, properties: {} });
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1', { reopenCount: 5 })]);
    expect(deleted.map(({ id }) => jira.issue(id).status.category)).toEqual(Array(5).fill('done'));
    expect(current().status.category).toBe('new');
  });

  it('with a lost answer nothing of what was filed is lost: no false proof, assignee, title', async () => {
    const { jira, store } = createFixture();
    jira.screen = jira.screen.filter(({ fieldId }) => fieldId !== 'assignee');
    jira.loseAnswerOf = 'issue.create';
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(onlyIssue(jira).assignee).toBe('admin');
    expect(onlyIssue(jira).comments).toEqual([]);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2'), openFinding('3')]);
    expect(onlyIssue(jira).summary).toContain('3 filters');
    const added = `${updateLead(1, 0, 3)}${messageText('remediation.comment.opened')}Filter 3`;
    expect(commentText(onlyIssue(jira).comments[0]).slice(0, added.length)).toBe(added);
  });

  it('what joined the baseline after a lost answer is not announced as fixed', async () => {
    const { jira, store } = createFixture();
    jira.loseAnswerOf = 'issue.create';
    await runRemediation(jira, store, [openFinding('1')]);
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1', { inBaseline: true })]);
    expect(onlyIssue(jira).status.category).toBe('done');
    expect(onlyIssue(jira).comments.map(commentText)).toEqual([
      expect.stringContaining(messageText('remediation.comment.baseline')),
    ]);
  });

  it('a work item with several reasons gives each finding its own, and no interval for open ones', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [
      openFinding('1'),
      openFinding('2'),
      openFinding('3', { inBaseline: true, addedReach: ['9'] }),
    ]);
    advanceHours(jira, 1);
    await runRemediation(jira, store, [
      resolvedFinding('1', jira.now),
      openFinding('2', { inBaseline: true }),
      openFinding('3', { inBaseline: true, narrowedAt: instant(jira.now) }),
    ]);
    const comment = commentText(onlyIssue(jira).comments[0]);
    expect(comment).toContain(messageText('remediation.comment.several'));
    expect(comment).not.toContain('Nothing was fixed');
    expect(comment).toContain(`Filter 2: ${messageText('remediation.comment.stays', { why: 'baseline' })}`);
    expect(comment).toContain(`Filter 3: ${messageText('remediation.comment.stays', { why: 'narrowed' })}`);
    const interval = { from: { at: NOON }, exact: false, to: { at: jira.now }, length: '1 h', by: '' };
    expect(comment).toContain(`Filter 1: ${messageText('remediation.comment.intervalBy', interval)}`);
  });

  it('a new installation that adopts rewrites the description without a comment', async () => {
    const { jira, store } = createFixture();
    await runRemediation(
      jira,
      store,
      ['1', '2', '3'].map(id => openFinding(id)),
    );
    const fresh = new FakeRecordStore();
    await runRemediation(
      jira,
      fresh,
      ['3', '4', '5', '6'].map(id => openFinding(id)),
    );
    expect(onlyIssue(jira).comments).toEqual([]);
    expect(onlyIssue(jira).summary).toContain('4 filters');
    expect(commentText(onlyIssue(jira).description)).toContain('Filter 6');
    await runRemediation(
      jira,
      fresh,
      ['3', '4', '5'].map(id => openFinding(id)),
    );
    expect(commentText(onlyIssue(jira).comments[0])).toBe(updateLead(0, 1, 3));
  });

  it('a new installation that could not rewrite what it adopted never announces a fix', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const fresh = new FakeRecordStore();
    jira.failures.set('issue.edit', 'refused');
    await runRemediation(jira, fresh, [openFinding('1')]);
    const histories = new Map([
      ['INF-03', { version: 1, completeReadAt: instant(jira.now + 1), findings: [] }],
    ] as const);
    await runRemediation(jira, fresh, [], { histories });
    expect(onlyIssue(jira).comments.map(commentText)).toEqual([
      expect.stringContaining(messageText('remediation.comment.not-known')),
    ]);
  });

  it('a claim is not given up while something may hide what it filed', async () => {
    const { jira, store } = createFixture();
    jira.loseAnswerOf = 'issue.create';
    await runRemediation(jira, store, [openFinding('1')]);
    expect(store.record(KEY)?.state).toBe('claimed');
    expect(jira.issues.size).toBe(1);
    jira.blocked = true;
    advanceHours(jira, 1);
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    expect(store.record(KEY)?.state).toBe('claimed');
    jira.blocked = false;
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    expect(onlyIssue(jira).status.category).toBe('done');
  });

  it('a hidden duplicate from a lost answer is closed within a day', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const first = onlyIssue(jira);
    const lost = jira.add({ properties: first.properties, security: true });
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1')]);
    lost.security = false;
    advanceHours(jira, 24);
    const { outcomes } = await runRemediation(jira, store, [openFinding('1')]);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['duplicate-closed']);
    expect(lost.status.category).toBe('done');
    expect(commentText(lost.comments[0])).toContain(first.key);
    expect(first.status.category).toBe('new');
  });

  it('what Jira refuses is kept with its reason, shown, and tried again later', async () => {
    const { jira, store } = createFixture();
    jira.failures.set('issue.create', 'refused');
    const { states } = await runRemediation(jira, store, [openFinding('1')]);
    expect(states).toMatchObject([
      { is: 'cannot-file', problem: { code: 'refused', args: { fields: 'customfield_1' } } },
    ]);
    jira.failures.clear();
    await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(0);
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(1);
  });

  it('one refusal by the filing space stops the rest of this scan', async () => {
    const { jira, store } = createFixture();
    jira.failures.set('issue.create', 'denied');
    const spaces = ['1', '2', '3'].map(space =>
      trackedFrom(publicFilter(space, { subject: { kind: 'filter', id: space, space } })),
    );
    const { outcomes, states } = await runRemediation(jira, store, spaces);
    expect(outcomes.filter(({ effect: did }) => did === 'failed')).toHaveLength(1);
    expect(states.map(({ is }) => is).sort()).toEqual(['cannot-file', 'queued', 'queued']);
  });

  it('a problem of the filing space is shown, and goes when it is fixed', async () => {
    const { jira, store } = createFixture();
    if (jira.project) jira.project.archived = true;
    const { states } = await runRemediation(jira, store, [openFinding('1')]);
    expect(states).toMatchObject([{ is: 'cannot-file', problem: { code: 'project-archived' } }]);
    const writes = store.writes;
    await runRemediation(jira, store, [openFinding('1')]);
    expect(store.writes).toBe(writes);
    if (jira.project) jira.project.archived = false;
    advanceHours(jira, 1);
    const after = await runRemediation(jira, store, [openFinding('1')]);
    expect(after.states).toMatchObject([{ is: 'open' }]);
    expect(after.states[0]?.problem).toBeUndefined();
  });

  it('a spent quota pauses quietly and continues with the next call', async () => {
    const { jira, store } = createFixture();
    jira.failures.set('issue.create', 'over-budget');
    const first = await runRemediation(jira, store, [openFinding('1')]);
    expect(first.ended).toBe('waiting');
    jira.failures.clear();
    await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(1);
  });

  it('stops between two work items when the slice’s time is up', async () => {
    const { jira, store } = createFixture();
    const { ended } = await runRemediation(jira, store, [openFinding('1')], { shouldPause: () => true });
    expect(ended).toBe('paused');
    expect(jira.issues.size).toBe(0);
  });

  it('failures of a read are no reason to file or to close', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.bulk-fetch', 'transient');
    const { ended } = await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    expect(ended).toBe('waiting');
    expect(onlyIssue(jira).status.category).toBe('new');
  });
});
