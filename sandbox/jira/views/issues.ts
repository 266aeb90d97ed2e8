import { customFields } from '../custom-fields';
import { issueTypesOf, priorities, type IssueType } from '../issue-types';
import type { SiteCore } from '../operation';
import type { Viewer } from '../permissions';
import type { Issue, IssueComment, Project } from '../state/model';
import { jiraTime } from '../jira-time';
import { statusOf, type Status, type StatusCategory } from '../workflow';
import { projectDetailsView } from './projects';
import { userDetailsView } from './users';

type Json = Record<string, unknown>;

/** The schema `StatusCategory`. */
export function statusCategoryView(core: SiteCore, category: StatusCategory): Json {
  return { self: `${core.url}/rest/api/3/statuscategory/${category.id}`, ...category };
}

/** The schema `StatusDetails`. */
export function statusView(core: SiteCore, status: Status): Json {
  return {
    self: `${core.url}/rest/api/3/status/${status.id}`,
    description: status.description,
    iconUrl: `${core.url}/images/icons/statuses/generic.png`,
    name: status.name,
    id: status.id,
    statusCategory: statusCategoryView(core, status.category),
  };
}

/** The schema `IssueTypeDetails`. */
export function issueTypeView(core: SiteCore, project: Project, type: IssueType): Json {
  return {
    self: `${core.url}/rest/api/3/issuetype/${type.id}`,
    id: type.id,
    description: type.description,
    iconUrl: `${core.url}/rest/api/2/universal_avatar/view/type/issuetype/avatar/10318`,
    name: type.name,
    subtask: type.subtask,
    hierarchyLevel: type.level,
    ...(project.style === 'next-gen'
      ? { scope: { type: 'PROJECT', project: { id: String(project.id) } } }
      : {}),
  };
}

/** The schema `Priority`; an unknown one is Medium. */
export function priorityView(core: SiteCore, id: string): Json {
  const priority = priorities.find(one => one.id === id) ?? priorities[2];
  return {
    self: `${core.url}/rest/api/3/priority/${priority?.id}`,
    iconUrl: `${core.url}/images/icons/priorities/${priority?.name.toLowerCase()}.svg`,
    name: priority?.name,
    id: priority?.id,
  };
}

/** The schema `Comment`. */
export function commentView(core: SiteCore, viewer: Viewer, issue: Issue, comment: IssueComment): Json {
  return {
    self: `${core.url}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
    id: String(comment.id),
    author: userDetailsView(core, viewer, core.state.accounts.getOrThrow(comment.author)),
    body: comment.body,
    updateAuthor: userDetailsView(core, viewer, core.state.accounts.getOrThrow(comment.updateAuthor)),
    created: jiraTime(comment.created),
    updated: jiraTime(comment.updated),
    jsdPublic: true,
  };
}

function briefIssueView(core: SiteCore, issue: Issue): Json {
  const project = core.state.projects.getOrThrow(issue.projectId);
  const type = issueTypesOf(project).find(({ id }) => id === issue.typeId);
  return {
    id: String(issue.id),
    key: issue.key,
    self: `${core.url}/rest/api/3/issue/${issue.id}`,
    fields: {
      summary: issue.summary,
      status: statusView(core, statusOf(issue)),
      ...(type ? { issuetype: issueTypeView(core, project, type) } : {}),
    },
  };
}

/** Every field of a work item, as Jira writes it. */
export function issueFieldsView(core: SiteCore, viewer: Viewer, issue: Issue): Json {
  const project = core.state.projects.getOrThrow(issue.projectId);
  const type = issueTypesOf(project).find(({ id }) => id === issue.typeId);
  const person = (accountId: string | undefined): Json | null => {
    const account = accountId === undefined ? undefined : core.state.accounts.get(accountId);
    return account ? userDetailsView(core, viewer, account) : null;
  };
  const parent = issue.parentId === undefined ? undefined : core.state.issues.get(issue.parentId);
  const status = statusOf(issue);
  return {
    summary: issue.summary,
    description: issue.description ?? null,
    issuetype: type ? issueTypeView(core, project, type) : null,
    project: projectDetailsView(core, project),
    status: statusView(core, status),
    statusCategory: statusCategoryView(core, status.category),
    priority: priorityView(core, issue.priorityId),
    assignee: person(issue.assignee),
    reporter: person(issue.reporter),
    creator: person(issue.creator),
    labels: issue.labels,
    components: project.components
      .filter(({ id }) => issue.components.includes(id))
      .map(({ id, name }) => ({ self: `${core.url}/rest/api/3/component/${id}`, id: String(id), name })),
    created: jiraTime(issue.created),
    updated: jiraTime(issue.updated),
    duedate: issue.dueDate ?? null,
    ...(core.switches.statusCategoryDates
      ? { statuscategorychangedate: jiraTime(issue.categoryChanged ?? issue.created) }
      : {}),
    resolutiondate: issue.resolved === undefined ? null : jiraTime(issue.resolved),
    resolution: issue.resolved === undefined ? null : { id: '10000', name: 'Done' },
    ...(parent ? { parent: briefIssueView(core, parent) } : {}),
    subtasks: [...core.state.issues.values()]
      .filter(one => one.parentId === issue.id)
      .map(one => briefIssueView(core, one)),
    comment: {
      self: `${core.url}/rest/api/3/issue/${issue.id}/comment`,
      comments: issue.comments.map(comment => commentView(core, viewer, issue, comment)),
      maxResults: issue.comments.length,
      total: issue.comments.length,
      startAt: 0,
    },
    ...Object.fromEntries(Object.keys(customFields).map(id => [id, issue.custom[id] ?? null])),
  };
}

/** A work item with the fields and entity properties that were asked for; `*all` and nothing ask for all of them. */
export function issueView(
  core: SiteCore,
  viewer: Viewer,
  issue: Issue,
  fields: readonly string[],
  properties: readonly string[] = [],
): Json {
  const left = fields.filter(name => name.startsWith('-')).map(name => name.slice(1));
  const requestedFields = fields.filter(name => !name.startsWith('-'));
  const all =
    requestedFields.length === 0 ||
    requestedFields.includes('*all') ||
    requestedFields.includes('*navigable');
  const shown = Object.entries(issueFieldsView(core, viewer, issue)).filter(
    ([name]) => !left.includes(name) && (all || requestedFields.includes(name)),
  );
  const shownProperties = Object.entries(issue.properties).filter(
    ([key]) => properties.includes('*all') || properties.includes(key),
  );
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: String(issue.id),
    self: `${core.url}/rest/api/3/issue/${issue.id}`,
    key: issue.key,
    fields: Object.fromEntries(shown),
    ...(properties.length > 0 ? { properties: Object.fromEntries(shownProperties) } : {}),
  };
}
