import { instant } from '../../src/terms/instant';
import { hoursLater, lifeOf, NOON, publicFilter, settingsWith, sweep } from './given';
import { KEY, begin, only, said, open, gone } from './one-item';

describe('a work item is filed', () => {
  it('once for a control and place, with its property, and then left alone', async () => {
    const { jira, store } = begin();
    const first = await sweep(jira, store, [open('1'), open('2')]);
    expect(first.outcomes.map(({ did }) => did)).toEqual(['created']);
    expect(only(jira).properties['shared-responsibility']).toMatchObject({
      key: KEY,
      control: 'INF-03',
      cloudId: 'cloud-1',
      environmentId: 'env-1',
      open: 2,
    });
    const writes = store.writes;
    hoursLater(jira, 1);
    const second = await sweep(jira, store, [open('1'), open('2')]);
    expect(second.outcomes.filter(({ did }) => did !== 'duplicate-closed')).toEqual([]);
    hoursLater(jira, 1);
    const calls = jira.calls.length;
    await sweep(jira, store, [open('1'), open('2')]);
    expect(jira.calls.slice(calls).map(({ operation }) => operation)).toEqual(['issue.bulk-fetch']);
    // Having looked for a second one is the only write that follows.
    expect(store.writes).toBe(writes + 1);
    expect(only(jira).comments).toEqual([]);
  });

  it('with priority, label, due date and the owner as assignee', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [lifeOf(publicFilter('1', { owner: 'lee', severity: 'high' }))]);
    expect(only(jira)).toMatchObject({
      assignee: 'lee',
      priority: '2',
      labels: ['shared-responsibility'],
      duedate: '2026-11-27',
    });
  });

  it('with the component of its area where the space has one, and makes none', async () => {
    const { jira, store } = begin();
    jira.screen.push({
      fieldId: 'components',
      name: 'Components',
      required: false,
      allowedValues: [
        { id: '7', name: 'Backend' },
        { id: '8', name: 'information' },
      ],
    });
    await sweep(jira, store, [open('1')]);
    expect(only(jira).component).toBe('8');
    const { jira: other, store: empty } = begin();
    other.screen.push({ fieldId: 'components', name: 'Components', required: false, allowedValues: [] });
    await sweep(other, empty, [open('1')]);
    expect(only(other).component).toBeUndefined();
  });

  it('to the default assignee, and says so, where the owner can not be assigned', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [lifeOf(publicFilter('1', { owner: 'gone-person' }))]);
    expect(only(jira).assignee).toBe('admin');
    expect(JSON.stringify(only(jira).description)).toContain('"id":"gone-person"');
    expect(said(only(jira).description)).toContain("can't be assigned here");
  });

  it('to an owner who is assignable though the default assignee left; without one it waits unassigned', async () => {
    const { jira, store } = begin();
    jira.assignable.delete('admin');
    await sweep(jira, store, [
      lifeOf(publicFilter('1', { owner: 'lee', subject: { kind: 'filter', id: '1', space: '1' } })),
      open('2'),
    ]);
    expect([...jira.issues.values()].map(({ assignee }) => assignee).sort()).toEqual(['lee', undefined]);
    const [waits] = [...jira.issues.values()].filter(({ assignee }) => assignee === undefined);
    expect(JSON.stringify(waits?.description)).toContain('"id":"admin"');
  });

  it('not to somebody who would not see it', async () => {
    const { jira, store } = begin();
    jira.blind.add('lee');
    await sweep(jira, store, [lifeOf(publicFilter('1', { owner: 'lee' }))]);
    expect(only(jira).assignee).toBe('admin');
  });

  it('and assigned afterwards where the create screen has no such field', async () => {
    const { jira, store } = begin();
    jira.screen = jira.screen.filter(({ fieldId }) => fieldId !== 'assignee');
    await sweep(jira, store, [open('1')]);
    expect(only(jira).assignee).toBeUndefined();
    await sweep(jira, store, [open('1')]);
    expect(only(jira).assignee).toBe('admin');
  });

  it.each([
    ['no project', { filing: { issueType: '10001' } }],
    ['no work type', { filing: { project: 'SEC' } }],
    ['no baseline', { baseline: undefined }],
  ])('never with %s', async (_case, settings) => {
    const { jira, store } = begin();
    const { states } = await sweep(jira, store, [open('1')], { settings: settingsWith(settings) });
    expect(jira.issues.size).toBe(0);
    expect(jira.calls).toEqual([]);
    expect(states).toEqual([]);
  });

  it('not for what stands in the baseline, nor for what a rule or a setting brought', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [
      open('1', { baseline: true }),
      open('2', { origin: 'rule' }),
      open('3', { origin: 'setting' }),
      open('4', { state: 'suspected' }),
    ]);
    expect(jira.issues.size).toBe(0);
  });

  it('for the baseline too where the admin wants everything filed', async () => {
    const { jira, store } = begin();
    const settings = settingsWith({ baseline: { mode: 'all', takenAt: NOON, by: 'admin' } });
    await sweep(jira, store, [open('1', { baseline: true })], { settings });
    expect(jira.issues.size).toBe(1);
  });

  it('at most as often as the cap of the sweep allows, and the rest waits visibly', async () => {
    const { jira, store } = begin();
    const spaces = ['1', '2', '3'].map(space =>
      lifeOf(publicFilter(space, { subject: { kind: 'filter', id: space, space } })),
    );
    const settings = settingsWith({ filing: { ...settingsWith().filing, cap: 2 } });
    const first = await sweep(jira, store, spaces, { settings });
    expect(jira.issues.size).toBe(2);
    expect(first.states.filter(({ is }) => is === 'queued')).toHaveLength(1);
    await sweep(jira, store, spaces, { settings });
    expect(jira.issues.size).toBe(2);
    hoursLater(jira, 1);
    await sweep(jira, store, spaces, { settings, since: instant(jira.now) });
    expect(jira.issues.size).toBe(3);
  });
});

describe('due date and priority', () => {
  const rising = (severity: 'medium' | 'critical', lastSeen = NOON) =>
    lifeOf(publicFilter('1', { severity }), { lastSeen });

  it('follow a severity that rises, and never fall with it', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [rising('medium')]);
    expect(only(jira)).toMatchObject({ duedate: '2026-12-11', priority: '3' });
    await sweep(jira, store, [rising('critical')]);
    expect(only(jira)).toMatchObject({ duedate: '2026-11-24', priority: '1' });
    expect(said(only(jira).description)).toContain('Tuesday, November 24, 2026');
    await sweep(jira, store, [rising('medium')]);
    expect(only(jira)).toMatchObject({ duedate: '2026-11-24', priority: '1' });
  });

  it('stay as a person set them, and the text says the day that a person set', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [rising('medium')]);
    Object.assign(only(jira), { duedate: '2026-12-24', priority: '5' });
    const { outcomes } = await sweep(jira, store, [rising('medium')]);
    expect(outcomes.map(({ did }) => did)).toEqual(['rewritten']);
    expect(said(only(jira).description)).toContain('Thursday, December 24, 2026');
    await sweep(jira, store, [rising('critical')]);
    expect(only(jira)).toMatchObject({ duedate: '2026-12-24', priority: '5' });
  });

  it('a day that has passed is counted anew when it opens again', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [rising('medium')]);
    await sweep(jira, store, [gone('1', NOON)]);
    hoursLater(jira, 24 * 60);
    const again = rising('medium', instant(jira.now));
    await sweep(jira, store, [again]);
    await sweep(jira, store, [again]);
    expect(only(jira).duedate).toBe('2027-02-09');
    expect(said(only(jira).description)).toContain('Tuesday, February 9, 2027');
    expect(only(jira).comments).toHaveLength(2);
  });

  it('a day that has passed is counted anew when more is found, and the comment and the text say so', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [rising('medium')]);
    hoursLater(jira, 24 * 30);
    const both = [rising('medium'), open('2')];
    await sweep(jira, store, both);
    expect(only(jira).duedate).toBe('2027-01-08');
    expect(said(only(jira).description)).toContain('Friday, January 8, 2027');
    expect(said(only(jira).comments[0])).toContain(
      'Please do something about it by Friday, January 8, 2027.',
    );
    const calls = jira.calls.length;
    hoursLater(jira, 1);
    await sweep(jira, store, both);
    expect(jira.calls.slice(calls).map(({ operation }) => operation)).not.toContain('issue.edit');
  });

  it('a passed day that a person chose stays, however it grows, and no comment promises another', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [rising('medium')]);
    only(jira).duedate = '2026-11-25';
    hoursLater(jira, 24 * 30);
    await sweep(jira, store, [rising('medium'), open('2')]);
    expect(only(jira).duedate).toBe('2026-11-25');
    expect(said(only(jira).comments[0])).not.toContain('by ');
  });

  it('that Jira does not let the app set are not asked for with every sweep', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [rising('medium')]);
    jira.failing.set('issue.edit', 'refused');
    await sweep(jira, store, [rising('critical')]);
    jira.failing.clear();
    hoursLater(jira, 1);
    await sweep(jira, store, [rising('critical')]);
    expect(only(jira)).toMatchObject({ duedate: '2026-12-11', priority: '3' });
    expect(said(only(jira).description)).toContain('Friday, December 11, 2026');
  });
});
