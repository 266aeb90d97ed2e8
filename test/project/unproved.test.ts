import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedSwitches } from '../../sandbox/forge/switches';
import { likelySwitches } from '../../sandbox/jira/switches';

/** The names in the second column of the table under a heading of docs/unproved.md. */
function switchesUnder(heading: string): readonly string[] {
  const text = readFileSync(join(__dirname, '../../docs/unproved.md'), 'utf8');
  const section = text.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter(line => line.startsWith('|'));
  return rows.flatMap(row => /`(\w+)`/.exec(row.split('|')[2] ?? '')?.[1] ?? []);
}

describe('docs/unproved.md', () => {
  it('has a line for each switch of the simulated Jira', () => {
    expect([...switchesUnder('Facts about Jira')].sort()).toEqual(Object.keys(likelySwitches).sort());
  });

  it('has a line for each switch of the Forge host that is a fact', () => {
    // The seed decides what chance brings, and a crash is no fact. A licence is an option of the host.
    const { seed, crash, ...facts } = documentedSwitches;
    expect([seed, crash]).toEqual(['forge', undefined]);
    expect([...switchesUnder('Facts about Forge')].sort()).toEqual([...Object.keys(facts), 'license'].sort());
  });
});
