/** Words of which names are made that belong to nobody in particular. */
const GENERIC: readonly string[] = [
  'account',
  'accounts',
  'admin',
  'administrator',
  'administrators',
  'admins',
  'atlassian',
  'backup',
  'company',
  'generic',
  'global',
  'helpdesk',
  'info',
  'infra',
  'it',
  'jira',
  'mail',
  'office',
  'operations',
  'ops',
  'org',
  'root',
  'service',
  'shared',
  'site',
  'super',
  'support',
  'sysadmin',
  'system',
  'team',
  'test',
  'user',
];

/**
 * Whether a display name is one that several people may share, such as "Jira Admin 2". A name with one word of its own
 * ("Anna Admin") is a person's. A name without letters says nothing.
 */
export function isGenericName(displayName: string): boolean {
  const words = displayName.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.length > 0 && words.every(word => GENERIC.includes(word));
}
