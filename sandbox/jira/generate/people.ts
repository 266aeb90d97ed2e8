import { appAccountId } from '../app-installs';
import type { Account } from '../state/model';
import type { SiteState } from '../state/site-state';
import { atlassianIntegrations } from './integrations';
import type { NamedPerson, Plant } from './draft';
import type { Random } from './random';
import type { Amounts } from './site-sizes';
import { agentNames, firstNames, lastNames, timeZones } from './sample-names';

/** Everyone whom the rest of the generator gives something to. */
export interface People {
  ana: NamedPerson;
  lee: NamedPerson;
  owner: NamedPerson;
  user: NamedPerson;
  staff: Account[];
  admins: Account[];
  leavers: Account[];
  guests: Account[];
  services: Account[];
  knownApps: string[];
}

const marketplaceApps = [
  'Gantt Chart Planner',
  'Checklists for Teams',
  'Email Templates',
  'Roadmap Canvas',
  'Test Case Manager',
];

function createPerson(state: SiteState, random: Random, displayName: string): NamedPerson {
  const email = `${displayName.toLowerCase().replace(/[^a-z]+/g, '.')}@acme.example`;
  const account: NamedPerson = {
    accountId: `557058:${random.uuid()}`,
    kind: 'atlassian',
    displayName,
    email,
    active: true,
    timeZone: 'Europe/Berlin',
  };
  state.accounts.seed(account.accountId, account);
  return account;
}

function createApp(
  state: SiteState,
  accountId: string,
  displayName: string,
  extra: Partial<Account> = {},
): Account {
  return state.accounts.seed(accountId, {
    accountId,
    kind: 'app',
    displayName,
    active: true,
    timeZone: 'Etc/UTC',
    ...extra,
  });
}

/** Every account of the site, in the order in which `users/search` shows them. */
export function makePeople(
  state: SiteState,
  random: Random,
  amounts: Amounts,
  plants: Plant[],
  clean: boolean,
): People {
  const ana = createPerson(state, random, 'Ana Lima');
  const lee = createPerson(state, random, 'Lee Wong');
  for (const { accountId, name } of atlassianIntegrations) createApp(state, accountId, name);
  // Each agent is there twice on the sites that were recorded.
  for (const name of [...agentNames, ...agentNames])
    createApp(state, `712020:${random.uuid()}`, name, { appType: 'agent' });
  const owner = createPerson(state, random, 'Priya Nair');
  const user = createPerson(state, random, 'Tom Becker');

  const knownApps = marketplaceApps.map(name => {
    const id = name.toLowerCase().replace(/ /g, '-');
    return createApp(state, appAccountId(id), name, { appId: id }).accountId;
  });
  createApp(state, appAccountId('retired-time-reports'), 'Time Reports (retired)', {
    appId: 'retired-time-reports',
    active: false,
  });
  if (!clean) {
    const unknown = createApp(state, appAccountId('bulk-export-wizard'), 'Bulk Export Wizard', {
      appId: 'bulk-export-wizard',
    });
    plants.push({ control: 'APP-01', kind: 'app-unknown', id: unknown.accountId });
  }
  const services = ['Build reporter', 'Backup runner'].map(name =>
    createApp(state, `712020:${random.uuid()}`, name, { appType: 'service' }),
  );

  const staff: Account[] = [owner, user];
  const leavers: Account[] = [];
  const guests: Account[] = [];
  for (let number = 4; number < amounts.people; number += 1) {
    const displayName = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    const kind = random.fraction();
    const guest = kind < 0.01;
    const account: Account = {
      accountId: random.chance(0.7) ? `712020:${random.uuid()}` : random.hex(24),
      kind: 'atlassian',
      displayName,
      email: `${displayName.toLowerCase().replace(' ', '.')}.${number}@${guest ? 'partner.example' : 'acme.example'}`,
      active: kind < 0.94,
      timeZone: random.pick(timeZones),
      ...(guest ? { guest: true as const } : {}),
    };
    state.accounts.seed(account.accountId, account);
    if (guest) guests.push(account);
    else if (account.active) staff.push(account);
    else leavers.push(account);
  }
  for (let number = 0; number < Math.ceil(amounts.people / 25); number += 1) {
    const accountId = `qm:${random.uuid()}:${random.uuid()}`;
    state.accounts.seed(accountId, {
      accountId,
      kind: 'customer',
      displayName: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
      active: true,
      timeZone: 'Etc/UTC',
    });
  }
  const admins = [ana, lee, ...staff.slice(2, amounts.admins)];
  return { ana, lee, owner, user, staff, admins, leavers, guests, services, knownApps };
}
