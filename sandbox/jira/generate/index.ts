import type { Millis } from '../../clock';
import { SiteState } from '../state/site-state';
import type { SiteDraft, NamedPerson, Plant, PlantChoice } from './draft';
import { makeGroups } from './groups';
import { makeHistory } from './history';
import { makePeople } from './people';
import { plantExposures } from './plants';
import { Random } from './random';
import { makeRoles, makeSchemes } from './schemes';
import { makeDashboards, makeFilters } from './shares';
import { SITE_AMOUNTS, type SiteSize } from './site-sizes';
import { makeSpaces, assignGuests } from './spaces';

/** A site that was made, and what is known of it. */
export interface GeneratedSite {
  state: SiteState;
  people: { ana: NamedPerson; lee: NamedPerson; owner: NamedPerson; user: NamedPerson };
  planted: readonly Plant[];
  /** What the site's admins would say of it: these administrators were reviewed, these apps are known. */
  known: { admins: readonly string[]; apps: readonly string[] };
}

/** What generating a site depends on; the same gives the same site. */
export interface Recipe {
  size: SiteSize;
  seed: number;
  now: Millis;
  plants: PlantChoice;
}

function emptySite(random: Random): SiteState {
  const state = new SiteState();
  state.facts.seed('site', {
    cloudId: random.uuid(),
    title: 'Acme',
    plans: {
      'jira-core': 'PAID',
      'jira-product-discovery': 'FREE',
      'jira-servicedesk': 'PAID',
      'jira-software': 'PAID',
    },
    premium: false,
    properties: {},
    banner: { enabled: false, dismissible: false, message: '', visibility: 'private' },
    options: { voting: true, watching: true, unassigned: true, subTasks: true, issueLinking: true },
    globalGrants: {},
    adminGroups: { admin: [], siteAdmin: [] },
    addOns: [],
    next: { project: 30_000, ownRole: 60_000, issue: 10_000, comment: 10_000, group: 1, actor: 900_000 },
  });
  for (const [id, name] of [
    [10_000, 'Engineering'],
    [10_001, 'Business'],
    [10_002, 'Customers'],
    [10_003, 'Internal'],
  ] as const)
    state.categories.set(id, { id, name, description: `Spaces of ${name.toLowerCase()}` });
  state.notificationSchemes.set(10_000, {
    id: 10_000,
    name: 'Default Notification Scheme',
    description: '',
    addresses: [],
  });
  state.notificationSchemes.set(10_001, {
    id: 10_001,
    name: 'Operations notifications',
    description: '',
    addresses: ['oncall@acme.example'],
  });
  state.securitySchemes.set(10_000, {
    id: 10_000,
    name: 'Default issue security',
    description: '',
    defaultLevel: 10_001,
  });
  const level = (name: string, rank: number, color: string): void => {
    const id = `ari:cloud:platform::classification-tag/${random.uuid()}`;
    state.classificationLevels.push({
      id,
      status: 'published',
      name,
      rank,
      description: `${name} data`,
      color,
    });
  };
  level('Restricted', 1, 'RED');
  level('Internal', 2, 'BLUE');
  return state;
}

/** Makes a site like a real one. Whatever of it is open further than meant is in `planted`, and nothing else is. */
export function generateSite({ size, seed, now, plants: choice }: Recipe): GeneratedSite {
  const random = new Random(seed);
  const state = emptySite(random);
  const amounts = SITE_AMOUNTS[size];
  const planted: Plant[] = [];
  const clean = choice.clean === true;
  const people = makePeople(state, random, amounts, planted, clean);
  const { named, teams } = makeGroups(state, random, amounts, people, planted, {
    clean,
    defaultGroupAdministers: choice.defaultGroupAdministers === true,
  });
  state.site.addOns = [...state.accounts.values()]
    .filter(account => account.kind === 'app' && account.active && account.appType === undefined)
    .map(({ accountId }) => accountId);
  makeRoles(state);
  const schemes = makeSchemes(state, random, amounts.schemes, { teams, office: named.jiraAdmins });
  const { ana, lee, owner, user, staff, admins, knownApps } = people;
  const draft: SiteDraft = {
    state,
    random,
    amounts,
    now,
    choice,
    plants: planted,
    staff,
    admins,
    ana,
    lee,
    owner,
    user,
    groups: named,
    knownApps,
  };
  const projects = makeSpaces(draft, schemes, teams);
  assignGuests(people.guests, projects);
  const filters = makeFilters(draft, projects, teams);
  const dashboards = makeDashboards(draft, projects, teams);
  plantExposures(draft, schemes, { projects, filters, dashboards, leavers: people.leavers });
  makeHistory(draft, projects, teams);
  // What the generator counted up is part of the recipe, not a change.
  state.facts.takeChanges();
  return {
    state,
    people: { ana, lee, owner, user },
    planted,
    known: { admins: admins.map(({ accountId }) => accountId), apps: knownApps },
  };
}
