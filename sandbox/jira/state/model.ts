import type { Millis } from '../../clock';

/** An account of the site: a person, an app, an agent, a service account, a portal customer, or one that was deleted. */
export interface Account {
  accountId: string;
  /** Jira's account type; `unknown` is what is left of a deleted account. */
  kind: 'atlassian' | 'app' | 'customer' | 'unknown';
  appType?: 'agent' | 'service';
  displayName: string;
  email?: string;
  active: boolean;
  guest?: true;
  timeZone: string;
  /** The Forge app behind an account that `Product.install` made. */
  appId?: string;
  /** From when the account's groups and roles count: Jira gives them to an app some time after the install. */
  rightsFrom?: Millis;
}

/** Members are kept apart, in `Memberships`: a group of 20,000 changes by one at a time. */
export interface Group {
  groupId: string;
  name: string;
}

/** An app of Jira. */
export type ApplicationKey = 'jira-software' | 'jira-core' | 'jira-servicedesk' | 'jira-product-discovery';
/** An app's plan. */
export type Plan = 'UNLICENSED' | 'FREE' | 'PAID';

/** The name of the scheme that Jira gives to new software spaces. */
export const SOFTWARE_SCHEME = 'Default software scheme';

/** Every app that has a license is on Free: anonymous access is off, whatever the schemes grant. */
export function isOnFree(plans: Readonly<Record<ApplicationKey, Plan>>): boolean {
  const all = Object.values(plans);
  return all.includes('FREE') && !all.includes('PAID');
}

/** Who may use an app of Jira: groups by id. */
export interface ApplicationRole {
  key: ApplicationKey;
  name: string;
  defaultGroups: string[];
  groups: string[];
  seats: number;
}

/** A role actor: a person or a group, by id. */
export interface Actor {
  id: number;
  accountId?: string;
  groupId?: string;
}

/** A project role. */
export interface Role {
  id: number;
  name: string;
  description: string;
}

/** How a project's workflow moves: `open` from every status to every other, `guarded` without a way to Done. */
export type WorkflowKind = 'open' | 'guarded';

/** How wide a team-managed space is open; its grants follow from it until someone edits them. */
export type TeamAccess = 'private' | 'limited' | 'open' | 'public';

/** A space. */
export interface Project {
  id: number;
  key: string;
  name: string;
  description: string;
  type: 'software' | 'service_desk' | 'business';
  style: 'classic' | 'next-gen';
  status: 'live' | 'archived' | 'deleted';
  lead: string;
  assigneeType: 'PROJECT_LEAD' | 'UNASSIGNED';
  categoryId?: number;
  permissionScheme: number;
  securityScheme?: number;
  notificationScheme: number;
  workflow: WorkflowKind;
  /** Only team-managed spaces have roles of their own. */
  ownRoles?: Role[];
  /** Actors by role id. The add-ons role is the site's, see `SiteFacts.addOns`. */
  actors: Record<number, Actor[]>;
  /** Apps that somebody took out of this space's add-ons role. */
  addOnsRemoved?: string[];
  components: { id: number; name: string }[];
  /** Ids of custom fields that a new work item must have. */
  requiredFields: string[];
  /** Ids of fields that its create screen has no place for. */
  offScreen?: string[];
  issues: number;
  lastIssueUpdate: Millis;
  archivedBy?: string;
  archivedAt?: Millis;
  /** What a data security policy hides from apps. */
  hiddenFromApps?: true;
}

/** A category of spaces. */
export interface Category {
  id: number;
  name: string;
  description: string;
}

/** Who holds a permission: `parameter` as Jira writes it, `value` the id. */
export interface Holder {
  type: string;
  parameter?: string;
  value?: string;
}

/** One permission of one holder. */
export interface Grant {
  id: number;
  permission: string;
  holder: Holder;
}

/** A permission scheme; its grants are read by `grantsOf`. */
export interface PermissionScheme {
  id: number;
  name: string;
  description: string;
  /** The team-managed space that owns the scheme. */
  projectId?: number;
  /** Where `grants` is missing, they follow from the space's access level. */
  access?: TeamAccess;
  grants?: Grant[];
}

/** Whom a filter or dashboard is opened to. */
export interface Share {
  id: number;
  type: 'global' | 'loggedin' | 'group' | 'project' | 'projectRole' | 'user';
  groupId?: string;
  projectId?: number;
  roleId?: number;
  accountId?: string;
}

/** A filter. */
export interface Filter {
  id: number;
  name: string;
  description: string;
  owner: string;
  jql: string;
  shares: Share[];
  edits: Share[];
  favorites: number;
}

/** A dashboard; only the system one has no owner. */
export interface Dashboard {
  id: number;
  name: string;
  description: string;
  owner?: string;
  shares: Share[];
  edits: Share[];
  favorites: number;
  system?: true;
}

/** A comment. */
export interface IssueComment {
  id: number;
  author: string;
  updateAuthor: string;
  body: unknown;
  created: Millis;
  updated: Millis;
}

/** A work item. */
export interface Issue {
  id: number;
  key: string;
  projectId: number;
  typeId: string;
  summary: string;
  description: unknown;
  statusId: string;
  priorityId: string;
  assignee?: string;
  reporter?: string;
  creator: string;
  labels: string[];
  components: number[];
  parentId?: number;
  dueDate?: string;
  /** Custom fields by id. */
  custom: Record<string, unknown>;
  created: Millis;
  updated: Millis;
  resolved?: Millis;
  /** When its status category last changed; missing while it never did. */
  categoryChanged?: Millis;
  properties: Record<string, unknown>;
  comments: IssueComment[];
}

/** A record of the audit log, in the words that Jira writes. */
export interface AuditRecord {
  id: number;
  summary: string;
  category: string;
  created: Millis;
  author?: string;
  remoteAddress?: string;
  object: AuditItem;
  changes?: AuditChange[];
  associated?: AuditItem[];
}

/** An object that an audit record names. */
export interface AuditItem {
  id?: string;
  name: string;
  typeName: string;
  parentId?: string;
  parentName?: string;
}

/** A value before and after. */
export interface AuditChange {
  fieldName: string;
  changedFrom?: string;
  changedTo?: string;
}

/** A notification scheme. */
export interface NotificationScheme {
  id: number;
  name: string;
  description: string;
  /** Addresses outside the site that its "issue created" event mails. */
  addresses: string[];
}

/** An issue-security scheme. */
export interface SecurityScheme {
  id: number;
  name: string;
  description: string;
  defaultLevel: number;
}

/** A level of data classification. */
export interface ClassificationLevel {
  id: string;
  status: 'published' | 'draft' | 'archived';
  name: string;
  rank: number;
  description: string;
  color: string;
}

/** What a site has once. */
export interface SiteFacts {
  cloudId: string;
  title: string;
  plans: Record<ApplicationKey, Plan>;
  /** Jira Premium, which advanced planning needs. */
  premium: boolean;
  properties: Record<string, string>;
  banner: {
    enabled: boolean;
    dismissible: boolean;
    message: string;
    visibility: 'public' | 'private';
  };
  options: {
    voting: boolean;
    watching: boolean;
    unassigned: boolean;
    subTasks: boolean;
    issueLinking: boolean;
  };
  /** Holders of global permissions: group ids; `anyone` is an empty group id. */
  globalGrants: Record<string, string[]>;
  /** Groups that `group/bulk?accessType=` names. */
  adminGroups: { admin: string[]; siteAdmin: string[] };
  /** Accounts in `atlassian-addons-project-access` of every space. */
  addOns: string[];
  /** The next free number of each kind of id. */
  next: Record<string, number>;
}

/** The id of `atlassian-addons-project-access`, the role that holds nearly everything for apps. */
export const ADD_ONS_ROLE = 10003;
/** The id of the Administrators role of company-managed spaces. */
export const ADMINISTRATORS_ROLE = 10002;
/** The id of the role of those who answer the requests of a service space. */
export const SERVICE_TEAM_ROLE = 10005;
