import { HOUR, instant, MINUTE } from '../../src/terms/instant';
import { hoursLater, NOON, settingsWith, sweep } from './given';
import { begin, only, said, open, gone } from './one-item';

describe('a verified close', () => {
  it('is made by the app when everything is gone, with proof, by the category of the target', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const { outcomes, states } = await sweep(jira, store, [gone('1', NOON + 3 * HOUR)]);
    expect(outcomes.map(({ did }) => did)).toEqual(['told', 'rewritten', 'closed']);
    expect(only(jira).status.name).toBe('Erledigt');
    const proof = said(only(jira).comments[0]);
    expect(proof).toContain('(at least 3 h)');
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
    expect(outcomes.map(({ did }) => did)).toEqual(['told', 'rewritten', 'confirmed']);
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
    expect(states).toMatchObject([{ is: 'open', category: 'new', status: 'Zu erledigen', notDone: true }]);
    expect(only(jira).status.category).toBe('new');
    expect(said(only(jira).comments[0])).toContain('3 of 12 remain');
    // Half an hour on one more is fixed: what is left is on its way again.
    hoursLater(jira, 1);
    const later = await sweep(jira, store, [...rest.slice(0, 2), gone('3', jira.now), ...rest.slice(3)]);
    expect(later.outcomes.map(({ did }) => did)).toContain('updated');
    expect(later.states).toMatchObject([{ is: 'open', open: 2, notDone: false }]);
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
