import { instant, MINUTE } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { Crash, type FakeJira } from './fake-jira';
import { hoursLater, lifeOf, NOON, publicFilter, settingsWith, sweep } from './given';
import { begin, KEY, only, open, said } from './one-item';

const comments = (jira: FakeJira) => only(jira).comments.map(said);

const gone = (id: string) => open(id, { state: 'gone' });

describe('nothing is said twice', () => {
  it('while Jira refuses the new text', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.edit', 'refused');
    for (let tick = 0; tick < 5; tick += 1) {
      hoursLater(jira, 1);
      await sweep(jira, store, [open('1'), open('2')]);
    }
    expect(comments(jira)).toHaveLength(1);
    jira.failing.clear();
    hoursLater(jira, 1);
    const { states } = await sweep(jira, store, [open('1'), open('2')]);
    expect(comments(jira)).toHaveLength(1);
    expect(said(only(jira).description)).toContain('Filter 2');
    expect(states[0]?.problem).toBeUndefined();
  });

  it('while a new text is refused, but each change is', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.edit', 'refused');
    await sweep(jira, store, [open('1'), open('2')]);
    await sweep(jira, store, [open('1'), open('2'), open('3')]);
    expect(comments(jira)).toHaveLength(2);
    expect(comments(jira)[1]).toContain('One more is open.');
    expect(comments(jira)[1]).toContain('Filter 3');
  });

  it.each([
    ['issue.transition', 'refused'],
    ['issue.transitions', 'denied'],
  ] as const)('while %s is %s and it should reopen', async (operation, kind) => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    hoursLater(jira, 1);
    jira.move(only(jira).id, 'done');
    jira.failing.set(operation, kind);
    for (let tick = 0; tick < 5; tick += 1) {
      hoursLater(jira, 1);
      await sweep(jira, store, [open('1', { lastSeen: instant(jira.now) })]);
    }
    expect(comments(jira).length).toBeLessThanOrEqual(1);
    jira.failing.clear();
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1', { lastSeen: instant(jira.now) })]);
    expect(only(jira).status.category).toBe('new');
    expect(comments(jira)).toHaveLength(1);
  });

  it('while it should close and Jira refuses the step', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.transition', 'refused');
    for (let tick = 0; tick < 3; tick += 1) {
      hoursLater(jira, 1);
      await sweep(jira, store, [gone('1')]);
    }
    expect(comments(jira)).toHaveLength(1);
  });

  it('after a crash right behind the comment', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    // What is read, then the comment.
    jira.crashIn = 2;
    await expect(sweep(jira, store, [open('1'), open('2')])).rejects.toThrow(Crash);
    expect(comments(jira)).toHaveLength(1);
    await sweep(jira, store, [open('1'), open('2')]);
    expect(comments(jira)).toHaveLength(1);
    expect(said(only(jira).description)).toContain('Filter 2');
  });

  it('but is said later where Jira certainly did not take it', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.comment', 'refused');
    await sweep(jira, store, [open('1'), open('2')]);
    // The text doesn't wait for it.
    expect(said(only(jira).description)).toContain('Filter 2');
    jira.failing.clear();
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1'), open('2')]);
    expect(comments(jira)).toHaveLength(1);
  });

  it('and nothing is closed or reopened without a word', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.comment', 'denied');
    const { states } = await sweep(jira, store, [gone('1')]);
    expect(only(jira).status.category).toBe('new');
    expect(states[0]).toMatchObject({ is: 'open', problem: { code: 'denied' } });
    jira.failing.clear();
    hoursLater(jira, 1);
    await sweep(jira, store, [gone('1')]);
    expect(only(jira).status.category).toBe('done');
    expect(comments(jira)).toEqual([expect.stringContaining('Fixed')]);
  });

  it('with every change of status, where the workflow has no way to Done', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.closedWays.add('done');
    for (const status of ['todo', 'doing', 'todo', 'doing'] as const) {
      jira.move(only(jira).id, status);
      hoursLater(jira, 1);
      await sweep(jira, store, [gone('1')]);
    }
    expect(comments(jira)).toHaveLength(1);
    jira.closedWays.clear();
    hoursLater(jira, 24);
    await sweep(jira, store, [gone('1')]);
    expect(only(jira).status.category).toBe('done');
    expect(comments(jira)).toHaveLength(1);
  });

  it('to a duplicate that Jira does not let the app mark', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const twin = jira.add({ properties: only(jira).properties });
    jira.closedWays.add('done');
    jira.failing.set('issue.set-property', 'refused');
    for (let tick = 0; tick < 4; tick += 1) {
      hoursLater(jira, 24);
      await sweep(jira, store, [open('1')]);
    }
    expect(twin.comments).toEqual([]);
    jira.failing.clear();
    hoursLater(jira, 24);
    await sweep(jira, store, [open('1')]);
    hoursLater(jira, 24);
    await sweep(jira, store, [open('1')]);
    expect(twin.comments).toHaveLength(1);
  });
});

describe('a crash', () => {
  const seenAgain = (jira: FakeJira) => [open('1', { lastSeen: instant(jira.now) }), gone('2')];
  const histories: readonly [
    string,
    (jira: FakeJira) => void,
    (jira: FakeJira) => readonly Life[],
    string,
  ][] = [
    ['a change', () => undefined, () => [open('1'), open('2'), open('3')], 'new'],
    ['a refused close', jira => jira.move(only(jira).id, 'done'), seenAgain, 'new'],
    ['a close', () => undefined, () => [gone('1'), gone('2')], 'done'],
    ['a confirmed close', jira => jira.move(only(jira).id, 'done'), () => [gone('1'), gone('2')], 'done'],
  ];

  /** One history, stopped behind its call or its write number `at`. @returns whether it came that far. */
  async function stopped(
    [, before, lives]: (typeof histories)[number],
    at: { readonly crash?: number; readonly storeCrash?: number },
  ): Promise<{ jira: FakeJira; wasStopped: boolean }> {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1'), open('2')]);
    hoursLater(jira, 1);
    before(jira);
    hoursLater(jira, 1);
    jira.crashIn = at.crash;
    store.crashIn = at.storeCrash;
    let wasStopped = false;
    try {
      await sweep(jira, store, lives(jira));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      wasStopped = true;
    }
    jira.crashIn = undefined;
    store.crashIn = undefined;
    await sweep(jira, store, lives(jira));
    await sweep(jira, store, lives(jira));
    return { jira, wasStopped };
  }

  it.each(histories)('behind whichever call or write of %s never says it twice', async (...history) => {
    for (const kind of ['crash', 'storeCrash'] as const) {
      let at = 1;
      for (; ; at += 1) {
        const { jira, wasStopped } = await stopped(history, { [kind]: at });
        expect({ kind, at, comments: comments(jira).length <= 1 }).toEqual({ kind, at, comments: true });
        expect(only(jira).status.category).toBe(history[3]);
        if (!wasStopped) break;
      }
      expect(at).toBeGreaterThan(2);
    }
  });
});

describe('what was said to be over and comes back before it was closed', () => {
  it('is said to be back, and its next end is said again', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.transition', 'refused');
    await sweep(jira, store, [gone('1')]);
    await sweep(jira, store, [open('1')]);
    expect(comments(jira)[1]).toContain('It is back');
    expect(only(jira).properties['shared-responsibility']).toMatchObject({ state: 'open' });
    jira.failing.clear();
    hoursLater(jira, 1);
    await sweep(jira, store, [gone('1')]);
    expect(comments(jira)).toHaveLength(3);
    expect(comments(jira)[2]).toContain('Fixed');
    expect(only(jira).status.category).toBe('done');
  });
});

describe('one step that fails keeps no other from being done', () => {
  it('a refused assignment: the text follows, and it reopens', async () => {
    const { jira, store } = begin();
    jira.screen = jira.screen.filter(({ fieldId }) => fieldId !== 'assignee');
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.assign', 'refused');
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1'), open('2')]);
    expect(said(only(jira).description)).toContain('Filter 2');
    jira.move(only(jira).id, 'done');
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1', { lastSeen: instant(jira.now) })]);
    expect(only(jira).status.category).toBe('new');
  });

  it('is tried again after half an hour, not with every slice', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('issue.edit', 'refused');
    const tries = async () => {
      const { outcomes } = await sweep(jira, store, [open('1'), open('2')]);
      return outcomes.filter(({ did }) => did === 'failed').length;
    };
    expect(await tries()).toBe(1);
    expect(await tries()).toBe(0);
    jira.now += 31 * MINUTE;
    expect(await tries()).toBe(1);
  });

  it('is shown while it fails, and forgotten as soon as it succeeds or nothing asks for it', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    hoursLater(jira, 1);
    jira.failing.set('issue.search', 'transient');
    const failing = await sweep(jira, store, [open('1')]);
    expect(failing.states[0]).toMatchObject({ is: 'open', problem: { code: 'unanswered' } });
    jira.failing.clear();
    hoursLater(jira, 1);
    const after = await sweep(jira, store, [open('1')]);
    expect(after.states[0]?.problem).toBeUndefined();
    jira.failing.set('issue.edit', 'refused');
    await sweep(jira, store, [open('1', { opened: { is: 'bounded', before: NOON } })]);
    expect(store.memory(KEY)?.failures).toHaveProperty('rewrite');
    await sweep(jira, store, [open('1')]);
    expect(store.memory(KEY)?.failures).toEqual({});
  });
});

describe('what stands in the way is told as it is now', () => {
  it('with the fields that are required by now, and once', async () => {
    const { jira, store } = begin();
    jira.screen.push({ fieldId: 'customfield_1', name: 'Team', required: true });
    await sweep(jira, store, [open('1')]);
    jira.screen.push({ fieldId: 'customfield_2', name: 'Cost center', required: true });
    const { states } = await sweep(jira, store, [open('1')]);
    expect(states[0]?.problem).toEqual({ code: 'required-fields', args: { fields: 'Team, Cost center' } });
    const { writes } = store;
    const { outcomes } = await sweep(jira, store, [open('1')]);
    expect(outcomes).toEqual([]);
    expect(store.writes).toBe(writes);
  });

  it('in a code of another version too, which stops nothing', async () => {
    const { jira, store } = begin();
    jira.failing.set('issue.create', 'refused');
    await sweep(jira, store, [open('1')]);
    const memory = store.memory(KEY);
    store.kept.set(KEY, JSON.stringify({ ...memory, problem: { ...memory?.problem, code: 'later' } }));
    jira.failing.clear();
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1')]);
    expect(only(jira).status.category).toBe('new');
  });
});

describe('one that can not be read', () => {
  it('is left alone, and the others are looked after', async () => {
    const { jira, store } = begin();
    const spaces = (...ids: string[]) =>
      ids.map(space =>
        open(space, { finding: publicFilter(space, { subject: { kind: 'filter', id: space, space } }) }),
      );
    await sweep(jira, store, spaces('1', '2'));
    const [first] = jira.issues.values();
    if (first) first.security = true;
    jira.failing.set('issue.get', 'refused');
    hoursLater(jira, 1);
    const { states } = await sweep(jira, store, spaces('1', '2', '3'));
    expect(jira.issues.size).toBe(3);
    expect(states.map(({ is }) => is)).toEqual(['open', 'open', 'open']);
  });

  it('is not taken for one, where Jira asks to wait: then nothing more is asked', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    only(jira).security = true;
    jira.failing.set('issue.get', 'rate-limited');
    const { ended } = await sweep(jira, store, [open('1')]);
    expect(ended).toBe('waits');
  });

  it('the place where all are filed: those that are filed are looked after', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.failing.set('project.get', 'transient');
    const inSpace = publicFilter('7', { subject: { kind: 'filter', id: '7', space: '7' } });
    const { ended } = await sweep(jira, store, [open('1'), open('2'), lifeOf(inSpace)]);
    expect(ended).toBe('waits');
    expect(said(only(jira).description)).toContain('Filter 2');
  });
});

describe('the cap of a sweep', () => {
  it('holds over a crash in it', async () => {
    const { jira, store } = begin();
    const lives = Array.from({ length: 9 }, (_, space) => {
      const id = String(space);
      return lifeOf(publicFilter(id, { subject: { kind: 'filter', id, space: id } }));
    });
    const settings = settingsWith({ filing: { ...settingsWith().filing, cap: 4 } });
    const call = jira.call.bind(jira);
    let filed = 0;
    jira.call = async (operation, input) => {
      const answer = await call(operation, input);
      if (operation === 'issue.create' && (filed += 1) === 3) throw new Crash(operation);
      return answer;
    };
    await expect(sweep(jira, store, lives, { settings })).rejects.toThrow(Crash);
    await sweep(jira, store, lives, { settings });
    expect(jira.issues.size).toBe(4);
  });
});
