import { type StoredIssueState, type StoredIssueStates } from '../../src/remediation/run/stored-issue-state';
import { issueStateWrites, readIssueStates } from '../../src/storage/issue-states';
import { instant } from '../../src/domain/instant';
import { type Platform, createFakePlatform } from '../api/fake-platform';

const issueState = (id: number, status = 'To do'): StoredIssueState => ({
  revision: id,
  issue: {
    is: 'live',
    id: String(id),
    key: `SEC-${id}`,
    projectId: '1',
    category: 'new',
    status: { id: '1', name: status },
    categorySince: instant(5),
    assignee: 'ana',
  },
});
const issueStates = (count: number): StoredIssueStates =>
  new Map(Array.from({ length: count }, (_, id) => [String(id), issueState(id)]));

let platform: Platform;
beforeEach(() => {
  platform = createFakePlatform(() => undefined);
});
function keep(before: StoredIssueStates, now: StoredIssueStates): number {
  const writes = issueStateWrites(before, now);
  for (const { key, value } of writes) {
    if (value === undefined) platform.store.delete(key);
    else platform.store.set(key, value);
  }
  return writes.length;
}

describe('the last observed states of work items', () => {
  it('are read back as they were written, from values that fit', async () => {
    const all = issueStates(20_000);
    keep(new Map(), all);
    expect(await readIssueStates()).toEqual(all);
    const sizes = [...platform.store.values()].map(value => JSON.stringify(value).length);
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024);
  });

  it('are written only where they changed, and deleted with the work item', async () => {
    const all = issueStates(300);
    keep(new Map(), all);
    expect(keep(all, all)).toBe(0);
    const changed = new Map([...all, ['7', issueState(7, 'Doing')]]);
    expect(keep(all, changed)).toBe(1);
    expect((await readIssueStates()).get('7')?.issue.status.name).toBe('Doing');
    keep(changed, new Map());
    expect(platform.store.size).toBe(0);
  });

  it('are unknown where they can’t be read', async () => {
    keep(new Map(), issueStates(1));
    for (const key of platform.store.keys()) platform.store.set(key, { items: 'lost' });
    expect(await readIssueStates()).toEqual(new Map());
  });
});
