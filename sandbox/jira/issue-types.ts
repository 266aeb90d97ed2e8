import type { Project } from './state/model';

/** A work type. */
export interface IssueType {
  id: string;
  name: string;
  description: string;
  subtask: boolean;
  /** -1 sub-task, 0 standard, 1 epic. */
  level: number;
}

const type = (id: string, name: string, level = 0): IssueType => ({
  id,
  name,
  description: '',
  subtask: level < 0,
  level,
});

const task = type('10002', 'Task');
const subTask = type('10003', 'Sub-task', -1);
const software = [type('10000', 'Epic', 1), type('10004', 'Story'), task, type('10005', 'Bug'), subTask];
const service = [
  type('10010', '[System] Service request'),
  type('10011', '[System] Incident'),
  task,
  subTask,
];
const business = [task, subTask];

/** The work types of a space; a team-managed one has its own, with ids of its own. */
export function issueTypesOf(project: Project): readonly IssueType[] {
  if (project.style === 'next-gen') {
    const own = (offset: number): string => String(project.id * 10 + offset);
    return [type(own(1), 'Task'), type(own(2), 'Epic', 1), type(own(3), 'Subtask', -1)];
  }
  return { software, service_desk: service, business }[project.type];
}

/** The site's priorities, highest first. */
export const priorities: readonly { id: string; name: string; color: string }[] = [
  { id: '1', name: 'Highest', color: '#d04437' },
  { id: '2', name: 'High', color: '#f15c75' },
  { id: '3', name: 'Medium', color: '#f79232' },
  { id: '4', name: 'Low', color: '#707070' },
  { id: '5', name: 'Lowest', color: '#999999' },
];
