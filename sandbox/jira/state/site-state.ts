import { Collection } from './collection';
import { Memberships } from './memberships';
import type {
  Account,
  ApplicationRole,
  AuditRecord,
  Category,
  ClassificationLevel,
  Dashboard,
  Filter,
  Group,
  Issue,
  NotificationScheme,
  PermissionScheme,
  Project,
  Role,
  SecurityScheme,
  SiteFacts,
} from './model';

/** Everything a site holds. What the generator made stands in memory; what was changed since is also written down. */
export class SiteState {
  /** Rises with every change, so that what is computed from the state can be kept until then. */
  revision = 0;
  readonly #touch = (): void => {
    this.revision += 1;
  };

  readonly accounts = new Collection<string, Account>('accounts', this.#touch);
  readonly groups = new Collection<string, Group>('groups', this.#touch);
  readonly memberships = new Memberships(this.#touch);
  readonly applicationRoles = new Collection<string, ApplicationRole>('applicationRoles', this.#touch);
  readonly roles = new Collection<number, Role>('roles', this.#touch);
  readonly projects = new Collection<number, Project>('projects', this.#touch);
  readonly schemes = new Collection<number, PermissionScheme>('schemes', this.#touch);
  readonly filters = new Collection<number, Filter>('filters', this.#touch);
  readonly dashboards = new Collection<number, Dashboard>('dashboards', this.#touch);
  readonly issues = new Collection<number, Issue>('issues', this.#touch);
  readonly audit = new Collection<number, AuditRecord>('audit', this.#touch);
  readonly facts = new Collection<'site', SiteFacts>('facts', this.#touch);
  /** Made once with the site; nothing in the sandbox changes them. */
  readonly categories = new Map<number, Category>();
  readonly notificationSchemes = new Map<number, NotificationScheme>();
  readonly securitySchemes = new Map<number, SecurityScheme>();
  readonly classificationLevels: ClassificationLevel[] = [];

  readonly #projectsByKey = new Map<string, number>();
  readonly #issuesByKey = new Map<string, number>();
  #keysAt = -1;

  get site(): SiteFacts {
    return this.facts.getOrThrow('site');
  }

  /** Notes that `site` was changed in place. */
  siteChanged(): void {
    this.facts.put('site', this.site);
  }

  /** @returns the next free number of a kind of id. */
  nextId(kind: string): number {
    const next = this.site.next[kind] ?? 10_000;
    this.site.next[kind] = next + 1;
    this.siteChanged();
    return next;
  }

  /** A space by id or key, deleted ones included. */
  project(idOrKey: string): Project | undefined {
    if (/^\d+$/.test(idOrKey)) return this.projects.get(Number(idOrKey));
    this.#index();
    const id = this.#projectsByKey.get(idOrKey.toUpperCase());
    return id === undefined ? undefined : this.projects.get(id);
  }

  issue(idOrKey: string): Issue | undefined {
    if (/^\d+$/.test(idOrKey)) return this.issues.get(Number(idOrKey));
    this.#index();
    const id = this.#issuesByKey.get(idOrKey.toUpperCase());
    return id === undefined ? undefined : this.issues.get(id);
  }

  #index(): void {
    if (this.#keysAt === this.revision) return;
    this.#projectsByKey.clear();
    for (const project of this.projects.values()) this.#projectsByKey.set(project.key, project.id);
    this.#issuesByKey.clear();
    for (const issue of this.issues.values()) this.#issuesByKey.set(issue.key, issue.id);
    this.#keysAt = this.revision;
  }
}
