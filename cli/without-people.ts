import { DELETED_NAME } from '../src/evidence/deleted-account';
import { isGenericName } from '../src/evidence/generic-name';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Stands for every name that several people may share: what is judged is that it is such a name. */
const SHARED_NAME = 'Admin';

/** An address as it is written, or percent-encoded as in a link, once or more often, or escaped as in a query of JQL. */
const ADDRESS = /[^\s"'<>()=,;&?/]+(?:@|%(?:25)*40|\\u0040)[^\s"'<>()=,;&?/]+/gi;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The account that an object is about: itself, or the actor of a role. */
function accountOf(value: JsonObject): Json | undefined {
  const actor = value['actorUser'];
  return isObject(actor) ? actor['accountId'] : value['accountId'];
}

function appsIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(appsIn);
  if (!isObject(value)) return [];
  const id = value['accountId'];
  const own = value['accountType'] === 'app' && typeof id === 'string' ? [id] : [];
  return [...own, ...Object.values(value).flatMap(appsIn)];
}

/** One answer after the other, so that the same address becomes the same number wherever it stands. */
class Cleaning {
  private readonly addresses = new Map<string, string>();

  constructor(private readonly apps: ReadonlySet<string>) {}

  cleaned(value: Json): Json {
    if (typeof value === 'string') return value.replace(ADDRESS, address => this.standInFor(address));
    if (Array.isArray(value)) return value.map(one => this.cleaned(one));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        const kept = key === 'displayName' ? this.nameKept(value, inner) : inner;
        return kept === undefined ? [] : [[key, this.cleaned(kept)]];
      }),
    );
  }

  /**
   * An app's name is a label of findings. Of others only that a name is nobody's in particular is judged, or that the account
   * was deleted.
   */
  private nameKept(of: JsonObject, name: Json): Json | undefined {
    const account = accountOf(of);
    if (typeof account === 'string' && this.apps.has(account)) return name;
    if (name === DELETED_NAME) return name;
    return typeof name === 'string' && isGenericName(name) ? SHARED_NAME : undefined;
  }

  private standInFor(address: string): string {
    const known = this.addresses.get(address);
    if (known !== undefined) return known;
    const standIn = `someone-${this.addresses.size + 1}`;
    this.addresses.set(address, standIn);
    return standIn;
  }
}

/**
 * Recorded answers, as far as they are read, without what names people: their display names, and e-mail addresses wherever
 * one stands. Account ids stay, and the names of apps.
 */
export function withoutPeople<T extends { readonly body?: unknown }>(answers: readonly T[]): readonly T[] {
  // What was parsed from JSON is JSON.
  const bodies = answers.map(({ body }) => body as Json | undefined);
  const cleaning = new Cleaning(new Set(bodies.flatMap(appsIn)));
  return answers.map((answer, index) => {
    const body = bodies[index];
    return body === undefined ? answer : { ...answer, body: cleaning.cleaned(body) };
  });
}
