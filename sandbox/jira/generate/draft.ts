import type { Millis } from '../../clock';
import type { Account, Group } from '../state/model';
import type { SiteState } from '../state/site-state';
import type { Random } from './random';
import type { Amounts } from './site-sizes';

/** Something that the generator made wrong on purpose: what a scan should find. */
export interface Plant {
  /** The control that is not met by it, e.g. `INF-03`. */
  control: string;
  /** e.g. `filter-public` */
  kind: string;
  /** The id of what has to be fixed: a scheme, filter, dashboard, account, group, space or setting. */
  id: string;
  /** Ids of the spaces it reaches. */
  spaces?: readonly string[];
  permission?: string;
  accountId?: string;
}

/** Which plants a site gets. */
export interface PlantChoice {
  /** Nothing is made wrong. */
  clean?: boolean;
  /** USR-02: a default access group of Jira is a group with admin access. */
  defaultGroupAdministers?: boolean;
  /** USR-03: an account that was deleted is still in an admin group. */
  deletedAdmin?: boolean;
  /** INF-21: the scheme that new business spaces get is open to anyone. */
  defaultSchemeOpen?: boolean;
  /** INF-21: the scheme that new software spaces get is open to anyone. */
  softwareSchemeOpen?: boolean;
  /** POL-07: all of Jira is on the Free plan, which has no audit log and no anonymous access. */
  freePlan?: boolean;
  /** The license of Jira Service Management ran out; the other apps stay as they are. */
  expiredLicense?: boolean;
  /** Days since the site was made: its first audit records. */
  ageDays?: number;
}

/** A person whom demos and tests name. */
export type NamedPerson = Account & { email: string };

/** A site in the making. */
export interface SiteDraft {
  state: SiteState;
  random: Random;
  amounts: Amounts;
  now: Millis;
  choice: PlantChoice;
  plants: Plant[];
  /** Active people without an office: whom things are given to. */
  staff: Account[];
  admins: Account[];
  ana: NamedPerson;
  lee: NamedPerson;
  owner: NamedPerson;
  user: NamedPerson;
  groups: Record<string, Group>;
  /** Apps from the Marketplace that the site's admins know. */
  knownApps: string[];
}
