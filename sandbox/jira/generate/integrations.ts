/**
 * Atlassian's own integrations: the same account ids on every site, as seen on recorded ones. Their display names drift from
 * site to site.
 */
export const atlassianIntegrations: readonly { accountId: string; name: string }[] = [
  { accountId: '712020:23249374-b527-4222-929f-3728ae126a6e', name: 'Automation for Incident Management' },
  { accountId: '5d9afe0010f4800c341a2bba', name: 'Opsgenie Incident Timeline' },
  { accountId: '557058:d6b5955a-e193-41e1-b051-79cdb0755d68', name: 'Trello' },
  { accountId: '5b70c8b80fd0ac05d389f5e9', name: 'Chat Notifications' },
  { accountId: '5d9b2860cd50b80dcea8a5b7', name: 'Opsgenie Incident Timeline' },
  { accountId: '557058:cbc04d7b-be84-46eb-90e4-e567aa5332c6', name: 'Confluence Analytics (System)' },
  { accountId: '712020:6cd21abf-01db-4ae7-bf4c-b2c6a74f058a', name: 'Automation for Change Management' },
  { accountId: '6035864ce2020c0070b5285b', name: 'Microsoft Teams for Confluence Cloud' },
  { accountId: '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077', name: 'Automation for Jira' },
  { accountId: '5d53f3cbc6b9320d9ea5bdc2', name: 'Jira Outlook' },
  { accountId: '5cb4ae0e4b97ab11a18e00c7', name: 'Atlassian Assist' },
  { accountId: '60e5a86a471e61006a4c51fd', name: 'Microsoft Teams for Jira Cloud' },
  { accountId: '557058:0867a421-a9ee-4659-801a-bc0ee4a4487e', name: 'Slack' },
  { accountId: '557058:950f9f5b-3d6d-4e1d-954a-21367ae9ac75', name: 'Jira Service Management Widget' },
  { accountId: '5dd64082af96bc0efbe55103', name: 'System' },
  { accountId: '5b6c7b3afbc68529c6c47967', name: 'Statuspage for Jira' },
  { accountId: '5cf112d31552030f1e3a5905', name: 'Jira Spreadsheets' },
  { accountId: '630db2cd9796033b256bc349', name: 'Atlas for Jira Cloud' },
];
