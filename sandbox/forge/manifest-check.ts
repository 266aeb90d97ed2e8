import { checkWithCache } from './manifest-check-cache';
import { KVS, SCHEDULES } from './limits';
import type { Manifest } from './manifest-content';
import { readEventScopes } from './event-scopes';

/** Loaded once, where a check is made: the package is large, and compiles the whole schema. */
async function loadValidators() {
  const { FullValidationProcessor, ProductTriggerScopesValidator } = await import('@forge/manifest');
  return {
    all: new FullValidationProcessor({ deprecatedRuntimes: [] }),
    triggerScopes: new ProductTriggerScopesValidator(readEventScopes()),
  };
}
let validators: ReturnType<typeof loadValidators> | undefined;

/**
 * The manifest's content, once `@forge/manifest` accepts the whole and the scopes of its triggers' events.
 * @throws an error that lists every complaint with its line.
 */
export const loadManifestContent = (file: string): Promise<unknown> =>
  checkWithCache(file, () => checkContent(file));

async function checkContent(file: string): Promise<unknown> {
  validators ??= loadValidators();
  const { all, triggerScopes } = await validators;
  const result = await all.process(file);
  const triggers = await triggerScopes.validate(result.manifestObject);
  const errors = [...(result.errors ?? []), ...(triggers.errors ?? [])].filter(
    ({ level }) => level === 'error',
  );
  const lines = new Set(errors.map(({ line, column, message }) => `${line}:${column} ${message}`));
  if (lines.size > 0) throw new Error(`${file} is refused by @forge/manifest:\n${[...lines].join('\n')}`);
  return result.manifestObject?.yamlContent;
}

/** What Atlassian's servers refuse and the published validators let pass. */
export function findPlatformProblems({ schedules, entities, triggers }: Manifest): string[] {
  const fiveMinute = schedules.filter(({ interval }) => interval === 'fiveMinute').length;
  const known = new Set(readEventScopes().mapping.map(({ productEvent }) => productEvent));
  const wide = [...entities.values()].flatMap(({ name, indexes }) =>
    indexes.filter(({ range }) => range.length !== 1).map(index => ({ name, index })),
  );
  return [
    ...limitProblem(SCHEDULES.most, schedules.length, 'scheduled triggers'),
    ...limitProblem(SCHEDULES.fiveMinute, fiveMinute, 'scheduled triggers every five minutes'),
    ...limitProblem(KVS.entities, entities.size, 'entities'),
    ...wide.map(
      ({ name, index }) => `Index ${index.name} of entity ${name} must have a range of one attribute.`,
    ),
    ...triggers
      .filter(({ event }) => event.startsWith('avi:jira') && !known.has(event))
      .map(({ key, event }) => `Trigger ${key} waits for ${event}, which is no event of Jira.`),
  ];
}

function limitProblem(most: number, count: number, what: string): string[] {
  return count > most ? [`An app has at most ${most} ${what}, this one ${count}.`] : [];
}
