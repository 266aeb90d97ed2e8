import { type FakeJira } from '../fake-jira';
import { FakeRecordStore } from '../fake-record-store';
import { runRemediation } from '../fixtures';
import { KEY, createFixture, onlyIssue, commentText, openFinding } from '../single-item';

describe('manual changes of a work item', () => {
  it('text below the app’s part stays, whatever the app rewrites above', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const issue = onlyIssue(jira);
    const { content } = issue.description as { content: unknown[] };
    const userParagraph = { type: 'paragraph', content: [{ type: 'text', text: 'Lee is on it' }] };
    issue.description = { version: 1, type: 'doc', content: [...content, userParagraph] };
    await runRemediation(jira, store, [openFinding('1'), openFinding('2')]);
    const after = issue.description as { content: unknown[] };
    expect(after.content.at(-1)).toEqual(userParagraph);
    expect(commentText(issue.description).match(/Lee is on it/g)).toHaveLength(1);
    expect(commentText(issue.description).split(KEY)).toHaveLength(2);
  });

  it('a property that someone removed or changed is restored without a comment', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const property = onlyIssue(jira).properties['shared-responsibility'];
    onlyIssue(jira).properties = {};
    await runRemediation(jira, store, [openFinding('1')]);
    expect(onlyIssue(jira).properties['shared-responsibility']).toEqual(property);
    expect(onlyIssue(jira).comments).toEqual([]);
  });

  it('a move to another project is followed', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    Object.assign(onlyIssue(jira), { key: 'OPS-9', project: '20000' });
    await runRemediation(jira, store, [openFinding('1')]);
    expect(store.record(KEY)).toMatchObject({ issueKey: 'OPS-9', projectId: '20000' });
    expect(jira.issues.size).toBe(1);
  });

  it('deleted, it is filed again once and not a third time', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    jira.delete(onlyIssue(jira).id);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(1);
    jira.delete(onlyIssue(jira).id);
    const { states } = await runRemediation(jira, store, [openFinding('1')]);
    await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(0);
    expect(states).toMatchObject([{ is: 'cannot-file', problem: { code: 'deleted-again' } }]);
  });

  it.each([
    ['an app access rule', (jira: FakeJira) => (jira.blocked = true)],
    ['a lost right', (jira: FakeJira) => jira.permissions.delete('BROWSE_PROJECTS')],
  ])('hidden by %s it is never taken for deleted', async (_case, hide) => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    hide(jira);
    const { states } = await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(1);
    expect(states).toMatchObject([{ is: 'hidden', problem: { code: 'hidden' } }]);
  });

  it('hidden by a security level and back again, the second one becomes a duplicate', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const first = onlyIssue(jira);
    first.security = true;
    await runRemediation(jira, store, [openFinding('1')]);
    expect(jira.issues.size).toBe(2);
    first.security = false;
    await runRemediation(jira, store, [openFinding('1')]);
    expect([...jira.issues.values()].filter(({ status }) => status.category !== 'done')).toHaveLength(1);
    const comments = first.comments.length;
    await runRemediation(jira, store, [openFinding('1')]);
    expect(first.comments).toHaveLength(comments);
  });

  it('a copy of another site is not ours', async () => {
    const { jira, store } = createFixture();
    await runRemediation(jira, store, [openFinding('1')]);
    const copy = { ...onlyIssue(jira), id: '1', key: 'SEC-0', status: onlyIssue(jira).status };
    const property = copy.properties['shared-responsibility'] as object;
    jira.issues.clear();
    jira.issues.set('1', {
      ...copy,
      properties: { 'shared-responsibility': { ...property, cloudId: 'other' } },
    });
    const fresh = new FakeRecordStore();
    await runRemediation(jira, fresh, [openFinding('1')]);
    expect(jira.issues.size).toBe(2);
  });
});
