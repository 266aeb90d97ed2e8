import { type AdfDoc, type AdfNode, adfDocument } from '../../../src/remediation/text/adf';
import { type IssueProperty } from '../../../src/remediation/plan/issue-property';
import { HOUR, type Instant, instant, addDuration, MINUTE } from '../../../src/domain/instant';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import { SimulatedCrash, type FakeJira } from '../fake-jira';
import { advanceHours, messageText, trackedFrom, NOON, publicFilter, runRemediation } from '../fixtures';
import { createFixture, onlyIssue } from '../single-item';

const LAST_SEEN_AT = addDuration(NOON, 2 * HOUR);
const RECHECKED_AT = addDuration(NOON, 3 * HOUR);
const PROOF = messageText('remediation.over.proof');
const YOUR_PART = messageText('remediation.part.heading');
const FIXED = messageText('remediation.comment.fixed');

const plainTextOf = (node: AdfNode): string =>
  node.type === 'mention'
    ? `@${String(node.attrs?.['id'])}`
    : (node.text ?? (node.content ?? []).map(plainTextOf).join(''));

const blocksOf = (jira: FakeJira): readonly AdfNode[] => (onlyIssue(jira).description as AdfDoc).content;
const textOf = (jira: FakeJira): string => blocksOf(jira).map(plainTextOf).join('\n');
const propertyOf = (jira: FakeJira) => onlyIssue(jira).properties['shared-responsibility'] as IssueProperty;

const openedByLee = { is: 'recorded', at: NOON, by: 'lee', change: '1' } as const;
const openFinding = (id: string, of: Partial<TrackedFinding> = {}) =>
  trackedFrom(publicFilter(id), { openedBy: openedByLee, ...of });
const resolvedFinding = (id: string, of: Partial<TrackedFinding> = {}) =>
  openFinding(id, {
    state: 'resolved',
    lastSeen: LAST_SEEN_AT,
    readAt: RECHECKED_AT,
    resolvedBy: { is: 'recorded', at: RECHECKED_AT, by: 'ana', change: '2' },
    ...of,
  });
const returnedFinding = (id: string, at: Instant) =>
  openFinding(id, { firstSeen: at, lastSeen: at, reopenCount: 1 });

const recheckedLine = (at: Instant): string => messageText('remediation.over.readAgain', { at: { at } });

const rowsOf = (jira: FakeJira): readonly (readonly string[])[] =>
  (blocksOf(jira).find(({ type }) => type === 'table')?.content ?? []).map(row =>
    (row.content ?? []).map(plainTextOf),
  );

describe('the description of an obsolete work item', () => {
  it('says that it is fixed, and asks for nothing', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    expect(textOf(jira)).toContain(YOUR_PART);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(onlyIssue(jira).status.category).toBe('done');
    const [lead, filedFor] = blocksOf(jira).map(plainTextOf);
    expect(lead).toBe(FIXED);
    expect(filedFor).toBe(
      `${messageText('remediation.over.filedFor')} ${messageText('controls.INF-03.risk', { count: 1 })}`,
    );
    for (const past of [
      YOUR_PART,
      messageText('remediation.fix.heading'),
      messageText('remediation.pass.heading'),
      messageText('remediation.about.sinceBy', { at: { at: NOON }, by: '@lee' }),
    ])
      expect(textOf(jira)).not.toContain(past);
  });

  it('names what was reported, from when to when, and the actors', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(rowsOf(jira)).toEqual([
      [
        'Filter',
        'Finding',
        ...(['since', 'openedBy', 'until', 'closedBy'] as const).map(name =>
          messageText(`remediation.over.${name}`),
        ),
      ],
      [
        'Filter 1',
        messageText('controls.INF-03.findings.filter-public.line', publicFilter('1').args),
        'Nov 20, 2026, 12:00 UTC',
        '@lee',
        messageText('remediation.over.exactly', { to: { at: RECHECKED_AT }, length: '3 h' }),
        '@ana',
      ],
    ]);
  });

  it('names the bounds if no actor is recorded', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const closed = { is: 'bounded', after: LAST_SEEN_AT, before: RECHECKED_AT } as const;
    await runRemediation(jira, store, [
      resolvedFinding('1', { openedBy: { is: 'bounded', before: NOON }, resolvedBy: closed }),
    ]);
    const [, row] = rowsOf(jira);
    expect(row?.[2]).toBe(messageText('remediation.open.before', { before: { at: NOON } }));
    expect(row?.[3]).toBe(messageText('remediation.open.notRecorded'));
    expect(row?.[4]).toBe(
      messageText('remediation.over.between', {
        after: { at: LAST_SEEN_AT },
        to: { at: RECHECKED_AT },
        length: '2 h',
      }),
    );
    expect(row?.[5]).toBe(messageText('remediation.open.notRecorded'));
  });

  it('shows how the fix was verified: what was re-checked when, and the evidence', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    await runRemediation(jira, store, [
      resolvedFinding('1'),
      resolvedFinding('2', { readAt: addDuration(RECHECKED_AT, MINUTE) }),
    ]);
    expect(textOf(jira)).toContain(PROOF);
    expect(textOf(jira)).toContain(`${recheckedLine(RECHECKED_AT)} Filter 1`);
    expect(textOf(jira)).toContain(`${recheckedLine(addDuration(RECHECKED_AT, MINUTE))} Filter 2`);
    expect(textOf(jira)).toContain(
      messageText('remediation.evidence.complete', { at: { at: NOON }, read: 3, of: 3 }),
    );
  });

  it('explains what happens if it returns', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(textOf(jira)).toContain(messageText('remediation.over.back'));
    expect(textOf(jira)).toContain(messageText('remediation.over.reopens', { days: 90 }));
  });

  it.each(['setting-changed', 'rule-changed', 'object-deleted', 'not-applicable', 'plan-changed'] as const)(
    'never calls what ended by %s verified',
    async endReason => {
      const { jira, store } = createFixture();
      await runRemediation(jira, store, [openFinding('1')]);
      await runRemediation(jira, store, [
        openFinding('1', { state: 'ended', endReason, since: RECHECKED_AT }),
      ]);
      expect(textOf(jira).split('\n')[0]).toBe(messageText(`remediation.comment.${endReason}`));
      expect(textOf(jira)).not.toContain(PROOF);
      expect(textOf(jira)).not.toContain(YOUR_PART);
    },
  );

  it('never calls what no one can fix on the plan verified', async () => {
    const { jira, store } = createFixture();
    const tracked = openFinding('1');
    await runRemediation(jira, store, [tracked]);
    await runRemediation(jira, store, [openFinding('1', { finding: { ...tracked.finding, cause: 'plan' } })]);
    expect(textOf(jira).split('\n')[0]).toBe(messageText('remediation.comment.plan'));
    expect(textOf(jira)).not.toContain(PROOF);
  });

  it('is written where a person moved it to Done as well', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.move(onlyIssue(jira).id, 'done');
    const { outcomes } = await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['commented', 'rewritten', 'confirmed']);
    expect(textOf(jira)).toContain(messageText('remediation.comment.confirmed'));
  });

  it('keeps what people wrote below it', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const userParagraph: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'Lee is on it' }] };
    onlyIssue(jira).description = adfDocument([...blocksOf(jira), userParagraph]);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(blocksOf(jira).at(-1)).toEqual(userParagraph);
    expect(textOf(jira)).not.toContain(YOUR_PART);
  });

  it('is one edit, with the property, before the step to Done', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const before = jira.calls.length;
    await runRemediation(jira, store, [resolvedFinding('1')]);
    const writeCalls = jira.calls.slice(before).map(({ operation }) => operation);
    expect(writeCalls.filter(operation => /edit|property|transition$/.test(operation))).toEqual([
      'issue.edit',
      'issue.transition',
    ]);
    expect(propertyOf(jira)).toMatchObject({ state: 'closed', open: 0, of: 1 });
  });

  it('does not block the close if Jira lets no one edit what is done', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.move(onlyIssue(jira).id, 'done');
    jira.failures.set('issue.edit', 'refused');
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(store.record('INF-03:site')?.state).toBe('done');
    expect(propertyOf(jira).state).toBe('closed');
  });

  it('is written once if the workflow has no transition to Done', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.blockedCategories.add('done');
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(textOf(jira).split('\n')[0]).toBe(FIXED);
    advanceHours(jira, 48);
    const before = jira.calls.length;
    await runRemediation(jira, store, [resolvedFinding('1')]);
    expect(jira.calls.slice(before).map(({ operation }) => operation)).not.toContain('issue.edit');
  });
});

describe('a finding that became part of the baseline', () => {
  it('is written once, however often it is read again', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.blockedCategories.add('done');
    await runRemediation(jira, store, [openFinding('1', { inBaseline: true })]);
    expect(textOf(jira)).toContain(messageText('remediation.over.stays', { why: 'baseline' }));
    const before = jira.calls.length;
    await runRemediation(jira, store, [
      openFinding('1', { inBaseline: true, lastSeen: RECHECKED_AT, readAt: RECHECKED_AT }),
    ]);
    expect(jira.calls.slice(before).map(({ operation }) => operation)).not.toContain('issue.edit');
  });
});

describe('a finding that returns', () => {
  it('has the description of open findings again', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    await runRemediation(jira, store, [returnedFinding('1', instant(jira.now))]);
    expect(onlyIssue(jira).status.category).toBe('new');
    expect(textOf(jira)).toContain(YOUR_PART);
    expect(textOf(jira)).not.toContain(PROOF);
    expect(propertyOf(jira).state).toBe('open');
  });

  it('is distinguished from what is new', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [resolvedFinding('1')]);
    const now = instant(jira.now);
    await runRemediation(jira, store, [
      returnedFinding('1', now),
      openFinding('2', { firstSeen: now }),
      openFinding('3', { firstSeen: now }),
    ]);
    const [, said] = onlyIssue(jira).comments.map(comment => (comment as AdfDoc).content.map(plainTextOf));
    expect(said).toEqual([
      messageText('remediation.comment.returned', { back: 1, fresh: 2 }),
      'Filter 1, Filter 2, Filter 3',
    ]);
  });

  it('has it even if it was announced as obsolete and could not be closed', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.blockedCategories.add('done');
    await runRemediation(jira, store, [resolvedFinding('1')]);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(textOf(jira)).toContain(YOUR_PART);
    expect(textOf(jira)).not.toContain(PROOF);
  });

  it('has it after a crash at any call of the close', async () => {
    const calm = createFixture();
    await runRemediation(calm.jira, calm.store, [openFinding('1')]);
    const before = calm.jira.calls.length;
    await runRemediation(calm.jira, calm.store, [resolvedFinding('1')]);
    const calls = calm.jira.calls.length - before;
    expect(calls).toBeGreaterThan(4);
    for (let crashIn = 1; crashIn <= calls; crashIn += 1) {
      const { jira, store } = createFixture();
      await runRemediation(jira, store, [openFinding('1')]);
      jira.crashIn = crashIn;
      await expect(runRemediation(jira, store, [resolvedFinding('1')])).rejects.toThrow(SimulatedCrash);
      // The very same as before: only the memory can know that the text is not.
      await runRemediation(jira, store, [openFinding('1', { lastSeen: addDuration(NOON, 30 * HOUR) })]);
      expect({ crashIn, text: textOf(jira) }).toEqual({
        crashIn,
        text: expect.stringContaining(YOUR_PART),
      });
      expect(textOf(jira)).not.toContain(PROOF);
      expect(onlyIssue(jira).status.category).toBe('new');
    }
  });
});
