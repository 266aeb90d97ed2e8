import { instant, MINUTE } from '../../../src/domain/instant';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import { SimulatedCrash, type FakeJira } from '../fake-jira';
import {
  advanceHours,
  messageText,
  trackedFrom,
  NOON,
  publicFilter,
  settingsWith,
  runRemediation,
  updateLead,
} from '../fixtures';
import { createFixture, KEY, onlyIssue, openFinding, commentText } from '../single-item';

const commentTexts = (jira: FakeJira) => onlyIssue(jira).comments.map(commentText);

const resolvedFinding = (id: string) => openFinding(id, { state: 'resolved' });

describe('nothing is posted twice', () => {
  it('while Jira refuses the new text', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.edit', 'refused');
    for (let tick = 0; tick < 5; tick += 1) {
      advanceHours(jira, 1);
      await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    }
    expect(commentTexts(jira)).toHaveLength(1);
    jira.failures.clear();
    advanceHours(jira, 1);
    const { states } = await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(commentTexts(jira)).toHaveLength(1);
    expect(commentText(onlyIssue(jira).description)).toContain('Filter 2');
    expect(states[0]?.problem).toBeUndefined();
  });

  it('while a new text is refused, but each change is', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.edit', 'refused');
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2'), openFinding('3')]);
    expect(commentTexts(jira)).toHaveLength(2);
    expect(commentTexts(jira)[1]).toContain(updateLead(1, 0, 3));
    expect(commentTexts(jira)[1]).toContain('Filter 3');
  });

  it.each([
    ['issue.transition', 'refused'],
    ['issue.transitions', 'denied'],
  ] as const)('while %s is %s and it should reopen', async (operation, kind) => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    advanceHours(jira, 1);
    jira.move(onlyIssue(jira).id, 'done');
    jira.failures.set(operation, kind);
    for (let tick = 0; tick < 5; tick += 1) {
      advanceHours(jira, 1);
      await runRemediation(jira, store, [openFinding('1', { lastSeen: instant(jira.now) })]);
    }
    expect(commentTexts(jira).length).toBeLessThanOrEqual(1);
    jira.failures.clear();
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1', { lastSeen: instant(jira.now) })]);
    expect(onlyIssue(jira).status.category).toBe('new');
    expect(commentTexts(jira)).toHaveLength(1);
  });

  it('while it should close and Jira refuses the step', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.transition', 'refused');
    for (let tick = 0; tick < 3; tick += 1) {
      advanceHours(jira, 1);
      await runRemediation(jira, store, [resolvedFinding('1')]);
    }
    expect(commentTexts(jira)).toHaveLength(1);
  });

  it('after a crash right behind the comment', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    // What is read, then the comment.
    jira.crashIn = 2;
    await expect(runRemediation(jira, store, [openFinding('1'), openFinding('2')])).rejects.toThrow(
      SimulatedCrash,
    );
    expect(commentTexts(jira)).toHaveLength(1);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(commentTexts(jira)).toHaveLength(1);
    expect(commentText(onlyIssue(jira).description)).toContain('Filter 2');
  });

  it('but is posted later if Jira refused it', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.comment', 'refused');
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    // The text doesn't wait for it.
    expect(commentText(onlyIssue(jira).description)).toContain('Filter 2');
    jira.failures.clear();
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(commentTexts(jira)).toHaveLength(1);
  });

  it('and nothing is closed or reopened without a comment', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.comment', 'denied');
    const { states } = await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(onlyIssue(jira).status.category).toBe('new');
    expect(states[0]).toMatchObject({ is: 'open', problem: { code: 'denied' } });
    jira.failures.clear();
    advanceHours(jira, 1);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(onlyIssue(jira).status.category).toBe('done');
    expect(commentTexts(jira)).toEqual([expect.stringContaining(messageText('remediation.comment.fixed'))]);
  });

  it('with every change of status if the workflow has no transition to Done', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.blockedCategories.add('done');
    for (const status of ['todo', 'doing', 'todo', 'doing'] as const) {
      jira.move(onlyIssue(jira).id, status);
      advanceHours(jira, 1);
      await runRemediation(jira, store, [resolvedFinding('1')]);
    }
    expect(commentTexts(jira)).toHaveLength(1);
    jira.blockedCategories.clear();
    advanceHours(jira, 24);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(onlyIssue(jira).status.category).toBe('done');
    expect(commentTexts(jira)).toHaveLength(1);
  });

  it('to a duplicate that Jira does not let the app mark', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const duplicate = jira.add({ properties: onlyIssue(jira).properties });
    jira.blockedCategories.add('done');
    jira.failures.set('issue.set-property', 'refused');
    for (let tick = 0; tick < 4; tick += 1) {
      advanceHours(jira, 24);
      await runRemediation(jira, store, [openFinding('1')]);
    }
    expect(duplicate.comments).toEqual([]);
    jira.failures.clear();
    advanceHours(jira, 24);
    await runRemediation(jira, store, [openFinding('1')]);
    advanceHours(jira, 24);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(duplicate.comments).toHaveLength(1);
  });
});

describe('a crash', () => {
  const seenAgain = (jira: FakeJira) => [
    openFinding('1', { lastSeen: instant(jira.now) }),
    resolvedFinding('2'),
  ];
  const histories: readonly [
    string,
    (jira: FakeJira) => void,
    (jira: FakeJira) => readonly TrackedFinding[],
    string,
  ][] = [
    ['a change', () => undefined, () => [openFinding('1'), openFinding('2'), openFinding('3')], 'new'],
    ['a refused close', jira => jira.move(onlyIssue(jira).id, 'done'), seenAgain, 'new'],
    ['a close', () => undefined, () => [resolvedFinding('1'), resolvedFinding('2')], 'done'],
    [
      'a confirmed close',
      jira => jira.move(onlyIssue(jira).id, 'done'),
      () => [resolvedFinding('1'), resolvedFinding('2')],
      'done',
    ],
  ];

  /** One history, stopped behind its call or its write number `at`. @returns whether it came that far. */
  async function stopped(
    [, before, trackedFindings]: (typeof histories)[number],
    at: { readonly crash?: number; readonly storeCrash?: number },
  ): Promise<{ jira: FakeJira; wasStopped: boolean }> {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    advanceHours(jira, 1);
    before(jira);
    advanceHours(jira, 1);
    jira.crashIn = at.crash;
    store.crashIn = at.storeCrash;
    let wasStopped = false;
    try {
      await runRemediation(jira, store, trackedFindings(jira));
    } catch (error) {
      if (!(error instanceof SimulatedCrash)) throw error;
      wasStopped = true;
    }
    jira.crashIn = undefined;
    store.crashIn = undefined;
    await runRemediation(jira, store, trackedFindings(jira));
    await runRemediation(jira, store, trackedFindings(jira));
    return { jira, wasStopped };
  }

  it.each(histories)('after any call or write of %s never posts it twice', async (...history) => {
    for (const kind of ['crash', 'storeCrash'] as const) {
      let at = 1;
      for (; ; at += 1) {
        const { jira, wasStopped } = await stopped(history, { [kind]: at });
        expect({ kind, at, comments: commentTexts(jira).length <= 1 }).toEqual({ kind, at, comments: true });
        expect(onlyIssue(jira).status.category).toBe(history[3]);
        if (!wasStopped) break;
      }
      expect(at).toBeGreaterThan(2);
    }
  });
});

describe('an obsolete work item whose finding returns before it was closed', () => {
  it('announces the return, and its next end again', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.transition', 'refused');
    await runRemediation(jira, store, [resolvedFinding('1')]);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(commentTexts(jira)[1]).toContain(
      messageText('remediation.comment.returned', { back: 1, fresh: 0 }),
    );
    expect(onlyIssue(jira).properties['shared-responsibility']).toMatchObject({ state: 'open' });
    jira.failures.clear();
    advanceHours(jira, 1);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(commentTexts(jira)).toHaveLength(3);
    expect(commentTexts(jira)[2]).toContain(messageText('remediation.comment.fixed'));
    expect(onlyIssue(jira).status.category).toBe('done');
  });
});

describe('a failed step blocks no other', () => {
  it('a refused assignment: the text follows, and it reopens', async () => {
    const { jira, store } = createFixture();
    jira.screen = jira.screen.filter(({ fieldId }) => fieldId !== 'assignee');
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.assign', 'refused');
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(commentText(onlyIssue(jira).description)).toContain('Filter 2');
    jira.move(onlyIssue(jira).id, 'done');
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1', { lastSeen: instant(jira.now) })]);
    expect(onlyIssue(jira).status.category).toBe('new');
  });

  it('is retried after half an hour, not with every slice', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('issue.edit', 'refused');
    const tries = async () => {
      const { outcomes } = await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
      return outcomes.filter(({ effect: did }) => did === 'failed').length;
    };
    expect(await tries()).toBe(1);
    expect(await tries()).toBe(0);
    jira.now += 31 * MINUTE;
    expect(await tries()).toBe(1);
  });

  it('is shown while it fails, and cleared once it succeeds or is obsolete', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    advanceHours(jira, 1);
    jira.failures.set('issue.search', 'transient');
    const failing = await runRemediation(jira, store, [openFinding('1')]);
    expect(failing.states[0]).toMatchObject({ is: 'open', problem: { code: 'unanswered' } });
    jira.failures.clear();
    advanceHours(jira, 1);
    const after = await runRemediation(jira, store, [openFinding('1')]);
    expect(after.states[0]?.problem).toBeUndefined();
    jira.failures.set('issue.edit', 'refused');
    await runRemediation(jira, store, [openFinding('1', { openedBy: { is: 'bounded', before: NOON } })]);
    expect(store.record(KEY)?.failures).toHaveProperty('rewrite');
    await runRemediation(jira, store, [openFinding('1')]);
    expect(store.record(KEY)?.failures).toEqual({});
  });
});

describe('a filing problem is shown as it is now', () => {
  it('with the fields that are required by now, and once', async () => {
    const { jira, store } = createFixture();
    jira.screen.push({ fieldId: 'customfield_1', name: 'Team', required: true });
    await runRemediation(jira, store, [openFinding('1')]);
    jira.screen.push({ fieldId: 'customfield_2', name: 'Cost center', required: true });
    const { states } = await runRemediation(jira, store, [openFinding('1')]);
    expect(states[0]?.problem).toEqual({ code: 'required-fields', args: { fields: 'Team, Cost center' } });
    const { writes } = store;
    const { outcomes } = await runRemediation(jira, store, [openFinding('1')]);
    expect(outcomes).toEqual([]);
    expect(store.writes).toBe(writes);
  });

  it('with an unknown code too, which blocks nothing', async () => {
    const { jira, store } = createFixture();
    jira.failures.set('issue.create', 'refused');
    await runRemediation(jira, store, [openFinding('1')]);
    const record = store.record(KEY);
    store.stored.set(KEY, JSON.stringify({ ...record, problem: { ...record?.problem, code: 'later' } }));
    jira.failures.clear();
    advanceHours(jira, 1);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(onlyIssue(jira).status.category).toBe('new');
  });
});

describe('a work item that can’t be read', () => {
  it('is left alone, and the others are processed', async () => {
    const { jira, store } = createFixture();
    const spaces = (...ids: string[]) =>
      ids.map(space =>
        openFinding(space, {
          finding: publicFilter(space, { subject: { kind: 'filter', id: space, space } }),
        }),
      );
    await runRemediation(jira, store, spaces('1', '2'));
    const [first] = jira.issues.values();
    if (first) first.security = true;
    jira.failures.set('issue.get', 'refused');
    advanceHours(jira, 1);
    const { states } = await runRemediation(jira, store, spaces('1', '2', '3'));
    expect(jira.issues.size).toBe(3);
    expect(states.map(({ is }) => is)).toEqual(['open', 'open', 'open']);
  });

  it('pauses everything if Jira asks to wait', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    onlyIssue(jira).security = true;
    jira.failures.set('issue.get', 'rate-limited');
    const { ended } = await runRemediation(jira, store, [openFinding('1')]);
    expect(ended).toBe('waiting');
  });

  it('the filing space: existing work items are still updated', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.failures.set('project.get', 'transient');
    const inSpace = publicFilter('7', { subject: { kind: 'filter', id: '7', space: '7' } });
    const { ended } = await runRemediation(jira, store, [
      openFinding('1'),
      openFinding('2'),
      trackedFrom(inSpace),
    ]);
    expect(ended).toBe('waiting');
    expect(commentText(onlyIssue(jira).description)).toContain('Filter 2');
  });
});

describe('the cap of a scan', () => {
  it('survives a crash', async () => {
    const { jira, store } = createFixture();
    const trackedFindings = Array.from({ length: 9 }, (_, space) => {
      const id = String(space);
      return trackedFrom(publicFilter(id, { subject: { kind: 'filter', id, space: id } }));
    });
    const settings = settingsWith({ filing: { ...settingsWith().filing, cap: 4 } });
    const call = jira.call.bind(jira);
    let filed = 0;
    jira.call = async (operation, input) => {
      const answer = await call(operation, input);
      if (operation === 'issue.create' && (filed += 1) === 3) throw new SimulatedCrash(operation);
      return answer;
    };
    await expect(runRemediation(jira, store, trackedFindings, { settings })).rejects.toThrow(SimulatedCrash);
    await runRemediation(jira, store, trackedFindings, { settings });
    expect(jira.issues.size).toBe(4);
  });
});
