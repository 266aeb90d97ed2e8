import { HOUR, instant, MINUTE } from '../../../src/domain/instant';
import { advanceHours, messageText, NOON, settingsWith, runRemediation } from '../fixtures';
import { createFixture, onlyIssue, commentText, openFinding, resolvedFinding } from '../single-item';

describe('a verified close', () => {
  it('is made by the app when everything is resolved, with proof, by the target’s category', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const { outcomes, states } = await runRemediation(jira, store, [resolvedFinding('1', NOON + 3 * HOUR)]);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['commented', 'rewritten', 'closed']);
    expect(onlyIssue(jira).status.name).toBe('Erledigt');
    const proof = commentText(onlyIssue(jira).comments[0]);
    expect(proof).toContain(
      messageText('remediation.comment.intervalBy', {
        from: { at: NOON },
        exact: false,
        to: { at: NOON + 3 * HOUR },
        length: '3 h',
        by: '',
      }),
    );
    expect(proof).toContain(
      messageText('remediation.evidence.complete', { at: { at: NOON }, read: 3, of: 3 }),
    );
    expect(JSON.stringify(onlyIssue(jira).comments[0])).toContain('"id":"lee"');
    expect(states).toMatchObject([{ is: 'done', open: 0 }]);
    const calls = jira.calls.length;
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    expect(jira.calls).toHaveLength(calls);
  });

  it('prefers a status that means done', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    expect(onlyIssue(jira).status.name).toBe('Erledigt');
    const { jira: other, store: empty } = createFixture();
    other.missingStatuses.add('done');
    await runRemediation(other, empty, [openFinding('1')]);
    await runRemediation(other, empty, [resolvedFinding('1', NOON)]);
    expect(onlyIssue(other).status.name).toBe("Won't do");
  });

  it('confirms what a person moved to Done when nothing remains', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.move(onlyIssue(jira).id, 'done');
    const { outcomes } = await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['commented', 'rewritten', 'confirmed']);
    expect(commentText(onlyIssue(jira).comments[0])).toContain(messageText('remediation.comment.confirmed'));
  });

  it('is refused while findings remain: it reopens and says how many', async () => {
    const { jira, store } = createFixture();
    const twelve = Array.from({ length: 12 }, (_, index) => String(index));
    await runRemediation(
      jira,
      store,
      twelve.map(id => openFinding(id)),
    );
    jira.move(onlyIssue(jira).id, 'done');
    const readLater = instant(jira.now + 5 * MINUTE);
    advanceHours(jira, 1);
    const rest = [
      ...twelve.slice(0, 3).map(id => openFinding(id, { lastSeen: readLater })),
      ...twelve.slice(3).map(id => resolvedFinding(id, jira.now)),
    ];
    const { outcomes, states } = await runRemediation(jira, store, rest);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['commented', 'reopened', 'rewritten']);
    expect(states).toMatchObject([{ is: 'open', category: 'new', status: 'Zu erledigen', notDone: true }]);
    expect(onlyIssue(jira).status.category).toBe('new');
    expect(commentText(onlyIssue(jira).comments[0])).toContain(
      messageText('remediation.comment.remains', { left: 3, of: 12 }),
    );
    // Half an hour on one more is fixed: what is left is on its way again.
    advanceHours(jira, 1);
    const later = await runRemediation(jira, store, [
      ...rest.slice(0, 2),
      resolvedFinding('3', jira.now),
      ...rest.slice(3),
    ]);
    expect(later.outcomes.map(({ effect: did }) => did)).toContain('updated');
    expect(later.states).toMatchObject([{ is: 'open', open: 2, notDone: false }]);
  });

  it('waits while missing findings await confirmation', async () => {
    const { jira, store } = createFixture();
    const ids = ['1', '2', '3', '4'];
    await runRemediation(
      jira,
      store,
      ids.map(id => openFinding(id)),
    );
    advanceHours(jira, 1);
    jira.move(onlyIssue(jira).id, 'done');
    jira.now += MINUTE;
    const seenAgain = openFinding('1', { lastSeen: instant(jira.now) });
    const closing = ids.slice(1).map(id => openFinding(id, { state: 'closing', readAt: instant(jira.now) }));
    const { states } = await runRemediation(jira, store, [seenAgain, ...closing]);
    expect(onlyIssue(jira).status.category).toBe('done');
    // What is closing is re-checked anyway: asked for at once, that would not count.
    expect(states).toMatchObject([{ is: 'confirming', recheckKeys: [] }]);
    jira.now += 2 * MINUTE;
    await runRemediation(jira, store, [seenAgain, ...ids.slice(1).map(id => resolvedFinding(id, jira.now))]);
    const [comment] = onlyIssue(jira).comments.map(commentText);
    expect(comment).toContain(messageText('remediation.comment.remains', { left: 1, of: 4 }));
    expect(comment).toContain('Filter 1');
    expect(comment).not.toContain('Filter 2');
  });

  it('waits an hour at most for the rest, and counts what is unknown', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1'), openFinding('2'), openFinding('3')]);
    advanceHours(jira, 1);
    jira.move(onlyIssue(jira).id, 'done');
    const seenAgain = openFinding('1', { lastSeen: instant(jira.now) });
    const rest = [seenAgain, openFinding('2'), openFinding('3', { state: 'stale' })];
    jira.now += 5 * MINUTE;
    await runRemediation(jira, store, rest);
    expect(onlyIssue(jira).status.category).toBe('done');
    advanceHours(jira, 1);
    await runRemediation(jira, store, rest);
    expect(onlyIssue(jira).status.category).toBe('new');
    expect(commentText(onlyIssue(jira).comments[0])).toContain(
      messageText('remediation.comment.remains', { left: 1, of: 3 }),
    );
    expect(commentText(onlyIssue(jira).comments[0])).toContain(
      messageText('remediation.comment.unread', { unread: 2 }),
    );
  });

  it('names when these findings were re-checked', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    const second = instant(NOON + 90 * MINUTE);
    await runRemediation(jira, store, [
      { ...resolvedFinding('1', NOON + HOUR), readAt: second },
      { ...resolvedFinding('2', NOON + HOUR), readAt: second },
    ]);
    expect(commentText(onlyIssue(jira).comments[0])).toContain(
      messageText('remediation.comment.readAgain', { count: 2, first: { at: second }, last: { at: second } }),
    );
  });

  it('waits for a read after the move to Done, a day at most', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    advanceHours(jira, 1);
    jira.move(onlyIssue(jira).id, 'done');
    advanceHours(jira, 1);
    const waiting = await runRemediation(jira, store, [openFinding('1')]);
    expect(onlyIssue(jira).status.category).toBe('done');
    expect(waiting.states).toMatchObject([
      { is: 'confirming', recheckKeys: ['INF-03:filter-public:filter-1:'] },
    ]);
    advanceHours(jira, 24);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(onlyIssue(jira).status.category).toBe('new');
    expect(commentText(onlyIssue(jira).comments[0])).toContain(
      messageText('remediation.comment.unconfirmed', { left: 1, of: 1 }),
    );
  });

  it('asks once if the workflow has no transition, and confirms when a person did it', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.blockedCategories.add('done');
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    const comments = onlyIssue(jira).comments.length;
    expect(commentText(onlyIssue(jira).comments.at(-1))).toContain(
      messageText('remediation.comment.noWayDone'),
    );
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    expect(onlyIssue(jira).comments).toHaveLength(comments);
    jira.move(onlyIssue(jira).id, 'done');
    const { outcomes } = await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['confirmed']);
  });

  it.each(['setting-changed', 'rule-changed', 'object-deleted', 'not-applicable'] as const)(
    'names the reason if it ended by %s',
    async endReason => {
      const { jira, store } = createFixture();
      await runRemediation(jira, store, [openFinding('1')]);
      await runRemediation(jira, store, [openFinding('1', { state: 'ended', endReason })]);
      expect(onlyIssue(jira).status.category).toBe('done');
      expect(commentText(onlyIssue(jira).comments[0])).toContain(
        messageText(`remediation.comment.${endReason}`),
      );
    },
  );

  it('leaves nothing behind when a control is retired', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [], { controls: [] });
    expect(onlyIssue(jira).status.category).toBe('done');
    expect(commentText(onlyIssue(jira).comments[0])).toContain(
      messageText('remediation.comment.control-retired'),
    );
  });

  it('is not made because findings were lost, only after a full read since', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, []);
    expect(onlyIssue(jira).status.category).toBe('new');
    const histories = new Map([
      ['INF-03', { version: 1, completeReadAt: instant(jira.now), findings: [] }],
    ] as const);
    await runRemediation(jira, store, [], { histories });
    expect(onlyIssue(jira).status.category).toBe('done');
    expect(commentText(onlyIssue(jira).comments[0])).not.toContain(messageText('remediation.comment.fixed'));
    expect(commentText(onlyIssue(jira).comments[0])).toContain(messageText('remediation.comment.not-known'));
  });

  it('is not made because the admin removed the filing space', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [openFinding('1')], { settings: settingsWith({ filing: {} }) });
    expect(onlyIssue(jira).status.category).toBe('new');
  });
});

describe('drift that returns', () => {
  it('reopens the same work item', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    await runRemediation(jira, store, [openFinding('1', { reopenCount: 1 })]);
    expect(onlyIssue(jira).status.category).toBe('new');
    expect(commentText(onlyIssue(jira).comments.at(-1))).toContain(
      messageText('remediation.comment.returned', { back: 1, fresh: 0 }),
    );
  });

  it('files a new one for other findings, or after a quarter', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1', NOON)]);
    await runRemediation(jira, store, [resolvedFinding('1', NOON), openFinding('2')]);
    expect(jira.issues.size).toBe(2);
    await runRemediation(jira, store, [resolvedFinding('1', NOON), resolvedFinding('2', NOON)]);
    advanceHours(jira, 24 * 91);
    await runRemediation(jira, store, [resolvedFinding('1', NOON), openFinding('2')]);
    expect(jira.issues.size).toBe(3);
  });
});
