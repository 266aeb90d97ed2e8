import { SAY_WITHIN } from '../../src/remediation/patience';
import { HOUR, instant, later, MINUTE } from '../../src/terms/instant';
import { FakeJira } from './fake-jira';
import { FakeStore } from './fake-store';
import { hoursLater, lifeOf, NOON, publicFilter, settingsWith, sweep } from './given';

const KEY = 'INF-03:site';

function begin() {
  const jira = new FakeJira();
  jira.now = NOON;
  const store = new FakeStore();
  return { jira, store };
}

const only = (jira: FakeJira) => {
  const [issue, ...others] = jira.issues.values();
  if (issue === undefined || others.length > 0) throw new Error(`${jira.issues.size} work items`);
  return issue;
};

const said = (comment: unknown): string => {
  const node = comment as { text?: string; content?: unknown[] };
  return node.text ?? (node.content ?? []).map(said).join('');
};

const open = (id: string, of = {}) => lifeOf(publicFilter(id), of);
const gone = (id: string, at: number) =>
  lifeOf(publicFilter(id), {
    state: 'gone',
    closed: { is: 'recorded', at: instant(at), by: 'lee', change: '1' },
  });

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

describe('what changes is said once', () => {
  it('with a comment that names what is new and what is left', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [open('1'), open('2')]);
    await sweep(jira, store, [open('1'), open('2')]);
    expect(only(jira).comments).toHaveLength(1);
    expect(said(only(jira).comments[0])).toContain('One more is open.');
    expect(said(only(jira).comments[0])).toContain('Filter 2');
    await sweep(jira, store, [gone('1', NOON), open('2')]);
    expect(said(only(jira).comments[1])).toContain('One is closed.');
    expect(said(only(jira).comments[1])).toContain('One is open now.');
  });

  it('at once where all is known, and else when it has waited long enough, which it asks for', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const waits = lifeOf(publicFilter('3'), { state: 'suspected' });
    const kept = await sweep(jira, store, [open('1'), open('2'), waits]);
    expect(only(jira).comments).toEqual([]);
    expect(kept.lookAgainAt).toBe(later(NOON, SAY_WITHIN));
    jira.now = later(NOON, SAY_WITHIN);
    const over = await sweep(jira, store, [open('1'), open('2'), waits]);
    expect(only(jira).comments).toHaveLength(1);
    expect(over).not.toHaveProperty('lookAgainAt');
  });

  it('and who did it, known later, is written without a comment', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const opened = { is: 'recorded', at: NOON, by: 'lee', change: '7' } as const;
    const { outcomes } = await sweep(jira, store, [open('1', { opened })]);
    expect(outcomes.map(({ did }) => did)).toEqual(['rewritten']);
    expect(only(jira).comments).toEqual([]);
    expect(JSON.stringify(only(jira).description)).toContain('"id":"lee"');
  });

  it('keeps the summary that a person gave it, and follows with its own', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [open('1'), open('2')]);
    expect(only(jira).summary).toContain('2 filters');
    only(jira).summary = 'Lees Filter';
    await sweep(jira, store, [open('1'), open('2'), open('3')]);
    expect(only(jira).summary).toBe('Lees Filter');
  });

  it('stays open while what it is about can not be read', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const { outcomes } = await sweep(jira, store, [open('1', { state: 'unseen' })]);
    expect(outcomes.map(({ did }) => did)).toEqual(['rewritten']);
    expect(only(jira).status.category).toBe('new');
  });
});

describe('a verified close', () => {
  it('is made by the app when everything is gone, with proof, by the category of the target', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const { outcomes, states } = await sweep(jira, store, [gone('1', NOON + 3 * HOUR)]);
    expect(outcomes.map(({ did }) => did)).toEqual(['told', 'closed']);
    expect(only(jira).status.name).toBe('Erledigt');
    const proof = said(only(jira).comments[0]);
    expect(proof).toContain('(3 h)');
    expect(proof).toContain('complete, 3 of 3');
    expect(JSON.stringify(only(jira).comments[0])).toContain('"id":"lee"');
    expect(states).toMatchObject([{ is: 'done', open: 0 }]);
    const calls = jira.calls.length;
    await sweep(jira, store, [gone('1', NOON)]);
    expect(jira.calls).toHaveLength(calls);
  });

  it('goes to a status that says it was done; to another one only where there is none', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [gone('1', NOON)]);
    expect(only(jira).status.name).toBe('Erledigt');
    const { jira: other, store: empty } = begin();
    other.without.add('done');
    await sweep(other, empty, [open('1')]);
    await sweep(other, empty, [gone('1', NOON)]);
    expect(only(other).status.name).toBe("Won't do");
  });

  it('confirms what a person moved to Done when nothing remains', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.move(only(jira).id, 'done');
    const { outcomes } = await sweep(jira, store, [gone('1', NOON)]);
    expect(outcomes.map(({ did }) => did)).toEqual(['told', 'confirmed']);
    expect(said(only(jira).comments[0])).toContain('Confirmed');
  });

  it('is refused where findings remain: it opens again and says how many', async () => {
    const { jira, store } = begin();
    const twelve = Array.from({ length: 12 }, (_, index) => String(index));
    await sweep(
      jira,
      store,
      twelve.map(id => open(id)),
    );
    jira.move(only(jira).id, 'done');
    const readLater = instant(jira.now + 5 * MINUTE);
    hoursLater(jira, 1);
    const rest = [
      ...twelve.slice(0, 3).map(id => open(id, { lastSeen: readLater })),
      ...twelve.slice(3).map(id => gone(id, jira.now)),
    ];
    const { outcomes, states } = await sweep(jira, store, rest);
    expect(outcomes.map(({ did }) => did)).toEqual(['told', 'reopened', 'rewritten']);
    expect(states).toMatchObject([{ is: 'open', category: 'new', status: 'Zu erledigen' }]);
    expect(only(jira).status.category).toBe('new');
    expect(said(only(jira).comments[0])).toContain('3 of 12 remain');
  });

  it('is not judged while what was not there any more waits for its second reading', async () => {
    const { jira, store } = begin();
    const ids = ['1', '2', '3', '4'];
    await sweep(
      jira,
      store,
      ids.map(id => open(id)),
    );
    hoursLater(jira, 1);
    jira.move(only(jira).id, 'done');
    jira.now += MINUTE;
    const seenAgain = open('1', { lastSeen: instant(jira.now) });
    const fading = ids.slice(1).map(id => open(id, { state: 'fading', readAt: instant(jira.now) }));
    const { states } = await sweep(jira, store, [seenAgain, ...fading]);
    expect(only(jira).status.category).toBe('done');
    // The second reading of what fades comes by itself: asked for at once it would count for nothing.
    expect(states).toMatchObject([{ is: 'confirming', reread: [] }]);
    jira.now += 2 * MINUTE;
    await sweep(jira, store, [seenAgain, ...ids.slice(1).map(id => gone(id, jira.now))]);
    const [comment] = only(jira).comments.map(said);
    expect(comment).toContain('1 of 4 remains');
    expect(comment).toContain('Filter 1');
    expect(comment).not.toContain('Filter 2');
  });

  it('waits an hour at most for the rest, and says what it knows nothing of', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1'), open('2'), open('3')]);
    hoursLater(jira, 1);
    jira.move(only(jira).id, 'done');
    const seenAgain = open('1', { lastSeen: instant(jira.now) });
    const rest = [seenAgain, open('2'), open('3', { state: 'unseen' })];
    jira.now += 5 * MINUTE;
    await sweep(jira, store, rest);
    expect(only(jira).status.category).toBe('done');
    hoursLater(jira, 1);
    await sweep(jira, store, rest);
    expect(only(jira).status.category).toBe('new');
    expect(said(only(jira).comments[0])).toContain('1 of 3 remains');
    expect(said(only(jira).comments[0])).toContain('2 more could not be read again');
  });

  it('names when just these things were read again', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1'), open('2')]);
    const second = instant(NOON + 90 * MINUTE);
    await sweep(jira, store, [
      { ...gone('1', NOON + HOUR), readAt: second },
      { ...gone('2', NOON + HOUR), readAt: second },
    ]);
    expect(said(only(jira).comments[0])).toContain(
      'All 2 were read again on Nov 20, 2026, 13:30 UTC, and none is open any more.',
    );
  });

  it('waits for a reading that is newer than the move to Done, a day at most', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    hoursLater(jira, 1);
    jira.move(only(jira).id, 'done');
    hoursLater(jira, 1);
    const waiting = await sweep(jira, store, [open('1')]);
    expect(only(jira).status.category).toBe('done');
    expect(waiting.states).toMatchObject([{ is: 'confirming', reread: ['INF-03:filter-public:filter-1:'] }]);
    hoursLater(jira, 24);
    await sweep(jira, store, [open('1')]);
    expect(only(jira).status.category).toBe('new');
    expect(said(only(jira).comments[0])).toContain("can't confirm");
  });

  it('where the workflow has no way, asks once and confirms when a person did it', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.closedWays.add('done');
    await sweep(jira, store, [gone('1', NOON)]);
    const comments = only(jira).comments.length;
    expect(said(only(jira).comments.at(-1))).toContain('no step');
    await sweep(jira, store, [gone('1', NOON)]);
    expect(only(jira).comments).toHaveLength(comments);
    jira.move(only(jira).id, 'done');
    const { outcomes } = await sweep(jira, store, [gone('1', NOON)]);
    expect(outcomes.map(({ did }) => did)).toEqual(['confirmed']);
  });

  it.each([
    ['setting-changed', 'meant to be so'],
    ['rule-changed', 'new version'],
    ['subject-deleted', 'deleted'],
    ['not-applicable', 'no longer applies'],
  ] as const)('says honestly that it ended by %s', async (ended, words) => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [open('1', { state: 'ended', ended })]);
    expect(only(jira).status.category).toBe('done');
    expect(said(only(jira).comments[0])).toContain(words);
  });

  it('leaves nothing behind when a control is retired', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [], { controls: [] });
    expect(only(jira).status.category).toBe('done');
    expect(said(only(jira).comments[0])).toContain('no longer has the control');
  });

  it('is not made because the findings were forgotten, only by a whole reading since', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, []);
    expect(only(jira).status.category).toBe('new');
    const memories = new Map([['INF-03', { version: 1, wholeAt: instant(jira.now), lives: [] }]] as const);
    await sweep(jira, store, [], { memories });
    expect(only(jira).status.category).toBe('done');
    expect(said(only(jira).comments[0])).not.toContain('Fixed');
    expect(said(only(jira).comments[0])).toContain("can't say what was fixed");
  });

  it('is not made because the admin took the project away', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [open('1')], { settings: settingsWith({ filing: {} }) });
    expect(only(jira).status.category).toBe('new');
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

describe('drift that comes back', () => {
  it('reopens the same work item', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [gone('1', NOON)]);
    await sweep(jira, store, [open('1', { returned: 1 })]);
    expect(only(jira).status.category).toBe('new');
    expect(said(only(jira).comments.at(-1))).toContain('It is back');
  });

  it('files a new one for other findings, or after a quarter', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [gone('1', NOON)]);
    await sweep(jira, store, [gone('1', NOON), open('2')]);
    expect(jira.issues.size).toBe(2);
    await sweep(jira, store, [gone('1', NOON), gone('2', NOON)]);
    hoursLater(jira, 24 * 91);
    await sweep(jira, store, [gone('1', NOON), open('2')]);
    expect(jira.issues.size).toBe(3);
  });
});

describe('people may do what they like with it', () => {
  it('text below the app’s part stays, whatever the app rewrites above', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const issue = only(jira);
    const { content } = issue.description as { content: unknown[] };
    const mine = { type: 'paragraph', content: [{ type: 'text', text: 'Lee is on it' }] };
    issue.description = { version: 1, type: 'doc', content: [...content, mine] };
    await sweep(jira, store, [open('1'), open('2')]);
    const after = issue.description as { content: unknown[] };
    expect(after.content.at(-1)).toEqual(mine);
    expect(said(issue.description).match(/Lee is on it/g)).toHaveLength(1);
    expect(said(issue.description).match(/Written by Shared Responsibility/g)).toHaveLength(1);
  });

  it('a property that somebody took away or changed is put back without a word', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const property = only(jira).properties['shared-responsibility'];
    only(jira).properties = {};
    await sweep(jira, store, [open('1')]);
    expect(only(jira).properties['shared-responsibility']).toEqual(property);
    expect(only(jira).comments).toEqual([]);
  });

  it('a move to another project is followed', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    Object.assign(only(jira), { key: 'OPS-9', project: '20000' });
    await sweep(jira, store, [open('1')]);
    expect(store.memory(KEY)).toMatchObject({ issueKey: 'OPS-9', projectId: '20000' });
    expect(jira.issues.size).toBe(1);
  });

  it('deleted, it is filed again once and not a third time', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.delete(only(jira).id);
    await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(1);
    jira.delete(only(jira).id);
    const { states } = await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(0);
    expect(states).toMatchObject([{ is: 'cannot-file', problem: { code: 'deleted-again' } }]);
  });

  it.each([
    ['an app access rule', (jira: FakeJira) => (jira.blocked = true)],
    ['a lost right', (jira: FakeJira) => jira.permissions.delete('BROWSE_PROJECTS')],
  ])('hidden by %s it is never taken for deleted', async (_case, hide) => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    hide(jira);
    const { states } = await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(1);
    expect(states).toMatchObject([{ is: 'hidden', problem: { code: 'hidden' } }]);
  });

  it('hidden by a security level and back again, the second one becomes a duplicate', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const first = only(jira);
    first.security = true;
    await sweep(jira, store, [open('1')]);
    expect(jira.issues.size).toBe(2);
    first.security = false;
    await sweep(jira, store, [open('1')]);
    expect([...jira.issues.values()].filter(({ status }) => status.category !== 'done')).toHaveLength(1);
    const comments = first.comments.length;
    await sweep(jira, store, [open('1')]);
    expect(first.comments).toHaveLength(comments);
  });

  it('a copy of another site is not ours', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const copy = { ...only(jira), id: '1', key: 'SEC-0', status: only(jira).status };
    const property = copy.properties['shared-responsibility'] as object;
    jira.issues.clear();
    jira.issues.set('1', {
      ...copy,
      properties: { 'shared-responsibility': { ...property, cloudId: 'other' } },
    });
    const fresh = new FakeStore();
    await sweep(jira, fresh, [open('1')]);
    expect(jira.issues.size).toBe(2);
  });
});

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
    expect(said(only(jira).comments[0])).toBe('One more is open. 3 are open now.Now open: Filter 3');
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
    expect(comment).toContain('Filter 1: open from');
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
