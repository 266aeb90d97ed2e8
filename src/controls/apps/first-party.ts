/**
 * Account ids of Atlassian's own integrations (automation, chat, Trello, ...), which are the same on every site. Gathered from
 * recordings of sites between 2021 and 2026; their display names change, their ids don't. Agents aren't here: their ids
 * differ from site to site, and Jira marks them as agents.
 */
const ATLASSIANS_OWN: ReadonlySet<string> = new Set([
  '557058:0867a421-a9ee-4659-801a-bc0ee4a4487e',
  '557058:214cdd6a-ff93-4d8b-838b-62dfcf1a2a71',
  '557058:950f9f5b-3d6d-4e1d-954a-21367ae9ac75',
  '557058:cbc04d7b-be84-46eb-90e4-e567aa5332c6',
  '557058:d6b5955a-e193-41e1-b051-79cdb0755d68',
  '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077',
  '5b6c7b3afbc68529c6c47967',
  '5b70c8b80fd0ac05d389f5e9',
  '5cb4ae0e4b97ab11a18e00c7',
  '5cf112d31552030f1e3a5905',
  '5d53f3cbc6b9320d9ea5bdc2',
  '5d9afe0010f4800c341a2bba',
  '5d9b2860cd50b80dcea8a5b7',
  '5dd64082af96bc0efbe55103',
  '6035864ce2020c0070b5285b',
  '60e5a86a471e61006a4c51fd',
  '630db2cd9796033b256bc349',
  '712020:23249374-b527-4222-929f-3728ae126a6e',
  '712020:6cd21abf-01db-4ae7-bf4c-b2c6a74f058a',
]);

export const isAtlassiansOwn = (account: string): boolean => ATLASSIANS_OWN.has(account);
