import type { Clock } from '../clock';
import { grantsOf } from './scheme-grants';
import {
  ADD_ONS_ROLE,
  type Account,
  type Grant,
  type Holder,
  isOnFree,
  type Issue,
  type Project,
} from './state/model';
import type { SiteState } from './state/site-state';
import type { SiteSwitches } from './switches';

/** An account, or nobody: someone who isn't logged in. */
export type Viewer = Account | undefined;

/** Answers who may do what, from global grants, schemes, roles and groups, as Jira does. */
export class Permissions {
  readonly #state: SiteState;
  readonly #switches: SiteSwitches;
  readonly #clock: Clock;
  /** Grants by permission, by scheme, until the state or the switch that they follow from changes. */
  readonly #byScheme = new Map<number, Map<string, Grant[]>>();
  #cacheKey = '';

  constructor(state: SiteState, switches: SiteSwitches, clock: Clock) {
    this.#state = state;
    this.#switches = switches;
    this.#clock = clock;
  }

  /** Group ids that count for the account now. */
  groupsOf(account: Account): ReadonlySet<string> {
    return this.#isCounted(account) ? this.#state.memberships.groupsOf(account.accountId) : new Set<string>();
  }

  /** Whether the account holds a global permission. */
  hasGlobal(viewer: Viewer, key: string): boolean {
    if (viewer?.appId !== undefined) {
      if (key === 'SYSTEM_ADMIN') return false;
      if (key === 'ADMINISTER' && !this.#switches.appIsAdmin) return false;
      if (key === 'USER_PICKER') return this.#switches.appBrowsesUsers && this.#isCounted(viewer);
    }
    const holders = this.#state.site.globalGrants[key] ?? [];
    if (holders.includes('')) return true;
    if (!viewer || !viewer.active) return false;
    const groups = this.groupsOf(viewer);
    return holders.some(groupId => groups.has(groupId));
  }

  isJiraAdmin(viewer: Viewer): boolean {
    return this.hasGlobal(viewer, 'ADMINISTER');
  }

  /** Whether the account holds a project permission; `issue` makes reporter and assignee count. */
  hasInProject(viewer: Viewer, project: Project, key: string, issue?: Issue): boolean {
    if (project.status === 'deleted') return false;
    return this.grants(project.permissionScheme, key).some(grant =>
      this.matchesHolder(viewer, project, grant.holder, issue),
    );
  }

  /** Who may see a space: those who browse or administer it, and every Jira admin. */
  canSee(viewer: Viewer, project: Project): boolean {
    if (this.isJiraAdmin(viewer)) return true;
    return (
      this.hasInProject(viewer, project, 'BROWSE_PROJECTS') ||
      this.hasInProject(viewer, project, 'ADMINISTER_PROJECTS')
    );
  }

  /** Who may look at a space's configuration. */
  canAdminister(viewer: Viewer, project: Project): boolean {
    return this.isJiraAdmin(viewer) || this.hasInProject(viewer, project, 'ADMINISTER_PROJECTS');
  }

  /** A scheme's grants of one permission. */
  grants(schemeId: number, permission: string): readonly Grant[] {
    const madeOf = `${this.#state.revision} ${this.#switches.teamAccessHolder}`;
    if (this.#cacheKey !== madeOf) {
      this.#byScheme.clear();
      this.#cacheKey = madeOf;
    }
    let byPermission = this.#byScheme.get(schemeId);
    if (!byPermission) {
      byPermission = new Map<string, Grant[]>();
      const scheme = this.#state.schemes.get(schemeId);
      for (const grant of scheme ? grantsOf({ state: this.#state, switches: this.#switches }, scheme) : []) {
        const known = byPermission.get(grant.permission);
        if (known) known.push(grant);
        else byPermission.set(grant.permission, [grant]);
      }
      this.#byScheme.set(schemeId, byPermission);
    }
    return byPermission.get(permission) ?? [];
  }

  /** Whether a grant's holder is, or contains, the account. */
  matchesHolder(viewer: Viewer, project: Project, holder: Holder, issue?: Issue): boolean {
    if (holder.type === 'anyone') return viewer !== undefined || !isOnFree(this.#state.site.plans);
    if (!viewer || !viewer.active) return false;
    switch (holder.type) {
      case 'applicationRole':
        return this.hasApplication(viewer, holder.parameter);
      case 'group':
        return holder.value !== undefined && this.groupsOf(viewer).has(holder.value);
      case 'projectRole':
        return this.isInRole(viewer, project, Number(holder.parameter));
      case 'user':
        return holder.parameter === viewer.accountId;
      case 'projectLead':
        return project.lead === viewer.accountId;
      case 'reporter':
        return issue?.reporter === viewer.accountId;
      case 'assignee':
        return issue !== undefined && issue.assignee === viewer.accountId;
      case 'sd.customer.portal.only':
        return viewer.kind === 'customer';
      default:
        return false;
    }
  }

  /** Whether the account may use an app of Jira; without a key, any of them. Guests and customers are not in it. */
  hasApplication(account: Account, key?: string): boolean {
    if (account.kind === 'customer' || account.guest) return false;
    const groups = this.groupsOf(account);
    for (const application of this.#state.applicationRoles.values()) {
      if (key !== undefined && application.key !== key) continue;
      if (application.groups.some(groupId => groups.has(groupId))) return true;
    }
    return false;
  }

  isInRole(account: Account, project: Project, roleId: number): boolean {
    if (!this.#isCounted(account)) return false;
    if (roleId === ADD_ONS_ROLE)
      return (
        this.#state.site.addOns.includes(account.accountId) &&
        !(project.addOnsRemoved ?? []).includes(account.accountId)
      );
    const actors = project.actors[roleId] ?? [];
    if (actors.some(actor => actor.accountId === account.accountId)) return true;
    const groups = this.groupsOf(account);
    return actors.some(actor => actor.groupId !== undefined && groups.has(actor.groupId));
  }

  #isCounted(account: Account): boolean {
    return account.rightsFrom === undefined || account.rightsFrom <= this.#clock.now();
  }
}
