import type { Clock } from '../clock';
import type { Viewer } from './permissions';
import type { AuditChange, AuditItem, AuditRecord, Group, PermissionScheme, Project } from './state/model';
import type { SiteState } from './state/site-state';

/** The directory that Jira names as parent of groups and of accounts that Atlassian's administration manages. */
const directory = {
  parentId: '10000',
  parentName: 'com.atlassian.crowd.directory.IdentityPlatformRemoteDirectory',
};

/** Objects as a record names them. */
export const auditItem = {
  scheme: (scheme: { id: number; name: string }): AuditItem => ({
    id: String(scheme.id),
    name: scheme.name,
    typeName: 'SCHEME',
  }),
  project: (project: Project): AuditItem => ({
    id: String(project.id),
    name: project.name,
    typeName: 'PROJECT',
  }),
  group: (group: Group): AuditItem => ({ name: group.name, typeName: 'GROUP', ...directory }),
  user: (accountId: string): AuditItem => ({
    id: accountId,
    name: accountId,
    typeName: 'USER',
    ...directory,
  }),
  role: (role: { id: number; name: string }): AuditItem => ({
    id: String(role.id),
    name: role.name,
    typeName: 'PROJECT_ROLE',
  }),
};

/** What happened, before it gets an id, a time and an author. */
export interface AuditEntry {
  summary: string;
  category:
    | 'permissions'
    | 'projects'
    | 'group management'
    | 'user management'
    | 'filters'
    | 'dashboards'
    | 'customers';
  object: AuditItem;
  changes?: AuditChange[];
  associated?: AuditItem[];
}

/** Writes the records that Jira writes, in the words seen on real sites. */
export class AuditLog {
  readonly #state: SiteState;
  readonly #clock: Clock;

  constructor(state: SiteState, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  /** @param author missing where Jira names nobody: what is done in Atlassian's administration, and by the platform. */
  write(author: Viewer, entry: AuditEntry): AuditRecord {
    const record: AuditRecord = {
      ...entry,
      id: this.#state.nextId('audit'),
      created: this.#clock.now(),
      ...(author ? { author: author.accountId } : {}),
      ...(author?.kind === 'atlassian' ? { remoteAddress: '203.0.113.7' } : {}),
    };
    return this.#state.audit.put(record.id, record);
  }

  grantChanged(
    author: Viewer,
    scheme: PermissionScheme,
    change: 'added' | 'removed',
    grant: { permission: string; type: string; value: string },
  ): void {
    const changed = (fieldName: string, value: string): AuditChange =>
      change === 'added'
        ? { fieldName, changedFrom: '', changedTo: value }
        : { fieldName, changedFrom: value, changedTo: '' };
    this.write(author, {
      summary: 'Permission scheme updated',
      category: 'permissions',
      object: auditItem.scheme(scheme),
      changes: [
        changed('Value', grant.value),
        changed('Type', grant.type),
        changed('Permission', grant.permission),
      ],
    });
  }

  membershipChanged(author: Viewer, group: Group, accountId: string, change: 'added' | 'removed'): void {
    this.write(author, {
      summary: change === 'added' ? 'User added to group' : 'User removed from group',
      category: 'group management',
      object: auditItem.group(group),
      associated: [auditItem.user(accountId)],
    });
  }
}
