import type { Issue, Project, WorkflowKind } from './state/model';

/** One of the three kinds of status, whatever a status is called. */
export interface StatusCategory {
  id: number;
  key: 'new' | 'indeterminate' | 'done';
  name: string;
  colorName: string;
}

/** A status of a work item. */
export interface Status {
  id: string;
  name: string;
  description: string;
  category: StatusCategory;
}

/** A way to a status. */
export interface Transition {
  id: string;
  name: string;
  to: Status;
}

/** The three categories by key. */
export const statusCategories: Record<StatusCategory['key'], StatusCategory> = {
  new: { id: 2, key: 'new', name: 'To Do', colorName: 'blue-gray' },
  indeterminate: { id: 4, key: 'indeterminate', name: 'In Progress', colorName: 'yellow' },
  done: { id: 3, key: 'done', name: 'Done', colorName: 'green' },
};

const toDo: Status = { id: '10000', name: 'To Do', description: '', category: statusCategories.new };
const inProgress: Status = {
  id: '3',
  name: 'In Progress',
  description: 'Someone works on it.',
  category: statusCategories.indeterminate,
};
const done: Status = { id: '10001', name: 'Done', description: '', category: statusCategories.done };
const inReview: Status = {
  id: '10002',
  name: 'In Review',
  description: '',
  category: statusCategories.indeterminate,
};

/** Every status of the site. */
export const statuses: readonly Status[] = [toDo, inProgress, done, inReview];

const workflows: Record<WorkflowKind, readonly Transition[]> = {
  open: [
    { id: '11', name: 'To Do', to: toDo },
    { id: '21', name: 'In Progress', to: inProgress },
    { id: '31', name: 'Done', to: done },
  ],
  guarded: [
    { id: '11', name: 'To Do', to: toDo },
    { id: '41', name: 'Send for review', to: inReview },
  ],
};

/** The status that a new work item gets. */
export const firstStatus: Status = toDo;

/** The status that the work item is in. */
export function statusOf(issue: Issue): Status {
  const status = statuses.find(({ id }) => id === issue.statusId);
  if (!status) throw new Error(`${issue.key} has the unknown status ${issue.statusId}`);
  return status;
}

/** The transitions of a space's work items: every status can be reached from every other, itself included. */
export function transitionsOf(project: Project): readonly Transition[] {
  return workflows[project.workflow];
}
