import type { Account, Group } from '../state/model';
import type { SiteState } from '../state/site-state';
import { atlassianIntegrations } from './integrations';
import type { Plant } from './draft';
import type { People } from './people';
import type { Random } from './random';
import type { Amounts } from './site-sizes';
import { departments } from './sample-names';

/** Groups, who is in them, which apps of Jira they open, and who holds global permissions through them. */
export function makeGroups(
  state: SiteState,
  random: Random,
  amounts: Amounts,
  people: People,
  plants: Plant[],
  choice: { clean: boolean; defaultGroupAdministers: boolean },
): { named: Record<string, Group> & { jiraAdmins: Group }; teams: Group[] } {
  const group = (name: string): Group => {
    const made = { groupId: random.uuid(), name };
    return state.groups.seed(made.groupId, made);
  };
  const named = {
    orgAdmins: group('org-admins'),
    administrators: group('administrators'),
    systemAdministrators: group('system-administrators'),
    jiraAdmins: group('jira-admins-sandbox'),
    addOns: group('atlassian-addons-admin'),
    trusted: group(`trusted-users-${random.uuid()}`),
    software: group('jira-software-users-sandbox'),
    work: group('jira-users-sandbox'),
    service: group('jira-servicemanagement-users-sandbox'),
    customers: group('jira-servicemanagement-customers-sandbox'),
  };
  const join = ({ groupId }: Group, account: Account): void =>
    state.memberships.seed(groupId, account.accountId);

  join(named.orgAdmins, people.ana);
  for (const admin of people.admins) join(named.jiraAdmins, admin);
  join(named.administrators, people.lee);
  for (const { accountId } of atlassianIntegrations) {
    state.memberships.seed(named.addOns.groupId, accountId);
    state.memberships.seed(named.software.groupId, accountId);
  }
  // Jira puts an app that administers into both, as it does when one is installed.
  for (const accountId of people.knownApps)
    for (const { groupId } of [named.addOns, named.jiraAdmins]) state.memberships.seed(groupId, accountId);
  for (const account of [...people.admins, ...people.staff, ...people.leavers]) {
    join(named.software, account);
    if (random.chance(0.6)) join(named.work, account);
    if (random.chance(0.15)) join(named.service, account);
  }
  for (const account of people.services) join(named.software, account);

  const teams: Group[] = [];
  for (let number = 0; number < amounts.groups; number += 1) {
    const department = departments[number % departments.length] ?? 'Team';
    const round = Math.floor(number / departments.length);
    teams.push(group(`team-${department.toLowerCase()}${round === 0 ? '' : `-${round + 1}`}`));
  }
  const perTeam = Math.min(60, Math.ceil(people.staff.length / amounts.groups));
  teams.forEach((team, number) => {
    for (let place = 0; place < perTeam; place += 1) {
      const account = people.staff[(number * perTeam + place) % people.staff.length];
      if (account) join(team, account);
    }
  });

  const admin = [named.jiraAdmins, named.administrators, named.orgAdmins];
  if (!choice.clean) {
    const unexpected = people.staff[people.staff.length - 1];
    if (unexpected) {
      join(named.administrators, unexpected);
      plants.push({
        control: 'USR-01',
        kind: 'admin-unreviewed',
        id: unexpected.accountId,
        accountId: unexpected.accountId,
      });
    }
    const leaver = people.leavers[0];
    if (leaver) {
      join(named.jiraAdmins, leaver);
      plants.push({
        control: 'USR-03',
        kind: 'inactive-admin',
        id: leaver.accountId,
        accountId: leaver.accountId,
      });
    }
  }
  if (choice.defaultGroupAdministers) {
    admin.push(named.work);
    plants.push({ control: 'USR-02', kind: 'default-group-administers', id: named.work.groupId });
  }
  const ids = (groups: readonly Group[]): string[] => groups.map(({ groupId }) => groupId);
  state.site.adminGroups = {
    admin: ids(admin),
    siteAdmin: ids([named.orgAdmins, named.systemAdministrators]),
  };
  const everyone = ids([named.software, named.work, named.service]);
  // The group of the add-ons administers, and is in neither list.
  const administering = [...new Set([...ids([...admin, named.addOns]), ...state.site.adminGroups.siteAdmin])];
  state.site.globalGrants = {
    ADMINISTER: administering,
    SYSTEM_ADMIN: ids([named.orgAdmins, named.systemAdministrators]),
    USER_PICKER: [...everyone, ...administering],
    CREATE_SHARED_OBJECTS: [...everyone, ...administering],
    MANAGE_GROUP_FILTER_SUBSCRIPTIONS: [...everyone, ...administering],
    BULK_CHANGE: [...everyone, ...administering],
    CREATE_PROJECT: everyone,
  };
  const always = ids([
    named.addOns,
    named.systemAdministrators,
    named.trusted,
    named.orgAdmins,
    named.administrators,
  ]);
  const seats = Math.ceil(people.staff.length * 1.2) + 50;
  for (const role of [
    { key: 'jira-software' as const, name: 'Jira', group: named.software, seats },
    { key: 'jira-core' as const, name: 'Jira Work Management', group: named.work, seats },
    {
      key: 'jira-servicedesk' as const,
      name: 'Jira Service Management',
      group: named.service,
      seats: Math.ceil(seats / 4),
    },
  ])
    state.applicationRoles.seed(role.key, {
      key: role.key,
      name: role.name,
      defaultGroups: [role.group.groupId],
      groups: [role.group.groupId, ...always],
      seats: role.seats,
    });
  return { named, teams };
}
