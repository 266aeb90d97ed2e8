import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { importsOf, packageOf, sourceFiles } from '../../tools/source-imports';

const root = join(__dirname, '../..');
const ROOTS = ['src', 'static', 'cli', 'sandbox', 'bench', 'tools', 'test'];

/** A folder, and who may import from it. */
interface ImportRule {
  folder: string;
  importedBy: readonly string[];
  reason: string;
}

const ALL_FOLDERS = [
  'jira',
  'storage',
  'evidence',
  'controls',
  'posture',
  'remediation',
  'decisions',
  'settings',
  'scan',
  'reports',
  'api',
  'pages',
  'messages',
];
/** What is never deployed may look at everything that is. */
const OUTSIDE_FOLDERS = ['cli', 'bench', 'tools', 'test'];

/** Each folder is imported only by folders below it in this list. */
const IMPORT_RULES: readonly ImportRule[] = [
  { folder: 'domain', importedBy: ALL_FOLDERS, reason: 'every shared type; imports nothing of ours' },
  { folder: 'locales', importedBy: ['messages'], reason: 'JSON only; one place loads it' },
  {
    folder: 'messages',
    importedBy: ['remediation', 'scan', 'api', 'pages'],
    reason: 'words stand at the edges: work items, pages, terminal; what judges speaks in codes',
  },
  {
    folder: 'settings',
    importedBy: [
      'controls',
      'posture',
      'remediation',
      'decisions',
      'storage',
      'scan',
      'reports',
      'api',
      'pages',
    ],
    reason: 'what an admin decided: judged by, filed by, kept and shown; what is read does not depend on it',
  },
  {
    folder: 'jira',
    importedBy: ['evidence', 'remediation', 'scan', 'api'],
    reason: 'sources read, the executor writes, the scan holds the budget, authorization asks',
  },
  {
    folder: 'evidence',
    importedBy: ['controls', 'posture', 'remediation', 'storage', 'scan', 'reports', 'api'],
    reason:
      'judged by controls, read by the scan; the scheme of the place where is filed is a scheme; api shows what was kept',
  },
  {
    folder: 'controls',
    importedBy: ['posture', 'decisions', 'remediation', 'scan', 'reports', 'api'],
    reason: 'their order and contracts; no control imports who judges it',
  },
  {
    folder: 'posture',
    importedBy: ['remediation', 'storage', 'scan', 'reports', 'api'],
    reason: 'pure: what verdicts, scores and lives of findings are made of',
  },
  {
    folder: 'remediation',
    importedBy: ['storage', 'scan', 'api'],
    reason: 'the scan files, api previews; storage implements the port that remediation defines',
  },
  {
    folder: 'storage',
    importedBy: ['decisions', 'scan', 'reports', 'api'],
    reason: 'the only place that knows keys; what is judged or planned never reads it',
  },
  { folder: 'decisions', importedBy: ['scan', 'reports', 'api'], reason: 'what people decide, checked' },
  {
    folder: 'scan',
    importedBy: ['api', 'index'],
    reason: 'api pushes messages to it; the handlers start it',
  },
  { folder: 'reports', importedBy: ['api'], reason: 'pure renderers' },
  { folder: 'api', importedBy: ['pages', 'index'], reason: 'pages know its contract; the handlers are its' },
  { folder: 'pages', importedBy: [], reason: 'entries of the manifest: nothing imports a page' },
  { folder: 'index', importedBy: [], reason: 'the handlers that the manifest names' },
];

/** Folders outside src: none is deployed, and src imports none of them. */
const REMEDIATION_IMPORT_RULES: readonly ImportRule[] = [
  {
    folder: 'plan',
    importedBy: ['text', 'jira', 'run'],
    reason: 'pure: what is wanted, when, and by which action',
  },
  { folder: 'text', importedBy: ['jira', 'run'], reason: 'no I/O; a draft carries its description' },
  { folder: 'jira', importedBy: ['run'], reason: 'observes, writes, and moves issues' },
  { folder: 'run', importedBy: [], reason: 'claims, executes, and saves records' },
];

const OUTSIDE_IMPORT_RULES: readonly ImportRule[] = [
  { folder: 'sandbox', importedBy: ['cli', 'bench', 'tools', 'test'], reason: 'a place to run in' },
  { folder: 'cli', importedBy: ['bench', 'tools', 'test'], reason: 'the plain transport is nowhere else' },
  { folder: 'bench', importedBy: ['test'], reason: 'measures' },
  { folder: 'tools', importedBy: ['test'], reason: 'checks' },
  { folder: 'test', importedBy: ['tools', 'bench'], reason: 'Chromium is found and driven in one place' },
];

const folderOf = (path: string): string => {
  const [first = '', second = ''] = path.split('/');
  if (first === 'src') return path.split('/').length > 2 ? second : second.replace(/\.tsx?$/, '');
  return first === 'static' ? second : first;
};

interface Edge {
  from: string;
  to: string;
}

/** Imports between files of the project, by their paths below its folder, without endings. */
const edges: readonly Edge[] = ROOTS.flatMap(folder =>
  sourceFiles(join(root, folder)).flatMap(file =>
    importsOf(file)
      .filter(specifier => specifier.startsWith('.'))
      .map(specifier => ({
        from: relative(root, file),
        to: relative(root, join(dirname(file), specifier)),
      })),
  ),
);

/** A file's path as others may write it: without its ending, an index by its folder. */
const fileNameOf = (path: string): string => path.replace(/\.tsx?$/, '').replace(/\/index$/, '');

/** What `file` imports, itself or through others. */
function reachableFrom(files: readonly string[]): ReadonlySet<string> {
  const named = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const name = fileNameOf(from);
    named.set(name, [...(named.get(name) ?? []), to]);
  }
  const reached = new Set<string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    open.push(...(named.get(file.replace(/\/index$/, '')) ?? []));
  }
  return reached;
}

const isDeployed = (path: string): boolean => path.startsWith('src/') || path.startsWith('static/');

describe('imports', () => {
  it('has a row for every folder of src', () => {
    const folderNames = new Set(
      edges
        .flatMap(({ from, to }) => [from, to])
        .filter(isDeployed)
        .map(folderOf),
    );
    expect(
      [...folderNames].filter(folderName => !IMPORT_RULES.some(row => row.folder === folderName)),
    ).toEqual([]);
  });

  it('lets a folder import only from those that the table opens to it', () => {
    const rows = new Map([...IMPORT_RULES, ...OUTSIDE_IMPORT_RULES].map(row => [row.folder, row]));
    const climbing = edges.filter(({ from, to }) => {
      const [folderName, target] = [folderOf(from), folderOf(to)];
      if (folderName === target || (isDeployed(to) && OUTSIDE_FOLDERS.includes(folderName))) return false;
      const isData = to.endsWith('package.json');
      return !isData && rows.get(target)?.importedBy.includes(folderName) !== true;
    });
    expect(climbing.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('lets the folders of remediation import only along their table', () => {
    const partOf = (path: string): string | undefined => /^src\/remediation\/(\w+)\//.exec(path)?.[1];
    const rows = new Map(REMEDIATION_IMPORT_RULES.map(row => [row.folder, row]));
    const climbing = edges.filter(({ from, to }) => {
      const [part, target] = [partOf(from), partOf(to)];
      if (part === undefined || target === undefined || part === target) return false;
      return rows.get(target)?.importedBy.includes(part) !== true;
    });
    expect(climbing.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('has no cycle among folders', () => {
    const order = IMPORT_RULES.map(({ folder: folderName }) => folderName);
    const backwards = IMPORT_RULES.flatMap(({ folder: folderName, importedBy: by }) =>
      by
        .filter(user => order.indexOf(user) <= order.indexOf(folderName))
        .map(user => `${folderName} <- ${user}`),
    );
    expect(backwards).toEqual([]);
  });

  it('has no two files that import each other, however many lie between', () => {
    const named = edges.map(({ from, to }) => [fileNameOf(from), fileNameOf(to)] as const);
    const imports = new Map<string, string[]>();
    for (const [from, to] of named) imports.set(from, [...(imports.get(from) ?? []), to]);
    const whole = new Set<string>();
    const circles: string[] = [];
    const follow = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (whole.has(file) || path.includes(file)) return;
      for (const next of imports.get(file) ?? []) follow(next, [...path, file]);
      whole.add(file);
    };
    for (const file of imports.keys()) follow(file, []);
    expect(circles).toEqual([]);
  });

  it('gives pages nothing but the contract with what it is made of, messages, and domain types', () => {
    const pages = edges.map(({ from }) => from).filter(path => path.startsWith('src/pages/'));
    const reached = reachableFrom(pages.map(path => path.replace(/\.tsx?$/, '')));
    const open =
      /^(src\/(pages|domain|settings|messages)\/|src\/api\/(contract(\/|$)|api-response$|caller$)|src\/remediation\/plan\/(remediation-record|remediation-key)$|static\/locales)/;
    expect([...reached].filter(path => !open.test(path))).toEqual([]);
  });

  it('lets nothing reach Jira from the planner, the verdict, or the text of a work item', () => {
    const isPure = (path: string): boolean =>
      folderOf(path) === 'posture' || /^src\/remediation\/(plan|text)\//.test(path);
    const direct = edges.filter(({ from, to }) => folderOf(to) === 'jira' && isPure(from));
    expect(direct).toEqual([]);
  });

  it('confines each platform package to its folders', () => {
    const confined: Readonly<Record<string, readonly string[]>> = {
      '@forge/kvs': ['storage'],
      '@forge/api': ['jira', 'scan'],
      '@forge/events': ['scan'],
      '@forge/resolver': ['api'],
      '@forge/react': ['pages'],
      '@forge/bridge': ['pages'],
      react: ['pages'],
      'intl-messageformat': ['messages'],
      'node:crypto': ['storage', 'remediation', 'jira'],
      'node:zlib': ['storage'],
      zod: ALL_FOLDERS.concat('domain'),
    };
    const elsewhere = ['src', 'static'].flatMap(folder =>
      sourceFiles(join(root, folder)).flatMap(file => {
        const path = relative(root, file);
        return importsOf(file)
          .filter(specifier => !specifier.startsWith('.'))
          .filter(specifier => confined[packageOf(specifier)]?.includes(folderOf(path)) !== true)
          .map(specifier => `${path} imports ${specifier}`);
      }),
    );
    expect(elsewhere).toEqual([]);
  });

  it('deploys only packages that package.json names as dependencies', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const imported = sourceFiles(join(root, 'src'))
      .flatMap(importsOf)
      .filter(specifier => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .map(packageOf);
    expect([...new Set(imported)].filter(name => !(name in dependencies))).toEqual([]);
  });

  it('has no room for what has no name: no utils, helpers, common', () => {
    const nameless = ROOTS.flatMap(folder => sourceFiles(join(root, folder)))
      .map(file => relative(root, file))
      .filter(path => /(^|\/)(utils?|helpers?|common)(\/|\.)/.test(path));
    expect(nameless).toEqual([]);
  });
});
