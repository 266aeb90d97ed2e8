/** Words that make up shared, impersonal account names. */
const GENERIC_WORDS: readonly string[] = [
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
 * Whether several people may share the display name, such as "Jira Admin 2". A name with any other word ("Anna Admin")
 * is a person's. A name without letters isn't generic.
 */
export function isGenericName(displayName: string): boolean {
  const words = displayName.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.length > 0 && words.every(word => GENERIC_WORDS.includes(word));
}
