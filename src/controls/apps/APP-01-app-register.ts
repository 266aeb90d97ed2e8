import { type AdminGroupFact, type AppAccountFact, type UserFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { resolveApprovals } from '../../settings/approvals';
import { activeIds } from '../../settings/settings';
import { type SourceId } from '../../domain/source-id';
import { type ControlCodes, context, defineControl, each, complete } from '../define-control';
import { uniqueById } from '../unique-by-id';
import { createFindingBuilder } from '../finding-builder';
import { isFirstPartyApp } from './first-party-apps';

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
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('APP-01');

/** Jira marks agents and service accounts. Any other mark, or none, means an app. */
const isApp = ({ appType }: UserFact): boolean => appType !== 'agent' && appType !== 'service';

interface ActiveApp {
  readonly id: string;
  /** Missing if Jira gave no name, or if the account wasn't in the list of users. */
  readonly name?: string;
  readonly source: SourceId;
}

/**
 * The active apps. The list of users decides for each account that it contains. Until that list is complete, other
 * accounts in the add-ons role of a space count as apps too.
 */
function collectActiveApps(
  accounts: readonly UserFact[],
  roleAccounts: readonly AppAccountFact[],
  isListComplete: boolean,
): readonly ActiveApp[] {
  const listedIds = new Set(accounts.map(({ id }) => id));
  const unlistedAccounts = isListComplete
    ? []
    : uniqueById(roleAccounts, ({ id }) => id).filter(({ id }) => !listedIds.has(id));
  return [
    ...accounts
      .filter(account => account.active && isApp(account))
      .map(({ id, name }): ActiveApp => ({ id, source: 'users', ...(name.trim() === '' ? {} : { name }) })),
    ...unlistedAccounts.map(({ id }): ActiveApp => ({ id, source: 'appAccounts' })),
  ];
}

/** The group into which Jira puts apps. It contains no people. */
const APPS_ONLY_GROUP = 'atlassian-addons-admin';

/** Notes on admin groups of people that contain apps, with the number of apps. */
function buildGroupNotes(adminGroups: readonly AdminGroupFact[]) {
  const apps = new Map<string, { readonly group: string; readonly accounts: Set<string> }>();
  for (const { group, member } of adminGroups) {
    if (member?.type !== 'app' || !member.active || group.name === APPS_ONLY_GROUP) continue;
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

const buildCountNotes = (accounts: readonly UserFact[]) => {
  const active = accounts.filter(account => account.active);
  const counts: readonly (readonly [(typeof codes.notes)[number], number])[] = [
    ['agents', active.filter(({ appType }) => appType === 'agent').length],
    ['service-accounts', active.filter(({ appType }) => appType === 'service').length],
    ['atlassians-own', active.filter(account => isApp(account) && isFirstPartyApp(account.id)).length],
  ];
  return counts.filter(([, count]) => count > 0).map(([code, count]) => ({ code, args: { count } }));
};

/** Every app on the site is one that an admin decided to have. */
export const appRegister = defineControl({
  id: 'APP-01',
  version: 2,
  area: 'apps',
  weight: 'high',
  review: 'month',
  proof: 'records',
  fixedBy: 'jira-admin',
  codes,
  needs: {
    users: each(sources.users),
    allUsers: complete(sources.users),
    appAccounts: each(sources.appAccounts),
    adminGroups: context(sources.adminGroups),
  },
  judge: ({ users, allUsers, appAccounts, adminGroups }, { settings, today, ownAccount }) => {
    const knownIds = activeIds(settings.knownApps, today);
    const { approved, incomplete } = resolveApprovals(settings, 'atlassianApps', today);
    const markedIds = new Set(approved.map(({ id }) => id));
    const accounts = uniqueById(users, ({ id }) => id);
    const markedCount = accounts.filter(({ id, active }) => active && markedIds.has(id)).length;
    return {
      findings: collectActiveApps(accounts, appAccounts, allUsers !== undefined)
        .filter(
          ({ id }) => id !== ownAccount && !isFirstPartyApp(id) && !markedIds.has(id) && !knownIds.has(id),
        )
        .map(({ id, name, source }) =>
          finding(
            'app-unknown',
            { kind: 'app', id, source, ...(name === undefined ? {} : { name }) },
            'high',
            { args: { account: id, name: name ?? '', named: name === undefined ? 'no' : 'yes' } },
          ),
        ),
      notes: [
        ...buildCountNotes(accounts),
        ...(markedCount > 0 ? [{ code: 'marked-atlassians', args: { count: markedCount } }] : []),
        ...(incomplete.length > 0 ? [{ code: 'mark-incomplete', args: { count: incomplete.length } }] : []),
        ...buildGroupNotes(adminGroups),
      ],
      // No API lists installed apps, and an app without its own account leaves no trace in Jira.
      gaps: [{ why: 'inventory-incomplete' }],
    };
  },
});
