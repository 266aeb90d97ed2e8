import { ANNOUNCEMENT_DELAY } from '../../../src/remediation/plan/timeouts';
import { addDuration } from '../../../src/domain/instant';
import { trackedFrom, NOON, publicFilter, runRemediation, updateLead } from '../fixtures';
import { createFixture, onlyIssue, commentText, openFinding, resolvedFinding } from '../single-item';

describe('a change is posted once', () => {
  it('with a comment that names what is new and what is left', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(onlyIssue(jira).comments).toHaveLength(1);
    expect(commentText(onlyIssue(jira).comments[0])).toContain(updateLead(1, 0, 2));
    expect(commentText(onlyIssue(jira).comments[0])).toContain('Filter 2');
    await runRemediation(jira, store, [resolvedFinding('1', NOON), openFinding('2')]);
    expect(commentText(onlyIssue(jira).comments[1])).toContain(updateLead(0, 1, 1));
  });

  it('at once where all is known, and else when it has waited long enough, which it asks for', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const waits = trackedFrom(publicFilter('3'), { state: 'unconfirmed' });
    const kept = await runRemediation(jira, store, [openFinding('1'), openFinding('2'), waits]);
    expect(onlyIssue(jira).comments).toEqual([]);
    expect(kept.nextAnnouncementAt).toBe(addDuration(NOON, ANNOUNCEMENT_DELAY));
    jira.now = addDuration(NOON, ANNOUNCEMENT_DELAY);
    const resultAfterWait = await runRemediation(jira, store, [openFinding('1'), openFinding('2'), waits]);
    expect(onlyIssue(jira).comments).toHaveLength(1);
    expect(resultAfterWait).not.toHaveProperty('nextAnnouncementAt');
  });

  it('and an actor that is known later is added without a comment', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const openedBy = { is: 'recorded', at: NOON, by: 'lee', change: '7' } as const;
    const { outcomes } = await runRemediation(jira, store, [openFinding('1', { openedBy })]);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['rewritten']);
    expect(onlyIssue(jira).comments).toEqual([]);
    expect(JSON.stringify(onlyIssue(jira).description)).toContain('"id":"lee"');
  });

  it('keeps the summary that a person gave it, and follows with its own', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    expect(onlyIssue(jira).summary).toContain('2 filters');
    onlyIssue(jira).summary = 'Lees Filter';
    await runRemediation(jira, store, [openFinding('1'), openFinding('2'), openFinding('3')]);
    expect(onlyIssue(jira).summary).toBe('Lees Filter');
  });

  it('stays open while what it is about can not be read', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const { outcomes } = await runRemediation(jira, store, [openFinding('1', { state: 'stale' })]);
    expect(outcomes.map(({ effect: did }) => did)).toEqual(['rewritten']);
    expect(onlyIssue(jira).status.category).toBe('new');
  });
});
