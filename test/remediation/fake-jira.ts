import { type CallInput, type Jira } from '../../src/jira/jira';
import { JiraError, type JiraErrorKind } from '../../src/jira/jira-error';
import { type OperationId } from '../../src/jira/operations';
import { formatIso, instant, SECOND } from '../../src/domain/instant';

/** A stop in the middle of the work, as a timeout of the platform makes it. */
export class SimulatedCrash extends Error {}

type Category = 'new' | 'indeterminate' | 'done';

export interface FakeIssue {
  id: string;
  key: string;
  project: string;
  type: string;
  summary: string;
  description: unknown;
  status: { id: string; name: string; category: Category };
  creator: string;
  assignee?: string;
  duedate?: string;
  labels: string[];
  component?: string;
  priority?: string;
  properties: Record<string, unknown>;
  comments: unknown[];
  created: number;
  updated: number;
  categorySince: number;
  security: boolean;
}

const STATUSES = {
  declined: { id: '4', name: "Won't do", category: 'done' },
  todo: { id: '1', name: 'Zu erledigen', category: 'new' },
  doing: { id: '2', name: 'Läuft', category: 'indeterminate' },
  done: { id: '3', name: 'Erledigt', category: 'done' },
} as const;
export type StatusName = keyof typeof STATUSES;

export const OWN = 'app-account';

export interface FakeField {
  fieldId: string;
  name: string;
  required: boolean;
  hasDefaultValue?: boolean;
  allowedValues?: { id: string; name: string }[];
}

const screenField = (fieldId: string, required = false): FakeField => ({ fieldId, name: fieldId, required });

/** One project with one workflow, small but strict: what this app asks of Jira, answered as Jira's documents say. */
export class FakeJira implements Jira {
  now = 0;
  searchLag = 0;
  /** Whether a work item says when its category changed; an undocumented field. */
  returnsCategoryDates = true;
  issues = new Map<string, FakeIssue>();
  deleted = new Set<string>();
  calls: { operation: OperationId; input: CallInput<unknown> }[] = [];
  /** Crashes, or loses the answer, after this many further calls that took effect. */
  crashIn: number | undefined;
  loseAnswerIn: number | undefined;
  /** The next answer of this operation is lost. */
  loseAnswerOf: OperationId | undefined;
  failures = new Map<OperationId, JiraErrorKind>();
  blocked = false;
  project: { id: string; key: string; name: string; archived: boolean; projectTypeKey: string } | undefined =
    {
      id: '10000',
      key: 'SEC',
      name: 'Security',
      archived: false,
      projectTypeKey: 'software',
    };
  permissions = new Set([
    'BROWSE_PROJECTS',
    'CREATE_ISSUES',
    'EDIT_ISSUES',
    'ASSIGN_ISSUES',
    'TRANSITION_ISSUES',
    'ADD_COMMENTS',
  ]);
  /** Groups in each role of the space. */
  roleGroups: string[] | 'denied' = ['security'];
  /** Who can be assigned and does not see the space. */
  withoutBrowse = new Set<string>();
  /** Whether the app may ask about the permissions of others. */
  canCheckOtherUsers = true;
  browseHolders: { type: string; parameter?: string }[] | 'denied' = [
    { type: 'projectRole', parameter: '10002' },
  ];
  types = [
    { id: '10001', name: 'Task', subtask: false },
    { id: '10002', name: 'Subtask', subtask: true },
  ];
  screen: FakeField[] = [
    screenField('summary', true),
    screenField('issuetype', true),
    screenField('project', true),
    screenField('description'),
    screenField('assignee'),
    screenField('labels'),
    screenField('duedate'),
    {
      ...screenField('priority'),
      allowedValues: ['Highest', 'High', 'Medium', 'Low', 'Lowest'].map((name, index) => ({
        id: String(index + 1),
        name,
      })),
    },
  ];
  assignable = new Set(['lee', 'ana', 'admin']);
  /** Categories that the workflow has no step to. */
  blockedCategories = new Set<Category>();
  /** Statuses that this workflow doesn't have. */
  missingStatuses = new Set<StatusName>();
  #next = 10_100;

  // Tests look at the site through these.
  issue(id: string): FakeIssue {
    const issue = this.issues.get(id);
    if (issue === undefined) throw new Error(`no issue ${id}`);
    return issue;
  }

  add(issue: Partial<FakeIssue>): FakeIssue {
    this.#next += 1;
    const made: FakeIssue = {
      id: String(this.#next),
      key: `SEC-${this.#next - 10_100}`,
      project: '10000',
      type: '10001',
      summary: '',
      description: null,
      status: STATUSES.todo,
      creator: OWN,
      labels: [],
      properties: {},
      comments: [],
      created: this.now,
      updated: this.now,
      categorySince: this.now,
      security: false,
      ...issue,
    };
    this.issues.set(made.id, made);
    return made;
  }

  delete(id: string): void {
    this.issues.delete(id);
    this.deleted.add(id);
  }

  move(id: string, to: StatusName): void {
    const issue = this.issue(id);
    const status = STATUSES[to];
    if (issue.status.category !== status.category) issue.categorySince = this.now;
    issue.status = status;
    issue.updated = this.now;
  }

  async call<T>(operation: OperationId, input: CallInput<T>): Promise<T> {
    await Promise.resolve();
    this.now += SECOND / 10;
    const kind = this.failures.get(operation);
    if (kind !== undefined) throw new JiraError(kind, operation, { status: 400, fields: ['customfield_1'] });
    this.calls.push({ operation, input });
    const answer = this.#answer(operation, input);
    if (this.crashIn !== undefined) {
      this.crashIn -= 1;
      if (this.crashIn <= 0) {
        this.crashIn = undefined;
        throw new SimulatedCrash(operation);
      }
    }
    if (this.loseAnswerOf === operation) {
      this.loseAnswerOf = undefined;
      throw new JiraError('transient', operation);
    }
    if (this.loseAnswerIn !== undefined) {
      this.loseAnswerIn -= 1;
      if (this.loseAnswerIn <= 0) {
        this.loseAnswerIn = undefined;
        throw new JiraError('transient', operation);
      }
    }
    const read = input.responseSchema.safeParse(JSON.parse(JSON.stringify(answer ?? null)));
    if (!read.success) throw new JiraError('schema', operation, { cause: read.error });
    return read.data;
  }

  #visibleIssue(id: string, operation: OperationId): FakeIssue {
    const issue = this.issues.get(id) ?? [...this.issues.values()].find(({ key }) => key === id);
    if (issue === undefined || !this.#canSee(issue))
      throw new JiraError('not-found', operation, { status: 404 });
    return issue;
  }

  #canSee(issue: FakeIssue): boolean {
    return !issue.security && !this.blocked && this.permissions.has('BROWSE_PROJECTS');
  }

  #issueView(issue: FakeIssue): unknown {
    const at = (milliseconds: number) => formatIso(instant(milliseconds)).replace('Z', '+0000');
    return {
      id: issue.id,
      key: issue.key,
      fields: {
        summary: issue.summary,
        description: issue.description,
        status: {
          id: issue.status.id,
          name: issue.status.name,
          statusCategory: { key: issue.status.category },
        },
        project: { id: issue.project },
        assignee: issue.assignee === undefined ? null : { accountId: issue.assignee },
        creator: { accountId: issue.creator },
        duedate: issue.duedate ?? null,
        priority: issue.priority === undefined ? null : { id: issue.priority },
        created: at(issue.created),
        updated: at(issue.updated),
        ...(this.returnsCategoryDates ? { statuscategorychangedate: at(issue.categorySince) } : {}),
      },
      properties: issue.properties,
    };
  }

  #answer(operation: OperationId, { path = {}, query = {}, body }: CallInput<unknown>): unknown {
    const sent = (body ?? {}) as Record<string, never>;
    const id = path['issueIdOrKey'] ?? '';
    const refused = (fields: string[] = []) => new JiraError('refused', operation, { status: 400, fields });
    switch (operation) {
      case 'project.get':
        if (this.project === undefined || !this.permissions.has('BROWSE_PROJECTS')) {
          throw new JiraError('not-found', operation, { status: 404 });
        }
        return this.project;
      case 'mypermissions.get':
        return {
          permissions: Object.fromEntries(
            String(query['permissions'])
              .split(',')
              .map(key => [key, { havePermission: this.permissions.has(key) }]),
          ),
        };
      case 'project.permission-scheme':
        if (this.browseHolders === 'denied') throw new JiraError('denied', operation, { status: 403 });
        return {
          id: 1,
          name: 'Security scheme',
          permissions: this.browseHolders.map(holder => ({ permission: 'BROWSE_PROJECTS', holder })),
        };
      case 'project.role':
        if (this.roleGroups === 'denied') throw new JiraError('not-found', operation, { status: 404 });
        return {
          actors: [
            { id: 1, actorUser: { accountId: 'ana' } },
            ...this.roleGroups.map(groupId => ({ id: 2, actorGroup: { groupId, name: groupId } })),
          ],
        };
      case 'permissions.check': {
        if (!this.canCheckOtherUsers) throw new JiraError('denied', operation, { status: 403 });
        const account = String(sent['accountId']);
        const projects = [Number(this.project?.id)];
        const assignable = this.assignable.has(account);
        const sees = assignable && !this.withoutBrowse.has(account);
        return {
          globalPermissions: [],
          projectPermissions: [
            { permission: 'ASSIGNABLE_USER', projects: assignable ? projects : [], issues: [] },
            { permission: 'BROWSE_PROJECTS', projects: sees ? projects : [], issues: [] },
          ],
        };
      }
      case 'data-policy.get':
        return { anyContentBlocked: this.blocked };
      case 'create-meta.types':
        return { issueTypes: this.types, total: this.types.length };
      case 'create-meta.fields':
        return { fields: this.screen, total: this.screen.length };
      case 'user.assignable': {
        const account = String(query['accountId']);
        return this.assignable.has(account) ? [{ accountId: account }] : [];
      }
      case 'issue.create': {
        const { fields, properties } = sent as unknown as {
          fields: Record<string, never>;
          properties: { key: string; value: unknown }[];
        };
        const onScreen = new Set(this.screen.map(({ fieldId }) => fieldId));
        const strange = Object.keys(fields).filter(name => !onScreen.has(name));
        const missing = this.screen.filter(({ fieldId, required, hasDefaultValue }) => {
          return required && hasDefaultValue !== true && !(fieldId in fields);
        });
        if (strange.length + missing.length > 0)
          throw refused([...strange, ...missing.map(({ fieldId }) => fieldId)]);
        const assignee = fields['assignee'] as { accountId: string } | undefined;
        const made = this.add({
          summary: fields['summary'] as unknown as string,
          description: fields['description'],
          labels: fields['labels'] ?? [],
          ...(assignee === undefined ? {} : { assignee: assignee.accountId }),
          ...(fields['duedate'] === undefined ? {} : { duedate: fields['duedate'] }),
          ...(fields['components'] === undefined
            ? {}
            : { component: (fields['components'] as { id: string }[])[0]?.id ?? '' }),
          ...(fields['priority'] === undefined
            ? {}
            : { priority: (fields['priority'] as { id: string }).id }),
          properties: Object.fromEntries(properties.map(({ key, value }) => [key, value])),
        });
        return { id: made.id, key: made.key };
      }
      case 'issue.bulk-fetch': {
        const ids = sent['issueIdsOrKeys'] as unknown as string[];
        const there = ids
          .flatMap(wanted => this.issues.get(wanted) ?? [])
          .filter(issue => this.#canSee(issue));
        return { issues: there.map(issue => this.#issueView(issue)) };
      }
      case 'issue.get':
        return this.#issueView(this.#visibleIssue(id, operation));
      case 'issue.search': {
        const jql = String(query['jql']);
        const [, key] = /key = "([^"]+)"/.exec(jql) ?? [];
        const [, creator] = /creator = "([^"]+)"/.exec(jql) ?? [];
        const isOpen = jql.includes('statusCategory != Done');
        const hits = [...this.issues.values()].filter(
          issue =>
            this.#canSee(issue) &&
            issue.creator === creator &&
            issue.updated + this.searchLag <= this.now &&
            (!isOpen || issue.status.category !== 'done') &&
            (key === undefined ||
              (issue.properties['shared-responsibility'] as { key?: string } | undefined)?.key === key),
        );
        return { issues: hits.map(issue => ({ id: issue.id })) };
      }
      case 'issue.edit': {
        const issue = this.#visibleIssue(id, operation);
        const { fields, properties = [] } = sent as unknown as {
          fields: { description?: unknown; summary?: string; duedate?: string; priority?: { id: string } };
          properties?: { key: string; value: unknown }[];
        };
        if (fields.description !== undefined) issue.description = fields.description;
        if (fields.summary !== undefined) issue.summary = fields.summary;
        if (fields.duedate !== undefined) issue.duedate = fields.duedate;
        if (fields.priority !== undefined) issue.priority = fields.priority.id;
        for (const { key, value } of properties) issue.properties[key] = value;
        issue.updated = this.now;
        return undefined;
      }
      case 'issue.assign': {
        const issue = this.#visibleIssue(id, operation);
        issue.assignee = sent['accountId'] as unknown as string;
        issue.updated = this.now;
        return undefined;
      }
      case 'issue.comment': {
        const issue = this.#visibleIssue(id, operation);
        issue.comments.push(sent['body']);
        issue.updated = this.now;
        return { id: '1' };
      }
      case 'issue.set-property':
        this.#visibleIssue(id, operation).properties[path['propertyKey'] ?? ''] = body;
        return undefined;
      case 'issue.transitions': {
        const issue = this.#visibleIssue(id, operation);
        const ways = Object.entries(STATUSES).flatMap(([name, status]) =>
          status.category === issue.status.category ||
          this.blockedCategories.has(status.category) ||
          this.missingStatuses.has(name as StatusName)
            ? []
            : [status],
        );
        return {
          transitions: ways.map(status => ({
            id: `to-${status.id}`,
            name: status.name,
            to: { id: status.id, name: status.name, statusCategory: { key: status.category } },
          })),
        };
      }
      case 'issue.transition': {
        const issue = this.#visibleIssue(id, operation);
        const { transition } = sent as unknown as { transition: { id: string } };
        const status = (Object.keys(STATUSES) as StatusName[]).find(
          name => `to-${STATUSES[name].id}` === transition.id,
        );
        if (status === undefined || this.blockedCategories.has(STATUSES[status].category)) throw refused();
        this.move(issue.id, status);
        return undefined;
      }
      default:
        throw new Error(`the fake site has no ${operation}`);
    }
  }
}
