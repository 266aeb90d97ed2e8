import { randomBytes } from 'node:crypto';
import type { Caller } from '../ports';
import type { Scopes } from './operation';
import type { Account } from './state/model';
import type { SiteState } from './state/site-state';
import type { SiteSwitches } from './switches';

/** The password of every person of the sandbox, for Basic authentication from a terminal. */
export const SANDBOX_PASSWORD = 'sandbox';

/** Who asks, or why that can't be said. */
export type Identity =
  { known: true; account: Account | undefined; scopes: readonly string[] | 'all' } | { known: false };

/** Knows callers by their `Authorization` header: a token of `Product.tokenFor`, or a person's e-mail and the sandbox's password. */
export class Identities {
  readonly #state: SiteState;
  readonly #tokens = new Map<string, Caller>();

  constructor(state: SiteState) {
    this.#state = state;
  }

  tokenFor(caller: Caller): string {
    const token = randomBytes(18).toString('base64url');
    this.#tokens.set(token, { ...caller });
    return token;
  }

  identify(authorization: string | undefined): Identity {
    if (authorization === undefined) return { known: true, account: undefined, scopes: 'all' };
    const [scheme = '', value = ''] = authorization.split(' ');
    if (scheme.toLowerCase() === 'bearer') {
      const caller = this.#tokens.get(value);
      if (!caller) return { known: false };
      if (caller.accountId === undefined) return { known: true, account: undefined, scopes: caller.scopes };
      const account = this.#state.accounts.get(caller.accountId);
      return account?.active ? { known: true, account, scopes: caller.scopes } : { known: false };
    }
    if (scheme.toLowerCase() === 'basic') {
      const [email = '', password = ''] = Buffer.from(value, 'base64').toString().split(':');
      for (const account of this.#state.accounts.values())
        if (account.email === email && account.active && password === SANDBOX_PASSWORD)
          return { known: true, account, scopes: 'all' };
    }
    return { known: false };
  }
}

/** Jira's granular scopes end in its name, e.g. `read:user:jira`; `read:jira-user` is a classic one. */
const isGranular = (scope: string): boolean => scope.endsWith(':jira');

/** The granted scopes that count, where those of both kinds were granted. */
function counting(granted: readonly string[], mixed: SiteSwitches['mixedScopes']): readonly string[] {
  if (mixed === 'both' || new Set(granted.map(isGranular)).size < 2) return granted;
  return granted.filter(scope => isGranular(scope) === (mixed === 'granular'));
}

/** Whether one complete set of an operation's scopes was granted. */
export function hasRequiredScopes(
  granted: readonly string[] | 'all',
  required: Scopes,
  mixed: SiteSwitches['mixedScopes'],
): boolean {
  if (granted === 'all') return true;
  const counts = counting(granted, mixed);
  return [required.classic, required.granular].some(
    set => set !== undefined && set.every(scope => counts.includes(scope)),
  );
}
