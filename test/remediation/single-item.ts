import { instant } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { FakeJira } from './fake-jira';
import { FakeRecordStore } from './fake-record-store';
import { trackedFrom, NOON, publicFilter } from './fixtures';

/* What the tests of one work item share. */

export const KEY = 'INF-03:site';

export function createFixture() {
  const jira = new FakeJira();
  jira.now = NOON;
  const store = new FakeRecordStore();
  return { jira, store };
}

export const onlyIssue = (jira: FakeJira) => {
  const [issue, ...others] = jira.issues.values();
  if (issue === undefined || others.length > 0) throw new Error(`${jira.issues.size} work items`);
  return issue;
};

export const commentText = (comment: unknown): string => {
  const node = comment as { text?: string; content?: unknown[] };
  return node.text ?? (node.content ?? []).map(commentText).join('');
};

export const openFinding = (id: string, of: Partial<TrackedFinding> = {}) =>
  trackedFrom(publicFilter(id), of);
export const resolvedFinding = (id: string, at: number) =>
  trackedFrom(publicFilter(id), {
    state: 'resolved',
    resolvedBy: { is: 'recorded', at: instant(at), by: 'lee', change: '1' },
  });
