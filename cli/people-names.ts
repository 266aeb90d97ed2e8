import { type Transport } from '../src/jira/transport';
import { terminalText } from './terminal-text';

/**
 * A transport that collects people's display names from the site's answers. The names stay in memory and aren't
 * recorded.
 */
export interface PeopleNames {
  readonly transport: Transport;
  /** @returns undefined if no answer named the account. Adds the account ID to a name that several accounts share. */
  nameOf(account: string): string | undefined;
}

export function collectPeopleNames(inner: Transport): PeopleNames {
  const names = new Map<string, string>();
  const accountsPerName = new Map<string, number>();

  const rememberName = (account: string, displayName: string): void => {
    const name = terminalText(displayName).trim();
    if (name === '' || names.has(account)) return;
    names.set(account, name);
    accountsPerName.set(name, (accountsPerName.get(name) ?? 0) + 1);
  };

  const visited = new WeakSet<object>();
  const collectNames = (body: unknown): void => {
    if (typeof body !== 'object' || body === null || visited.has(body)) return;
    visited.add(body);
    if (
      'accountId' in body &&
      'displayName' in body &&
      typeof body.accountId === 'string' &&
      typeof body.displayName === 'string'
    )
      rememberName(body.accountId, body.displayName);
    for (const member of Object.values(body)) collectNames(member);
  };

  return {
    transport: {
      async send(request) {
        const answer = await inner.send(request);
        collectNames(answer.body);
        return answer;
      },
    },
    nameOf: account => {
      const name = names.get(account);
      if (name === undefined) return undefined;
      return (accountsPerName.get(name) ?? 0) > 1 ? `${name} (${account})` : name;
    },
  };
}
