import { instant, MINUTE, SECOND } from '../../src/terms/instant';
import { type FakeIssue } from './fake-jira';
import { FakeStore } from './fake-store';
import { hoursLater, lifeOf, NOON, publicFilter, sweep } from './given';
import { KEY, begin, only, said, open, gone } from './one-item';

describe('nothing is lost', () => {
  it('a new installation adopts what the last one filed', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const { outcomes } = await sweep(jira, new FakeStore(), [open('1')]);
    expect(jira.issues.size).toBe(1);
    expect(outcomes.map(({ did }) => did)).toContain('adopted');
  });

  it('a lost answer is looked after in ten minutes: the work item is found, not filed twice', async () => {
    const { jira, store } = begin();
    jira.loseAnswerOf = 'issue.create';
    const first = await sweep(jira, store, [open('1')]);
    expect(first.outcomes).toMatchObject([{ did: 'failed', problem: { code: 'unanswered' } }]);
    await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(1);
    jira.now += 11 * MINUTE;
    await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(1);
    expect(store.memory(KEY)).toMatchObject({ state: 'open', issueId: only(jira).id });
  });

  it.each<[string, number, number]>([
    ['half a minute behind ours: it is what the claim filed', 30, 1],
    ['two minutes behind ours: it is an older one, and done', 120, 2],
  ])('a lost answer, moved to Done meanwhile, by a clock of Jira %s', async (_case, seconds, items) => {
    const { jira, store } = begin();
    jira.loseAnswerOf = 'issue.create';
    await sweep(jira, store, [open('1')]);
    const lost = only(jira);
    lost.created = (store.memory(KEY)?.claimedAt ?? 0) - seconds * SECOND;
    jira.move(lost.id, 'done');
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1', { lastSeen: instant(jira.now) })]);
    expect(jira.issues.size).toBe(items);
  });

  it('a work item that was deleted and restored is closed as a duplicate, up to five deletions later', async () => {
    const { jira, store } = begin();
    const deleted: FakeIssue[] = [];
    const current = (): FakeIssue => jira.issue(store.memory(KEY)?.issueId ?? '');
    await sweep(jira, store, [open('1')]);
    for (let time = 0; time < 5; time += 1) {
      // It is filed again once; what was fixed in between may be deleted and filed again later.
      deleted.push(current());
      jira.delete(current().id);
      await sweep(jira, store, [open('1')]);
      await sweep(jira, store, [gone('1', jira.now)]);
      await sweep(jira, store, [open('1', { returned: time + 1 })]);
    }
    // Without its property no search finds it: the record does.
    for (const issue of deleted) jira.issues.set(issue.id, { ...issue, properties: {} });
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1', { returned: 5 })]);
    expect(deleted.map(({ id }) => jira.issue(id).status.category)).toEqual(Array(5).fill('done'));
    expect(current().status.category).toBe('new');
  });

  it('with a lost answer nothing of what was filed is lost: no false proof, assignee, title', async () => {
    const { jira, store } = begin();
    jira.screen = jira.screen.filter(({ fieldId }) => fieldId !== 'assignee');
    jira.loseAnswerOf = 'issue.create';
    await sweep(jira, store, [open('1'), open('2')]);
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1'), open('2')]);
    await sweep(jira, store, [open('1'), open('2')]);
    expect(only(jira).assignee).toBe('admin');
    expect(only(jira).comments).toEqual([]);
    await sweep(jira, store, [open('1'), open('2'), open('3')]);
    expect(only(jira).summary).toContain('3 filters');
    expect(said(only(jira).comments[0])).toMatch(/^One more is open\. 3 are open now\.Now open: Filter 3/);
  });

  it('what became the baseline behind a lost answer is not said to be fixed', async () => {
    const { jira, store } = begin();
    jira.loseAnswerOf = 'issue.create';
    await sweep(jira, store, [open('1')]);
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1', { baseline: true })]);
    expect(only(jira).status.category).toBe('done');
    expect(only(jira).comments.map(said)).toEqual([expect.stringContaining('Nothing was fixed here')]);
  });

  it('what is over for several reasons says of each thing its own, and no interval of what is open', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1'), open('2'), open('3', { baseline: true, added: ['9'] })]);
    hoursLater(jira, 1);
    await sweep(jira, store, [
      gone('1', jira.now),
      open('2', { baseline: true }),
      open('3', { baseline: true, narrowedAt: instant(jira.now) }),
    ]);
    const comment = said(only(jira).comments[0]);
    expect(comment).toContain('for several reasons');
    expect(comment).not.toContain('Nothing was fixed');
    expect(comment).toContain('Filter 2: still open, and part of the starting point by now.');
    expect(comment).toContain('Filter 3: back to what it was at the starting point.');
    expect(comment).toContain('Filter 1: seen open from');
  });

  it('a new installation that adopts writes the text anew and says nothing', async () => {
    const { jira, store } = begin();
    await sweep(
      jira,
      store,
      ['1', '2', '3'].map(id => open(id)),
    );
    const fresh = new FakeStore();
    await sweep(
      jira,
      fresh,
      ['3', '4', '5', '6'].map(id => open(id)),
    );
    expect(only(jira).comments).toEqual([]);
    expect(only(jira).summary).toContain('4 filters');
    expect(said(only(jira).description)).toContain('Filter 6');
    await sweep(
      jira,
      fresh,
      ['3', '4', '5'].map(id => open(id)),
    );
    expect(said(only(jira).comments[0])).toBe('One is closed. 3 are open now.');
  });

  it('a new installation that could not yet write what it adopted never says that it is fixed', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const fresh = new FakeStore();
    jira.failing.set('issue.edit', 'refused');
    await sweep(jira, fresh, [open('1')]);
    const memories = new Map([
      ['INF-03', { version: 1, wholeAt: instant(jira.now + 1), lives: [] }],
    ] as const);
    await sweep(jira, fresh, [], { memories });
    expect(only(jira).comments.map(said)).toEqual([expect.stringContaining("can't say what was fixed")]);
  });

  it('a claim is not given up while something may hide what it filed', async () => {
    const { jira, store } = begin();
    jira.loseAnswerOf = 'issue.create';
    await sweep(jira, store, [open('1')]);
    expect(store.memory(KEY)?.state).toBe('claimed');
    expect(jira.issues.size).toBe(1);
    jira.blocked = true;
    hoursLater(jira, 1);
    await sweep(jira, store, [gone('1', NOON)]);
    expect(store.memory(KEY)?.state).toBe('claimed');
    jira.blocked = false;
    await sweep(jira, store, [gone('1', NOON)]);
    expect(only(jira).status.category).toBe('done');
  });

  it('a second one that a lost answer left, hidden until now, is closed within a day', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const first = only(jira);
    const lost = jira.add({ properties: first.properties, security: true });
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1')]);
    lost.security = false;
    hoursLater(jira, 24);
    const { outcomes } = await sweep(jira, store, [open('1')]);
    expect(outcomes.map(({ did }) => did)).toEqual(['duplicate-closed']);
    expect(lost.status.category).toBe('done');
    expect(said(lost.comments[0])).toContain(first.key);
    expect(first.status.category).toBe('new');
  });

  it('what Jira refuses is kept with its reason, shown, and tried again later', async () => {
    const { jira, store } = begin();
    jira.failing.set('issue.create', 'refused');
    const { states } = await sweep(jira, store, [open('1')]);
    expect(states).toMatchObject([
      { is: 'cannot-file', problem: { code: 'refused', args: { fields: 'customfield_1' } } },
    ]);
    jira.failing.clear();
    await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(0);
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(1);
  });

  it('one refusal of the target stops the others of this sweep, instead of asking for each', async () => {
    const { jira, store } = begin();
    jira.failing.set('issue.create', 'denied');
    const spaces = ['1', '2', '3'].map(space =>
      lifeOf(publicFilter(space, { subject: { kind: 'filter', id: space, space } })),
    );
    const { outcomes, states } = await sweep(jira, store, spaces);
    expect(outcomes.filter(({ did }) => did === 'failed')).toHaveLength(1);
    expect(states.map(({ is }) => is).sort()).toEqual(['cannot-file', 'queued', 'queued']);
  });

  it('a problem of the target is a visible state, and goes when the target is mended', async () => {
    const { jira, store } = begin();
    if (jira.project) jira.project.archived = true;
    const { states } = await sweep(jira, store, [open('1')]);
    expect(states).toMatchObject([{ is: 'cannot-file', problem: { code: 'project-archived' } }]);
    const writes = store.writes;
    await sweep(jira, store, [open('1')]);
    expect(store.writes).toBe(writes);
    if (jira.project) jira.project.archived = false;
    hoursLater(jira, 1);
    const after = await sweep(jira, store, [open('1')]);
    expect(after.states).toMatchObject([{ is: 'open' }]);
    expect(after.states[0]?.problem).toBeUndefined();
  });

  it('a spent quota stops quietly and goes on with the next call', async () => {
    const { jira, store } = begin();
    jira.failing.set('issue.create', 'over-budget');
    const first = await sweep(jira, store, [open('1')]);
    expect(first.ended).toBe('waits');
    jira.failing.clear();
    await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(1);
  });

  it('stops between two work items when the slice is over', async () => {
    const { jira, store } = begin();
    const { ended } = await sweep(jira, store, [open('1')], { pause: () => true });
    expect(ended).toBe('paused');
    expect(jira.issues.size).toBe(0);
  });

  it('failures of a read are no reason to file or to close', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.bulk-fetch', 'transient');
    const { ended } = await sweep(jira, store, [gone('1', NOON)]);
    expect(ended).toBe('waits');
    expect(only(jira).status.category).toBe('new');
  });
});
