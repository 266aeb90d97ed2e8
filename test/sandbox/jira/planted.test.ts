import { generateSite, type GeneratedSite } from '../../../sandbox/jira/generate';
import type { SiteSize } from '../../../sandbox/jira/generate/sizes';
import { atlassianIntegrations } from '../../../sandbox/jira/generate/integrations';
import { grantsOf } from '../../../sandbox/jira/scheme-grants';
import { Clock } from '../../../sandbox/clock';
import { Permissions } from '../../../sandbox/jira/permissions';
import { likelySwitches } from '../../../sandbox/jira/switches';
import type { PermissionScheme } from '../../../sandbox/jira/state/model';

const now = Date.parse('2026-11-20T10:00:00Z');
const make = (size: SiteSize, seed: number, plants = {}): GeneratedSite =>
  generateSite({ size, seed, now, plants });

const forFew = [
  'DELETE_ISSUES',
  'MODIFY_REPORTER',
  ...['COMMENTS', 'WORKLOGS', 'ATTACHMENTS'].flatMap(of => [`EDIT_ALL_${of}`, `DELETE_ALL_${of}`]),
];

/** What is open on the site, read off its state without a word of the generator. */
function openOf({ state, known }: GeneratedSite): string[] {
  const found: string[] = [];
  const projects = [...state.projects.values()].filter(({ status }) => status !== 'deleted');
  const used = new Set(projects.map(({ permissionScheme }) => permissionScheme));
  const defaults = [...state.applicationRoles.values()].flatMap(role => role.defaultGroups);
  const everyone = ({ type, value }: { type: string; value?: string }): boolean =>
    type === 'applicationRole' || (type === 'group' && defaults.includes(value ?? ''));
  const human = (id: string | undefined): boolean => state.accounts.get(id ?? '')?.kind === 'atlassian';
  const judge = (scheme: PermissionScheme): void => {
    for (const { holder, permission } of grantsOf({ state, switches: likelySwitches }, scheme)) {
      if (holder.type === 'anyone') found.push(`INF-01 ${scheme.id} ${permission}`);
      if (everyone(holder) && forFew.includes(permission)) found.push(`INF-02 ${scheme.id} ${permission}`);
      if (holder.type === 'user' && human(holder.parameter)) found.push(`USR-06 ${scheme.id} ${permission}`);
      if (
        scheme.id === 0 &&
        (holder.type === 'anyone' || (everyone(holder) && permission === 'DELETE_ISSUES'))
      )
        found.push('INF-21 0');
    }
  };
  for (const id of used) judge(state.schemes.must(id));
  const { admin, siteAdmin } = state.site.adminGroups;
  const administering = [...admin, ...siteAdmin];
  for (const id of administering.filter(id => defaults.includes(id))) found.push(`USR-02 ${id}`);
  const admins = new Set(administering.flatMap(id => [...state.memberships.membersOf(id)]));
  for (const id of admins) {
    const account = state.accounts.must(id);
    if (account.kind !== 'atlassian') continue;
    if (!account.active) found.push(`USR-03 ${id}`);
    else if (!known.admins.includes(id)) found.push(`USR-01 ${id}`);
  }
  for (const project of projects)
    if (!state.accounts.must(project.lead).active) found.push(`USR-03 ${project.id}`);
  for (const { id, shares } of state.filters.values())
    if (shares.some(({ type }) => type === 'global')) found.push(`INF-03 ${id}`);
  for (const { id, shares, system } of state.dashboards.values())
    if (!system && shares.some(({ type }) => type === 'global')) found.push(`INF-04 ${id}`);
  if (state.site.properties['jira.option.globalsharing'] !== 'false')
    found.push('INF-05 jira.option.globalsharing');
  const own = [...atlassianIntegrations.map(({ accountId }) => accountId), ...known.apps];
  for (const account of state.accounts.values())
    if (
      account.kind === 'app' &&
      account.active &&
      account.appType === undefined &&
      !own.includes(account.accountId)
    )
      found.push(`APP-01 ${account.accountId}`);
  if (Object.values(state.site.plans).every(plan => plan !== 'PAID')) found.push('POL-07 audit');
  return [...new Set(found)].sort();
}

const told = ({ planted }: GeneratedSite): string[] =>
  [
    ...new Set(
      planted.map(({ control, id, permission }) =>
        ['INF-01', 'INF-02', 'USR-06'].includes(control)
          ? `${control} ${id} ${permission}`
          : `${control} ${id}`,
      ),
    ),
  ].sort();

describe('what the generator makes wrong', () => {
  it.each([
    ['S', 1],
    ['S', 2],
    ['S', 77],
    ['M', 1],
  ] as const)('is told, and nothing else is open, on size %s with seed %i', (size, seed) => {
    const site = make(size, seed);
    expect(openOf(site)).toEqual(told(site));
    const controls = new Set(site.planted.map(({ control }) => control));
    expect([...controls].sort()).toEqual([
      'APP-01',
      'INF-01',
      'INF-02',
      'INF-03',
      'INF-04',
      'INF-05',
      'USR-01',
      'USR-03',
      'USR-06',
    ]);
  });

  it('is nothing on a clean site', () => {
    const site = make('S', 1, { clean: true });
    expect(site.planted).toEqual([]);
    expect(openOf(site)).toEqual([]);
  });

  it('has the facts of the whole site where they are asked for', () => {
    const site = make('S', 1, {
      clean: true,
      defaultGroupAdministers: true,
      defaultSchemeOpen: true,
      freePlan: true,
    });
    expect(site.planted.map(({ control }) => control).sort()).toEqual(['INF-21', 'POL-07', 'USR-02']);
    expect(openOf(site)).toEqual(expect.arrayContaining(told(site)));
  });

  it('is the same for the same seed', () => {
    expect(make('S', 5).planted).toEqual(make('S', 5).planted);
    expect(make('S', 5).planted).not.toEqual(make('S', 6).planted);
  });
});

describe('a generated site', () => {
  it('has audit records from its birth, which nobody authored, to today', () => {
    const { state } = make('S', 1);
    const records = [...state.audit.values()];
    expect(records[0]?.created).toBe(now - 430 * 86_400_000);
    expect(
      records.filter(({ summary }) => summary === 'Global permission added').every(({ author }) => !author),
    ).toBe(true);
    expect(
      records.every((record, index) => index === 0 || record.created >= (records[index - 1]?.created ?? 0)),
    ).toBe(true);
  });

  it('has as many spaces, people, filters and dashboards as its size says, two in five team-managed', () => {
    const { state } = make('M', 1);
    expect(state.projects.size).toBe(500);
    expect([...state.accounts.values()].filter(({ kind }) => kind === 'atlassian')).toHaveLength(5000);
    expect(state.filters.size).toBe(5000);
    expect(state.dashboards.size).toBe(800);
    const own = [...state.projects.values()].filter(({ style }) => style === 'next-gen').length;
    expect(own / 500).toBeCloseTo(0.4, 1);
    expect([...state.schemes.values()].filter(({ projectId }) => projectId !== undefined)).toHaveLength(own);
  });

  it('lets every guest into one space alone', () => {
    const { state } = make('M', 1);
    const guests = [...state.accounts.values()].filter(({ guest }) => guest);
    expect(guests.length).toBeGreaterThan(20);
    const permissions = new Permissions(state, likelySwitches, new Clock());
    const projects = [...state.projects.values()];
    const seen = guests.map(guest => projects.filter(project => permissions.sees(guest, project)).length);
    // The one team-managed space that is open to the public is open to them, too.
    const open = projects.filter(project => permissions.sees(undefined, project)).length;
    expect(new Set(seen)).toEqual(new Set([open, open + 1]));
    expect(seen.filter(count => count === open).length).toBeLessThanOrEqual(1);
  });

  it('gives every space a key of its own', () => {
    const { state } = make('L', 3);
    expect(new Set([...state.projects.values()].map(({ key }) => key)).size).toBe(state.projects.size);
  });
});
