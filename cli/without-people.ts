import { isGenericName } from '../src/evidence/generic-name';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What is kept of an account. Its name is kept where it is an app's, as a label of findings, or nobody's. */
const OF_ACCOUNTS: readonly string[] = ['accountId', 'accountType', 'active', 'appType', 'guest'];

/** What is kept of an actor in a role. */
const OF_ACTORS: readonly string[] = ['actorUser', 'id', 'type'];

/** What is kept of an audit record: who did what to whom stands in names, addresses and values. */
const OF_RECORDS: readonly string[] = ['category', 'created', 'id', 'summary'];

/** Pictures show people, and their addresses are made of people's e-mail addresses. */
const LEFT_OUT: readonly string[] = ['avatarUrl', 'avatarUrls', 'emailAddress'];

const E_MAIL = /[^\s"'<>()=,;]+@[^\s"'<>()=,;]+\.[a-z]{2,}/gi;

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function appsIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(appsIn);
  if (!isObject(value)) return [];
  const id = value['accountId'];
  const own = value['accountType'] === 'app' && typeof id === 'string' ? [id] : [];
  return [...own, ...Object.values(value).flatMap(appsIn)];
}

/** Which keys of an object are kept. */
function keptOf(
  value: { readonly [key: string]: Json },
  apps: ReadonlySet<string>,
): (key: string) => boolean {
  const actor = value['actorUser'];
  const account = value['accountId'] ?? (isObject(actor) ? actor['accountId'] : undefined);
  if (account === undefined) return key => !LEFT_OUT.includes(key);
  const keys = 'accountId' in value ? OF_ACCOUNTS : OF_ACTORS;
  const name = value['displayName'];
  const isApp = typeof account === 'string' && apps.has(account);
  const isNobodys = typeof name === 'string' && isGenericName(name);
  return key => keys.includes(key) || (key === 'displayName' && (isApp || isNobodys));
}

function cleaned(value: Json, apps: ReadonlySet<string>): Json {
  if (typeof value === 'string') return value.replace(E_MAIL, 'someone');
  if (Array.isArray(value)) return value.map(one => cleaned(one, apps));
  if (!isObject(value)) return value;
  const isKept = keptOf(value, apps);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isKept(key))
      .map(([key, inner]) => [key, key === 'records' ? recordsOf(inner) : cleaned(inner, apps)]),
  );
}

const recordsOf = (records: Json): Json =>
  Array.isArray(records)
    ? records.map(one =>
        isObject(one)
          ? Object.fromEntries(Object.entries(one).filter(([key]) => OF_RECORDS.includes(key)))
          : null,
      )
    : null;

/**
 * Recorded answers without what names people: e-mail addresses, display names, pictures, and the audit log's names,
 * addresses and values. Account ids stay, and the names of apps.
 */
export function withoutPeople<T extends { readonly body?: unknown }>(answers: readonly T[]): readonly T[] {
  // What was parsed from JSON is JSON.
  const bodies = answers.map(({ body }) => body as Json | undefined);
  const apps = new Set(bodies.flatMap(appsIn));
  return answers.map((answer, index) => {
    const body = bodies[index];
    return body === undefined ? answer : { ...answer, body: cleaned(body, apps) };
  });
}
