import { type AdminGroupFact, type AppAccountFact, type UserFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { approvalsOn } from '../../settings/approvals';
import { idsOf } from '../../settings/settings';
import { type SourceId } from '../../terms/source-id';
import { type Codes, colours, defineControl, each, whole } from '../define';
import { distinct } from '../distinct';
import { findingsOf } from '../finding';
import { isAtlassiansOwn } from './first-party';

const codes = {
  findings: ['app-unknown'],
  notes: [
    'agents',
    'service-accounts',
    'atlassians-own',
    'marked-atlassians',
    'mark-incomplete',
    'app-in-admin-group',
  ],
  gaps: ['inventory-incomplete'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('APP-01');

/** Jira marks agents and service accounts; what it marks otherwise, or not at all, is an app. */
const isApp = ({ appType }: UserFact): boolean => appType !== 'agent' && appType !== 'service';

interface App {
  readonly id: string;
  /** Missing where Jira gave none, or nothing that was read tells it. */
  readonly name?: string;
  readonly source: SourceId;
}

/**
 * The active apps. An account that the list of users shows is what that list says; one that only the add-ons role of a space
 * names is an app as long as the list of users wasn't read to its end.
 */
function activeApps(
  accounts: readonly UserFact[],
  named: readonly AppAccountFact[],
  allListed: boolean,
): readonly App[] {
  const listed = new Set(accounts.map(({ id }) => id));
  const unlisted = allListed ? [] : distinct(named, ({ id }) => id).filter(({ id }) => !listed.has(id));
  return [
    ...accounts
      .filter(account => account.active && isApp(account))
      .map(({ id, name }): App => ({ id, source: 'users', ...(name.trim() === '' ? {} : { name }) })),
    ...unlisted.map(({ id }): App => ({ id, source: 'appAccounts' })),
  ];
}

/** The group into which Jira puts apps: no person is in it. */
const APPS_ONLY = 'atlassian-addons-admin';

/** The admin groups of people that apps are in, with how many. */
function groupNotes(adminGroups: readonly AdminGroupFact[]) {
  const apps = new Map<string, { readonly group: string; readonly accounts: Set<string> }>();
  for (const { group, member } of adminGroups) {
    if (member?.type !== 'app' || !member.active || group.name === APPS_ONLY) continue;
    const known = apps.get(group.id) ?? { group: group.name, accounts: new Set<string>() };
    known.accounts.add(member.id);
    apps.set(group.id, known);
  }
  return [...apps]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { group, accounts }]) => ({
      code: 'app-in-admin-group',
      args: { group, count: accounts.size },
    }));
}

const countNotes = (accounts: readonly UserFact[]) => {
  const active = accounts.filter(account => account.active);
  const counts: readonly (readonly [(typeof codes.notes)[number], number])[] = [
    ['agents', active.filter(({ appType }) => appType === 'agent').length],
    ['service-accounts', active.filter(({ appType }) => appType === 'service').length],
    ['atlassians-own', active.filter(account => isApp(account) && isAtlassiansOwn(account.id)).length],
  ];
  return counts.filter(([, count]) => count > 0).map(([code, count]) => ({ code, args: { count } }));
};

/** Every app on the site is one that somebody decided to have. */
export const registerOfApps = defineControl({
  id: 'APP-01',
  version: 2,
  area: 'apps',
  weight: 'high',
  review: 'month',
  proof: 'records',
  fixer: 'jira-admin',
  codes,
  needs: {
    users: each(sources.users),
    allUsers: whole(sources.users),
    appAccounts: each(sources.appAccounts),
    adminGroups: colours(sources.adminGroups),
  },
  applies: () => true,
  judge: ({ users, allUsers, appAccounts, adminGroups }, { settings, today, ownAccount }) => {
    const known = idsOf(settings.knownApps, today);
    const { approved, incomplete } = approvalsOn(settings, 'atlassianApps', today);
    const marked = new Set(approved.map(({ id }) => id));
    const accounts = distinct(users, ({ id }) => id);
    const markedOnes = accounts.filter(({ id, active }) => active && marked.has(id)).length;
    return {
      findings: activeApps(accounts, appAccounts, allUsers !== undefined)
        .filter(({ id }) => id !== ownAccount && !isAtlassiansOwn(id) && !marked.has(id) && !known.has(id))
        .map(({ id, name, source }) =>
          finding(
            'app-unknown',
            { kind: 'app', id, source, ...(name === undefined ? {} : { name }) },
            'high',
            { args: { account: id, name: name ?? '', named: name === undefined ? 'no' : 'yes' } },
          ),
        ),
      notes: [
        ...countNotes(accounts),
        ...(markedOnes > 0 ? [{ code: 'marked-atlassians', args: { count: markedOnes } }] : []),
        ...(incomplete.length > 0 ? [{ code: 'mark-incomplete', args: { count: incomplete.length } }] : []),
        ...groupNotes(adminGroups),
      ],
      // No API lists the apps that are installed; an app without an account of its own leaves no trace in Jira.
      gaps: [{ why: 'inventory-incomplete' }],
    };
  },
});
