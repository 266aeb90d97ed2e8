import { DAY, HOUR, type Millis } from '../../clock';
import { auditItem, type AuditEntry } from '../audit-log';
import type { Account, AuditRecord, Group, Project } from '../state/model';
import type { SiteDraft } from './draft';

interface DatedAuthor extends AuditEntry {
  at: Millis;
  author?: string;
}

const initialGrants: readonly [group: string, permission: string][] = [
  ['administrators', 'Administer Jira'],
  ['org-admins', 'Administer Jira'],
  ['system-administrators', 'Administer Jira'],
  ['atlassian-addons-admin', 'Administer Jira'],
  ['jira-admins-sandbox', 'Administer Jira'],
  ['jira-users-sandbox', 'Browse users and groups'],
];

/** What a new site writes without an author: groups and global permissions. */
function recordCreation(draft: SiteDraft, at: Millis): DatedAuthor[] {
  const groups = Object.values(draft.groups).map((group, index): DatedAuthor => ({
    at: at + index * 1000,
    summary: 'Group created',
    category: 'group management',
    object: auditItem.group(group),
  }));
  const grants = initialGrants.map(([group, permission], index): DatedAuthor => ({
    at: at + 60_000 + index * 200,
    summary: 'Global permission added',
    category: 'permissions',
    object: { name: 'Global Permissions', typeName: 'PERMISSIONS' },
    changes: [
      { fieldName: 'Group', changedFrom: '', changedTo: group },
      { fieldName: 'Permission', changedFrom: '', changedTo: permission },
    ],
  }));
  return [...groups, ...grants];
}

/** The daily business of administrators: joiners, teams, new spaces, harmless permissions. */
function recordRoutineChanges(
  draft: SiteDraft,
  at: Millis,
  projects: readonly Project[],
  teams: readonly Group[],
): DatedAuthor {
  const { random, state } = draft;
  const author = random.pick(draft.admins).accountId;
  const person: Account = random.pick(draft.staff);
  const kind = random.fraction();
  if (kind < 0.35)
    return {
      at,
      summary: 'User added to group',
      category: 'group management',
      object: auditItem.group(random.pick(teams)),
      associated: [auditItem.user(person.accountId)],
    };
  if (kind < 0.55)
    return {
      at,
      summary: 'User created',
      category: 'user management',
      object: auditItem.user(person.accountId),
      changes: [{ fieldName: 'Active / Inactive', changedTo: 'Active' }],
      associated: [auditItem.user(person.accountId)],
    };
  const project = random.pick(projects);
  if (kind < 0.75)
    return {
      at,
      author,
      summary: 'Project roles changed',
      category: 'projects',
      object: { id: '10004', name: 'Developers', typeName: 'PROJECT_ROLE' },
      changes: [{ fieldName: 'Users', changedFrom: '', changedTo: person.accountId }],
      associated: [auditItem.project(project)],
    };
  if (kind < 0.9)
    return {
      at,
      author,
      summary: 'Project created',
      category: 'projects',
      object: auditItem.project(project),
      changes: [
        { fieldName: 'Default Assignee', changedTo: 'Unassigned' },
        { fieldName: 'Project lead', changedTo: project.lead },
        { fieldName: 'Key', changedTo: project.key },
        { fieldName: 'Name', changedTo: project.name },
      ],
      associated: [auditItem.user(project.lead)],
    };
  const scheme = state.schemes.getOrThrow(0);
  return {
    at,
    author,
    summary: 'Permission scheme updated',
    category: 'permissions',
    object: auditItem.scheme(scheme),
    changes: [
      { fieldName: 'Value', changedFrom: '', changedTo: 'atlassian-addons-project-access' },
      { fieldName: 'Type', changedFrom: '', changedTo: 'Project Role' },
      { fieldName: 'Permission', changedFrom: '', changedTo: 'View Development Tools' },
    ],
  };
}

/** Who made wrong what was made wrong, where Jira's log tells it. */
function recordPlantedChanges(draft: SiteDraft): DatedAuthor[] {
  const { state, now, lee, ana } = draft;
  return draft.plants.flatMap((plant, index): DatedAuthor[] => {
    const at = now - 3 * DAY - index * 7 * HOUR;
    const account = plant.accountId ?? plant.id;
    if (plant.kind === 'scheme-anyone')
      return [
        {
          at,
          author: lee.accountId,
          summary: 'Permission scheme updated',
          category: 'permissions',
          object: auditItem.scheme(state.schemes.getOrThrow(Number(plant.id))),
          changes: [
            { fieldName: 'Value', changedFrom: '', changedTo: 'Anyone' },
            { fieldName: 'Type', changedFrom: '', changedTo: 'Group' },
            {
              fieldName: 'Permission',
              changedFrom: '',
              changedTo: plant.permission === 'ADD_COMMENTS' ? 'Add Comments' : 'Browse Projects',
            },
          ],
        },
      ];
    if (plant.kind === 'admin-unreviewed')
      return [
        {
          at,
          author: ana.accountId,
          summary: 'User added to group',
          category: 'group management',
          object: auditItem.group(draft.groups['administrators'] ?? { groupId: '', name: 'administrators' }),
          associated: [auditItem.user(account)],
        },
      ];
    if (plant.kind === 'app-unknown')
      return [
        {
          at,
          summary: 'User created',
          category: 'user management',
          object: auditItem.user(account),
          changes: [{ fieldName: 'Active / Inactive', changedTo: 'Active' }],
          associated: [auditItem.user(account)],
        },
      ];
    return [];
  });
}

/** Lays down the audit log, from the site's birth to today. */
export function makeHistory(draft: SiteDraft, projects: readonly Project[], teams: readonly Group[]): void {
  const { state, random, amounts, now } = draft;
  const age = (draft.choice.ageDays ?? 430) * DAY;
  const createdAt = now - age;
  const entries = [
    ...recordCreation(draft, createdAt),
    ...recordPlantedChanges(draft).filter(({ at }) => at > createdAt),
  ];
  const classic = projects.filter(({ style }) => style === 'classic');
  for (let number = entries.length; number < amounts.auditRecords; number += 1)
    entries.push(
      recordRoutineChanges(
        draft,
        createdAt + 2 * HOUR + Math.floor(random.fraction() * (age - 3 * HOUR)),
        classic,
        teams,
      ),
    );
  entries.sort((one, other) => one.at - other.at);
  entries.forEach(({ at, author, ...entry }, index) => {
    const record: AuditRecord = {
      id: 10_000 + index,
      created: at,
      ...entry,
      ...(author === undefined ? {} : { author, remoteAddress: '203.0.113.7' }),
    };
    state.audit.seed(record.id, record);
  });
  state.site.next['audit'] = 10_000 + entries.length;
}
