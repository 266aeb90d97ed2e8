/** An app account of Atlassian's: its ID, its name when recorded, and the recording. */
interface FirstPartyApp {
  readonly id: string;
  readonly name: string;
  readonly recordedIn: string;
}

/** Sources of the IDs: public recordings of Jira's responses, and others. */
const USERS_2025 =
  'users/search of a site without Marketplace apps, in a public database dump of August 2025';
const SCRIPT_2022 = 'table of account names and IDs of a site, in a public script of 2022';
const GO_ATLASSIAN = 'recorded answers in the mocks of the open source library go-atlassian';
const OTHER_RECORDINGS = 'users of a public recording of a Jira site, 2021 to 2026';

/**
 * Accounts of Atlassian's own integrations. They have the same ID on every site, but their names change. The list
 * contains only recorded accounts, so it may be incomplete: admins can mark others. It excludes agents, because their
 * IDs differ between sites and Jira marks them.
 */
export const FIRST_PARTY_APPS: readonly FirstPartyApp[] = [
  { id: '557058:0867a421-a9ee-4659-801a-bc0ee4a4487e', name: 'Slack', recordedIn: USERS_2025 },
  { id: '557058:214cdd6a-ff93-4d8b-838b-62dfcf1a2a71', name: 'Trello', recordedIn: USERS_2025 },
  {
    id: '557058:950f9f5b-3d6d-4e1d-954a-21367ae9ac75',
    name: 'Jira Service Management Widget',
    recordedIn: USERS_2025,
  },
  {
    id: '557058:cbc04d7b-be84-46eb-90e4-e567aa5332c6',
    name: 'Confluence Analytics (System)',
    recordedIn: SCRIPT_2022,
  },
  { id: '557058:d6b5955a-e193-41e1-b051-79cdb0755d68', name: 'Trello', recordedIn: GO_ATLASSIAN },
  { id: '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077', name: 'Automation for Jira', recordedIn: USERS_2025 },
  { id: '5b6c7b3afbc68529c6c47967', name: 'Statuspage for Jira', recordedIn: USERS_2025 },
  { id: '5b70c8b80fd0ac05d389f5e9', name: 'Chat Notifications', recordedIn: SCRIPT_2022 },
  { id: '5cb4ae0e4b97ab11a18e00c7', name: 'Atlassian Assist', recordedIn: USERS_2025 },
  { id: '5cf112d31552030f1e3a5905', name: 'Jira Spreadsheets', recordedIn: USERS_2025 },
  { id: '5d53f3cbc6b9320d9ea5bdc2', name: 'Jira Outlook', recordedIn: USERS_2025 },
  { id: '5d9afe0010f4800c341a2bba', name: 'Opsgenie Incident Timeline', recordedIn: SCRIPT_2022 },
  { id: '5d9b2860cd50b80dcea8a5b7', name: 'Opsgenie Incident Timeline', recordedIn: OTHER_RECORDINGS },
  { id: '5dd64082af96bc0efbe55103', name: 'System', recordedIn: USERS_2025 },
  { id: '6035864ce2020c0070b5285b', name: 'Microsoft Teams for Confluence Cloud', recordedIn: SCRIPT_2022 },
  { id: '60e5a86a471e61006a4c51fd', name: 'Microsoft Teams for Jira Cloud', recordedIn: USERS_2025 },
  { id: '630db2cd9796033b256bc349', name: 'Atlas for Jira Cloud', recordedIn: USERS_2025 },
  { id: '63a22fb348b367d78a14c15b', name: 'Proforma Migrator', recordedIn: USERS_2025 },
  {
    id: '712020:23249374-b527-4222-929f-3728ae126a6e',
    name: 'Automation for Incident Management',
    recordedIn: OTHER_RECORDINGS,
  },
  {
    id: '712020:6cd21abf-01db-4ae7-bf4c-b2c6a74f058a',
    name: 'Automation for Change Management',
    recordedIn: OTHER_RECORDINGS,
  },
];

const FIRST_PARTY_IDS: ReadonlySet<string> = new Set(FIRST_PARTY_APPS.map(({ id }) => id));

export const isFirstPartyApp = (account: string): boolean => FIRST_PARTY_IDS.has(account);
