import { type FakeJira } from './fake-jira';
import { FakeStore } from './fake-store';
import { sweep } from './given';
import { KEY, begin, only, said, open } from './one-item';

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
