import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationOf, OPERATIONS, type OperationId } from '../../src/jira/operations';
import { collectScopes } from '../../src/jira/scopes';
import { type EventScopes, productEvents } from '../../tools/manifest/product-events';
import { readWrittenManifest } from '../../tools/manifest/written-manifest';
import { importsOf, sourceFiles } from '../../tools/source-imports';

const root = join(__dirname, '../..');
const manifest = readWrittenManifest(join(root, 'manifest.yml'));
const rows = Object.keys(OPERATIONS) as OperationId[];

/** Operations that a file of src names, besides the table. */
function operationsInUse(): readonly OperationId[] {
  const table = join(root, 'src/jira/operations.ts');
  const code = sourceFiles(join(root, 'src'))
    .filter(file => file !== table)
    .map(file => readFileSync(file, 'utf8'))
    .join('\n');
  return rows.filter(id => code.includes(`'${id}'`));
}

/** The choice of src/jira/scopes.ts, made for an event: a classic scope, unless it could change a configuration. */
function scopesOfEvent({ classic, granular }: EventScopes): readonly string[] {
  const granularOnly = collectScopes(rows).join() === collectScopes(rows, 'granular').join();
  const manages = classic.some(scope => scope.startsWith('manage:'));
  return granular !== undefined && (granularOnly || manages) ? granular : classic;
}

function scopesOfTriggers(): readonly string[] {
  const known = productEvents();
  const subscribedEvents = manifest.modules
    .filter(({ kind }) => kind === 'trigger')
    .flatMap(({ module: { events = [] } }) =>
      events.map(event => (typeof event === 'string' ? event : event.eventType)),
    );
  return subscribedEvents.flatMap(event => {
    const scopes = known.get(event);
    return scopes === undefined ? [] : scopesOfEvent(scopes);
  });
}

function scopesOfStorage(): readonly string[] {
  const stores = sourceFiles(join(root, 'src')).some(file => importsOf(file).includes('@forge/kvs'));
  return stores ? ['storage:app'] : [];
}

describe("the manifest's scopes", () => {
  it('are those of the operations that are called, of the events that are heard and of the storage: none more, none less', () => {
    const needed = [...collectScopes(operationsInUse()), ...scopesOfTriggers(), ...scopesOfStorage()];
    expect([...manifest.scopes].sort()).toEqual([...new Set(needed)].sort());
  });

  it('come from a table in which every operation is called', () => {
    const used = new Set(operationsInUse());
    expect(rows.filter(id => !used.has(id))).toEqual([]);
  });
});

const documents = process.env.OPENAPI_DIR;

interface DocumentedOperation {
  security?: readonly { OAuth2?: readonly string[] }[];
  'x-atlassian-oauth2-scopes'?: readonly { state: string; scopes: readonly string[] }[];
}

type Paths = Record<string, Record<string, DocumentedOperation>>;

/** What an operation asks for by Atlassian's document; undefined where the document doesn't know the operation. */
function documentedScopes(
  paths: Paths,
  id: OperationId,
): { classic: readonly string[]; granular: readonly string[] | undefined } | undefined {
  const { method, path } = operationOf(id);
  const operation = paths[`/rest/api/3${path}`]?.[method.toLowerCase()];
  if (operation === undefined) return undefined;
  const documented = operation['x-atlassian-oauth2-scopes'] ?? [];
  const sorted = (state: string) =>
    documented
      .find(set => set.state === state)
      ?.scopes.slice()
      .sort();
  const secured = operation.security
    ?.flatMap(({ OAuth2 = [] }) => OAuth2)
    .slice()
    .sort();
  return { classic: sorted('Current') ?? secured ?? [], granular: sorted('Beta') };
}

const withDocuments = documents === undefined ? describe.skip : describe;

withDocuments("the table's scopes (where OPENAPI_DIR names Atlassian's documents)", () => {
  it("are those of Atlassian's OpenAPI document", () => {
    const folder = documents ?? '';
    const file = readdirSync(folder)
      .filter(name => /^jira-platform-v3\.\d{4}-\d\d-\d\d\.json$/.test(name))
      .sort()
      .at(-1);
    const { paths } = JSON.parse(readFileSync(join(folder, file ?? 'jira-platform-v3.json'), 'utf8')) as {
      paths: Paths;
    };
    const appScopes = rows.map(id => {
      const { classicScopes: classic, granularScopes: granular } = operationOf(id);
      return [id, { classic: [...classic].sort(), granular: granular && [...granular].sort() }];
    });
    expect(Object.fromEntries(appScopes)).toEqual(
      Object.fromEntries(rows.map(id => [id, documentedScopes(paths, id)])),
    );
  });
});
