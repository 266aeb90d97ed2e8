/**
 * Facts about Jira that the references leave unsure. Each stands at what is most likely; a test or the bench turns it to
 * see that the app does well either way. They may be changed while the site runs.
 */
export interface SiteSwitches {
  /** Whether an installed app's account passes Jira's check for Administer Jira. */
  appIsAdmin: boolean;
  /** Whether an installed app's account holds Browse users and groups. */
  appBrowsesUsers: boolean;
  /** What `GET /auditing/record` answers to an app that is admin, on a plan that has the log. */
  auditForApps: 'readable' | 'forbidden';
  /** What `overrideSharePermissions=true` does for an app; for a person who is Jira admin it shows every filter. */
  filterOverrideForApps: 'honored' | 'ignored' | 'refused';
  /** What a filter that the caller can't see answers: Atlassian's document says 400, field reports say 404. */
  missingFilter: 400 | 404;
  /** Seconds until a change of a work item shows in a search, 0 to 60. */
  searchLagSeconds: number;
  /** Seconds after an install until the app's groups and roles count; seen live, they come late, on large sites by minutes. */
  rightsDelaySeconds: number;
  /** Whether a search by an entity property that the app indexes finds anything; where not, Jira refuses the clause. */
  propertySearch: boolean;
  /** Whether a work item says when its status category last changed: a field that Atlassian's documents leave out. */
  statusCategoryDates: boolean;
  /** Whether events carry the entity properties that a trigger's filter may ask for. */
  propertyFilters: boolean;
  /** Whether `users/search` sends pages shorter than asked, since it filters after it pages. */
  shortUserPages: boolean;
  /** How often a product event reaches the listener. */
  eventDelivery: 'once' | 'twice' | 'never';
  /** Whether the audit log's `total` counts only what `filter` matches; seen live, it does not. */
  auditTotalFollowsFilter: boolean;
  /** The language of the audit log's summaries, categories and field names; types and ids have none. */
  auditLanguage: 'english' | 'german';
  /** How the audit log names the account of an app that is installed, if it records the install: Connect apps by their key. */
  auditInstalls: 'by-account' | 'by-key' | 'never';
  /** Whether a change of who may see a filter or dashboard leaves a record in the audit log. */
  auditShares: boolean;
  /** Whether an app finds dashboards that are shared with the public. */
  publicDashboardsForApps: 'shown' | 'hidden';
  /** What `GET /data-policy` answers to an app; Atlassian's example asks as a person. */
  dataPolicyForApps: 'readable' | 'forbidden';
  /** What `GET /application-properties` answers to an app that is admin. */
  applicationPropertiesForApps: 'readable' | 'forbidden';
  /** Whether `users/search` says of a service account's app account that it is one. */
  serviceAccounts: 'shown' | 'hidden';
  /** What `displayName` says of a deleted account: Atlassian's documentation says that it "provides an indication". */
  deletedAccounts: 'former-user' | 'unnamed';
  /** What the scheme of new software spaces is called: Jira's name, or one that an admin, or another language, gave it. */
  softwareScheme: 'jiras-name' | 'renamed';
  /** Whether `users/search` names the account of the app that asks. */
  ownAccountInUsers: 'listed' | 'unlisted';
  /** Which of an app's scopes count where its manifest has classic and granular ones. */
  mixedScopes: 'both' | 'classic' | 'granular';
  /** Who holds what a team-managed space's access level opens to everyone who logs in: the holder that means any app of Jira, or each default group. */
  teamAccessHolder: 'any-app' | 'default-groups';
}

/** Every switch at what is most likely. */
export const likelySwitches: Readonly<SiteSwitches> = {
  appIsAdmin: true,
  appBrowsesUsers: true,
  auditForApps: 'readable',
  filterOverrideForApps: 'honored',
  missingFilter: 400,
  searchLagSeconds: 0,
  rightsDelaySeconds: 90,
  propertySearch: true,
  statusCategoryDates: true,
  propertyFilters: true,
  shortUserPages: false,
  eventDelivery: 'once',
  auditTotalFollowsFilter: false,
  auditLanguage: 'english',
  auditInstalls: 'by-account',
  auditShares: false,
  publicDashboardsForApps: 'shown',
  dataPolicyForApps: 'readable',
  applicationPropertiesForApps: 'readable',
  serviceAccounts: 'shown',
  deletedAccounts: 'former-user',
  softwareScheme: 'jiras-name',
  ownAccountInUsers: 'listed',
  mixedScopes: 'both',
  teamAccessHolder: 'any-app',
};
