import { type Transport } from '../src/jira/transport';
import { terminalText } from './terminal-text';

/** A transport that remembers how the site calls the people whom its answers name. Nothing of it is kept or recorded. */
export interface Named {
  readonly transport: Transport;
  /** @returns undefined where no answer named the account. A name that several accounts bear is told with its id. */
  nameOf(account: string): string | undefined;
}

export function named(inner: Transport): Named {
  const names = new Map<string, string>();
  const bearers = new Map<string, number>();

  const note = (account: string, displayName: string): void => {
    const name = terminalText(displayName).trim();
    if (name === '' || names.has(account)) return;
    names.set(account, name);
    bearers.set(name, (bearers.get(name) ?? 0) + 1);
  };

  const known = new WeakSet<object>();
  const read = (body: unknown): void => {
    if (typeof body !== 'object' || body === null || known.has(body)) return;
    known.add(body);
    if (
      'accountId' in body &&
      'displayName' in body &&
      typeof body.accountId === 'string' &&
      typeof body.displayName === 'string'
    )
      note(body.accountId, body.displayName);
    for (const inside of Object.values(body)) read(inside);
  };

  return {
    transport: {
      async send(request) {
        const answer = await inner.send(request);
        read(answer.body);
        return answer;
      },
    },
    nameOf: account => {
      const name = names.get(account);
      if (name === undefined) return undefined;
      return (bearers.get(name) ?? 0) > 1 ? `${name} (${account})` : name;
    },
  };
}
