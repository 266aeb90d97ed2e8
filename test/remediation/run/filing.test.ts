import { instant } from '../../../src/domain/instant';
import {
  advanceHours,
  messageText,
  trackedFrom,
  NOON,
  publicFilter,
  settingsWith,
  runRemediation,
} from '../fixtures';
import { KEY, createFixture, onlyIssue, commentText, openFinding, resolvedFinding } from '../single-item';

describe('a work item is filed', () => {
  it('once for a control and place, with its property, and then left alone', async () => {
    const { jira, store } = createFixture();
    const first = await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(first.outcomes.map(({ effect: did }) => did)).toEqual(['created']);
    expect(onlyIssue(jira).properties['shared-responsibility']).toMatchObject({
      key: KEY,
      control: 'INF-03',
      cloudId: 'cloud-1',
      environmentId: 'env-1',
      open: 2,
    });
    const writes = store.writes;
    advanceHours(jira, 1);
    const second = await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(second.outcomes.filter(({ effect: did }) => did !== 'duplicate-closed')).toEqual([]);
    advanceHours(jira, 1);
    const calls = jira.calls.length;
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(jira.calls.slice(calls).map(({ operation }) => operation)).toEqual(['issue.bulk-fetch']);
    // Having looked for a second one is the only write that follows.
    expect(store.writes).toBe(writes + 1);
    expect(onlyIssue(jira).comments).toEqual([]);
  });

  it('with priority, label, due date and the owner as assignee', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [trackedFrom(publicFilter('1', { owner: 'lee', severity: 'high' }))]);
    expect(onlyIssue(jira)).toMatchObject({
      assignee: 'lee',
      priority: '2',
      labels: ['shared-responsibility'],
      duedate: '2026-11-27',
    });
  });

  it('with the component of its area where the space has one, and makes none', async () => {
    const { jira, store } = createFixture();
    jira.screen.push({
      fieldId: 'components',
      name: 'Components',
      required: false,
      allowedValues: [
        { id: '7', name: 'Backend' },
        { id: '8', name: 'information' },
      ],
    });
    await runRemediation(jira, store, [openFinding('1')]);
    expect(onlyIssue(jira).component).toBe('8');
    const { jira: other, store: empty } = createFixture();
    other.screen.push({ fieldId: 'components', name: 'Components', required: false, allowedValues: [] });
    await runRemediation(other, empty, [openFinding('1')]);
    expect(onlyIssue(other).component).toBeUndefined();
  });

  it('to the default assignee, and says so, if the owner can’t be assigned', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [trackedFrom(publicFilter('1', { owner: 'gone-person' }))]);
    expect(onlyIssue(jira).assignee).toBe('admin');
    expect(JSON.stringify(onlyIssue(jira).description)).toContain('"id":"gone-person"');
    expect(commentText(onlyIssue(jira).description)).toContain(
      messageText('remediation.part.instead', { person: '' }),
    );
  });

  it('to an owner who is assignable though the default assignee left; without one it waits unassigned', async () => {
    const { jira, store } = createFixture();
    jira.assignable.delete('admin');
    await runRemediation(jira, store, [
      trackedFrom(publicFilter('1', { owner: 'lee', subject: { kind: 'filter', id: '1', space: '1' } })),
      openFinding('2'),
    ]);
    expect([...jira.issues.values()].map(({ assignee }) => assignee).sort()).toEqual(['lee', undefined]);
    const [waits] = [...jira.issues.values()].filter(({ assignee }) => assignee === undefined);
    expect(JSON.stringify(waits?.description)).toContain('"id":"admin"');
  });

  it('not to someone who can’t see it', async () => {
    const { jira, store } = createFixture();
    jira.withoutBrowse.add('lee');
    await runRemediation(jira, store, [trackedFrom(publicFilter('1', { owner: 'lee' }))]);
    expect(onlyIssue(jira).assignee).toBe('admin');
  });

  it('and assigned afterwards where the create screen has no such field', async () => {
    const { jira, store } = createFixture();
    jira.screen = jira.screen.filter(({ fieldId }) => fieldId !== 'assignee');
    await runRemediation(jira, store, [openFinding('1')]);
    expect(onlyIssue(jira).assignee).toBeUndefined();
    await runRemediation(jira, store, [openFinding('1')]);
    expect(onlyIssue(jira).assignee).toBe('admin');
  });

  it.each([
    ['no project', { filing: { issueType: '10001' } }],
    ['no work type', { filing: { project: 'SEC' } }],
    ['no baseline', { baseline: undefined }],
  ])('never with %s', async (_case, settings) => {
    const { jira, store } = createFixture();
    const { states } = await runRemediation(jira, store, [openFinding('1')], {
      settings: settingsWith(settings),
    });
    expect(jira.issues.size).toBe(0);
    expect(jira.calls).toEqual([]);
    expect(states).toEqual([]);
  });

  it('not for what is in the baseline, nor for what a rule or a setting brought', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [
      openFinding('1', { inBaseline: true }),
      openFinding('2', { origin: 'rule' }),
      openFinding('3', { origin: 'setting' }),
      openFinding('4', { state: 'unconfirmed' }),
    ]);
    expect(jira.issues.size).toBe(0);
  });

  it('for the baseline too where the admin wants everything filed', async () => {
    const { jira, store } = createFixture();
    const settings = settingsWith({ baseline: { mode: 'all', takenAt: NOON, by: 'admin' } });
    await runRemediation(jira, store, [openFinding('1', { inBaseline: true })], { settings });
    expect(jira.issues.size).toBe(1);
  });

  it('up to the cap of a scan, and the rest waits visibly', async () => {
    const { jira, store } = createFixture();
    const spaces = ['1', '2', '3'].map(space =>
      trackedFrom(publicFilter(space, { subject: { kind: 'filter', id: space, space } })),
    );
    const settings = settingsWith({ filing: { ...settingsWith().filing, cap: 2 } });
    const first = await runRemediation(jira, store, spaces, { settings });
    expect(jira.issues.size).toBe(2);
    expect(first.states.filter(({ is }) => is === 'queued')).toHaveLength(1);
    await runRemediation(jira, store, spaces, { settings });
    expect(jira.issues.size).toBe(2);
    advanceHours(jira, 1);
    await runRemediation(jira, store, spaces, { settings, tickStartedAt: instant(jira.now) });
    expect(jira.issues.size).toBe(3);
  });
});

describe('due date and priority', () => {
  const rising = (severity: 'medium' | 'critical', lastSeen = NOON) =>
    trackedFrom(publicFilter('1', { severity }), { lastSeen });

  it('follow a severity that rises, and never fall with it', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [rising('medium')]);
    expect(onlyIssue(jira)).toMatchObject({ duedate: '2026-12-11', priority: '3' });
    await runRemediation(jira, store, [rising('critical')]);
    expect(onlyIssue(jira)).toMatchObject({ duedate: '2026-11-24', priority: '1' });
    expect(commentText(onlyIssue(jira).description)).toContain('Tuesday, November 24, 2026');
    await runRemediation(jira, store, [rising('medium')]);
    expect(onlyIssue(jira)).toMatchObject({ duedate: '2026-11-24', priority: '1' });
  });

  it('stay as a person set them, and the description shows that day', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [rising('medium')]);
    Object.assign(onlyIssue(jira), { duedate: '2026-12-24', priority: '5' });
    const { outcomes } = await runRemediation(jira, store, [rising('medium')]);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['rewritten']);
    expect(commentText(onlyIssue(jira).description)).toContain('Thursday, December 24, 2026');
    await runRemediation(jira, store, [rising('critical')]);
    expect(onlyIssue(jira)).toMatchObject({ duedate: '2026-12-24', priority: '5' });
  });

  it('a day that has passed is counted anew when it opens again', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [rising('medium')]);
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    advanceHours(jira, 24 * 60);
    const again = rising('medium', instant(jira.now));
    await runRemediation(jira, store, [again]);
    await runRemediation(jira, store, [again]);
    expect(onlyIssue(jira).duedate).toBe('2027-02-09');
    expect(commentText(onlyIssue(jira).description)).toContain('Tuesday, February 9, 2027');
    expect(onlyIssue(jira).comments).toHaveLength(2);
  });

  it('a past due date is renewed when more is found, and the comment and description say so', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [rising('medium')]);
    advanceHours(jira, 24 * 30);
    const both = [rising('medium'), openFinding('2')];
    await runRemediation(jira, store, both);
    expect(onlyIssue(jira).duedate).toBe('2027-01-08');
    expect(commentText(onlyIssue(jira).description)).toContain('Friday, January 8, 2027');
    expect(commentText(onlyIssue(jira).comments[0])).toContain(
      messageText('remediation.comment.due', { day: 'Friday, January 8, 2027' }),
    );
    const calls = jira.calls.length;
    advanceHours(jira, 1);
    await runRemediation(jira, store, both);
    expect(jira.calls.slice(calls).map(({ operation }) => operation)).not.toContain('issue.edit');
  });

  it('a passed day that a person chose stays, however it grows, and no comment promises another', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [rising('medium')]);
    onlyIssue(jira).duedate = '2026-11-25';
    advanceHours(jira, 24 * 30);
    await runRemediation(jira, store, [rising('medium'), openFinding('2')]);
    expect(onlyIssue(jira).duedate).toBe('2026-11-25');
    expect(commentText(onlyIssue(jira).comments[0])).not.toContain('by ');
  });

  it('that Jira doesn’t let the app set are not retried with every scan', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [rising('medium')]);
    jira.failures.set('issue.edit', 'refused');
    await runRemediation(jira, store, [rising('critical')]);
    jira.failures.clear();
    advanceHours(jira, 1);
    await runRemediation(jira, store, [rising('critical')]);
    expect(onlyIssue(jira)).toMatchObject({ duedate: '2026-12-11', priority: '3' });
    expect(commentText(onlyIssue(jira).description)).toContain('Friday, December 11, 2026');
  });
});
