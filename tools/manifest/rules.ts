import { LIFECYCLE_EVENTS, productEvents } from './product-events';
import type { WrittenManifest, WrittenModule } from './written-manifest';

/** What runs without a page, by the longest that a function of it may ask for in seconds; undefined: it may not ask. */
const MAX_BACKGROUND_SECONDS: Readonly<Record<string, number | undefined>> = {
  consumer: 900,
  scheduledTrigger: 900,
  trigger: undefined,
};
const KINDS_WITHOUT_PAGE = new Set([
  'function',
  'jira:entityProperty',
  ...Object.keys(MAX_BACKGROUND_SECONDS),
]);

const ALLOWED_PARTS = new Set(['app', 'modules', 'permissions', 'resources']);

/** A rule of this project that neither @forge/manifest nor @forge/lint holds: what is wrong, one line each. */
type Rule = (manifest: WrittenManifest, packages: ReadonlySet<string>) => readonly string[];

interface FunctionCall {
  kind: string;
  key: string;
  functionKey: string;
}

const functionsOf = ({ modules }: WrittenManifest): readonly WrittenModule[] =>
  modules.filter(({ kind }) => kind === 'function').map(({ module }) => module);

/** Which module calls which function. */
const functionCallsOf = ({ modules }: WrittenManifest): readonly FunctionCall[] =>
  modules.flatMap(({ kind, module }) =>
    [module.function, module.resolver?.function].flatMap(functionKey =>
      functionKey === undefined ? [] : [{ kind, key: module.key, functionKey }],
    ),
  );

const isPage = (kind: string): boolean => !KINDS_WITHOUT_PAGE.has(kind);

/** "Runs on Atlassian": no remotes, no egress, no web triggers, no Connect, nothing through which data leaves or comes in. */
const noDataLeaves: Rule = ({ parts, appParts, permissionParts, modules }) => [
  ...parts
    .filter(part => !ALLOWED_PARTS.has(part))
    .map(part => `"${part}": nothing may leave Atlassian's cloud.`),
  ...appParts
    .filter(part => part === 'connect')
    .map(part => `"app.${part}": this is no Connect app, and none may be hidden in it.`),
  ...permissionParts
    .filter(part => part !== 'scopes')
    .map(part => `"permissions.${part}": scopes are all that this app asks for.`),
  ...modules
    .filter(({ kind }) => isPage(kind) && !kind.startsWith('jira:'))
    .map(
      ({ kind, module }) => `${kind} ${module.key}: only pages in Jira and background work are known here.`,
    ),
];

/** UI Kit 1 (`function` instead of `resource`) passes the schema and shows nothing; Custom UI is the default of `render`. */
const pagesAreUiKit: Rule = ({ modules }) =>
  modules
    .filter(({ kind }) => isPage(kind) && kind.startsWith('jira:'))
    .flatMap(({ kind, module: { key, resource, render, function: uiKit1 } }) => [
      ...(resource === undefined ? [`${kind} ${key} has no "resource".`] : []),
      ...(render === 'native' ? [] : [`${kind} ${key} has no "render: native".`]),
      ...(uiKit1 === undefined ? [] : [`${kind} ${key} has a "function": that was UI Kit 1.`]),
    ]);

/**
 * The platform lets only admins call the resolver of an admin page. A function or handler that another module calls too is
 * open to everyone who sees that module.
 */
const pagesShareNoHandler: Rule = manifest => {
  const handlers = new Map(functionsOf(manifest).map(({ key, handler }) => [key, handler ?? key]));
  const calls = functionCallsOf(manifest).map(call => ({ ...call, handler: handlers.get(call.functionKey) }));
  return calls.flatMap((page, at) =>
    calls
      .filter((other, otherAt) => other.handler === page.handler && (otherAt > at || !isPage(other.kind)))
      .filter(other => isPage(page.kind) && other !== page)
      .map(other => `${page.key} and ${other.key} share the handler ${page.handler}; a page has its own.`),
  );
};

/** A function gets more than the platform's usual time only where nothing but consumers and scheduled triggers call it. */
const timeoutsAreAllowed: Rule = manifest => {
  const calls = functionCallsOf(manifest);
  return functionsOf(manifest).flatMap(({ key, timeoutSeconds }) => {
    const callers = calls.filter(({ functionKey }) => functionKey === key);
    if (callers.length === 0) return [`No module calls the function ${key}.`];
    if (timeoutSeconds === undefined) return [];
    return callers.flatMap(({ kind, key: caller }) => {
      const maxSeconds = MAX_BACKGROUND_SECONDS[kind];
      if (maxSeconds === undefined)
        return [`${caller} (${kind}) may not call ${key}, which has a "timeoutSeconds".`];
      return timeoutSeconds > maxSeconds
        ? [`${key} asks for ${timeoutSeconds} s; at most ${maxSeconds} are given.`]
        : [];
    });
  });
};

/** An event of a trigger, with whether the app hears of it what it did itself. */
const subscribedEvents = ({
  modules,
}: WrittenManifest): readonly { key: string; name: string; ignoresSelf: boolean }[] =>
  modules
    .filter(({ kind }) => kind === 'trigger')
    .flatMap(({ module: { key, events = [], filter } }) =>
      events.map(event => {
        const [name, own] =
          typeof event === 'string' ? [event, filter] : [event.eventType, event.filter ?? filter];
        return { key, name, ignoresSelf: own?.ignoreSelf === true };
      }),
    );

/** A name that doesn't exist passes every check of Atlassian's, and is never delivered. */
const eventsExist: Rule = manifest => {
  const known = new Set([...LIFECYCLE_EVENTS, ...productEvents().keys()]);
  return subscribedEvents(manifest)
    .filter(({ name }) => !known.has(name))
    .map(({ key, name }) => `${key} waits for ${name}, which doesn't exist.`);
};

/** What the app did itself is no news to it. Events of its own life have no such filter. */
const triggersIgnoreSelf: Rule = manifest =>
  subscribedEvents(manifest)
    .filter(({ name, ignoresSelf }) => !ignoresSelf && !LIFECYCLE_EVENTS.includes(name))
    .map(({ key, name }) => `${key} hears ${name} without "ignoreSelf: true".`);

const noUiKit1: Rule = (_, packages) =>
  packages.has('@forge/ui') ? ['src imports @forge/ui: UI Kit 1 was removed in 2025.'] : [];

const storageNeedsItsScope: Rule = ({ scopes }, packages) =>
  packages.has('@forge/kvs') && !scopes.includes('storage:app')
    ? ['src imports @forge/kvs, and the scope storage:app is missing.']
    : [];

const RULES: readonly Rule[] = [
  noDataLeaves,
  pagesAreUiKit,
  pagesShareNoHandler,
  timeoutsAreAllowed,
  eventsExist,
  triggersIgnoreSelf,
  noUiKit1,
  storageNeedsItsScope,
];

/**
 * What the manifest does against the rules of this project.
 * @param packages that src imports.
 */
export function findBrokenRules(manifest: WrittenManifest, packages: ReadonlySet<string>): readonly string[] {
  return [...new Set(RULES.flatMap(rule => rule(manifest, packages)))];
}
