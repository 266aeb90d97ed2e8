import { SAY_WITHIN } from '../../src/remediation/patience';
import { later } from '../../src/terms/instant';
import { lifeOf, NOON, publicFilter, sweep } from './given';
import { begin, only, said, open, gone } from './one-item';

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
