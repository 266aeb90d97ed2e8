import { instant } from '../../src/terms/instant';
import { FakeJira } from './fake-jira';
import { FakeStore } from './fake-store';
import { lifeOf, NOON, publicFilter } from './given';

/* What the tests of one work item share. */

export const KEY = 'INF-03:site';

export function begin() {
  const jira = new FakeJira();
  jira.now = NOON;
  const store = new FakeStore();
  return { jira, store };
}

export const only = (jira: FakeJira) => {
  const [issue, ...others] = jira.issues.values();
  if (issue === undefined || others.length > 0) throw new Error(`${jira.issues.size} work items`);
  return issue;
};

export const said = (comment: unknown): string => {
  const node = comment as { text?: string; content?: unknown[] };
  return node.text ?? (node.content ?? []).map(said).join('');
};

export const open = (id: string, of = {}) => lifeOf(publicFilter(id), of);
export const gone = (id: string, at: number) =>
  lifeOf(publicFilter(id), {
    state: 'gone',
    closed: { is: 'recorded', at: instant(at), by: 'lee', change: '1' },
  });
