import { DELETED_ACCOUNT_DISPLAY_NAME } from '../src/evidence/deleted-account';
import { isGenericName } from '../src/evidence/generic-name';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Replaces every shared name, such as "Jira Admin". Controls only judge whether a name is shared. */
const GENERIC_NAME = 'Admin';

/** An email address: plain, percent-encoded once or more (as in a link), or escaped (as in JQL). */
const EMAIL_ADDRESS = /[^\s"'<>()=,;&?/]+(?:@|%(?:25)*40|\\u0040)[^\s"'<>()=,;&?/]+/gi;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The account ID of an object itself, or of a role's actor. */
function accountIdOf(value: JsonObject): Json | undefined {
  const actor = value['actorUser'];
  return isObject(actor) ? actor['accountId'] : value['accountId'];
}

function appAccountIdsIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(appAccountIdsIn);
  if (!isObject(value)) return [];
  const id = value['accountId'];
  const own = value['accountType'] === 'app' && typeof id === 'string' ? [id] : [];
  return [...own, ...Object.values(value).flatMap(appAccountIdsIn)];
}

/** Processes answers one by one, so that the same email address always gets the same number. */
class Anonymizer {
  private readonly pseudonyms = new Map<string, string>();

  constructor(private readonly appAccountIds: ReadonlySet<string>) {}

  anonymize(value: Json): Json {
    if (typeof value === 'string') return value.replace(EMAIL_ADDRESS, address => this.pseudonymFor(address));
    if (Array.isArray(value)) return value.map(one => this.anonymize(one));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        const kept = key === 'displayName' ? this.anonymizeName(value, inner) : inner;
        return kept === undefined ? [] : [[key, this.anonymize(kept)]];
      }),
    );
  }

  /**
   * Keeps an app's name, because it is a label of findings. For other accounts, controls judge only whether the name is
   * shared or the account was deleted.
   */
  private anonymizeName(of: JsonObject, name: Json): Json | undefined {
    const account = accountIdOf(of);
    if (typeof account === 'string' && this.appAccountIds.has(account)) return name;
    if (name === DELETED_ACCOUNT_DISPLAY_NAME) return name;
    return typeof name === 'string' && isGenericName(name) ? GENERIC_NAME : undefined;
  }

  private pseudonymFor(address: string): string {
    const known = this.pseudonyms.get(address);
    if (known !== undefined) return known;
    const standIn = `someone-${this.pseudonyms.size + 1}`;
    this.pseudonyms.set(address, standIn);
    return standIn;
  }
}

/**
 * Removes personal data from recorded answers: display names, and email addresses in any text. Keeps account IDs and
 * names of apps.
 */
export function anonymizeAnswers<T extends { readonly body?: unknown }>(answers: readonly T[]): readonly T[] {
  // The bodies were parsed from JSON.
  const bodies = answers.map(({ body }) => body as Json | undefined);
  const anonymizer = new Anonymizer(new Set(bodies.flatMap(appAccountIdsIn)));
  return answers.map((answer, index) => {
    const body = bodies[index];
    return body === undefined ? answer : { ...answer, body: anonymizer.anonymize(body) };
  });
}
