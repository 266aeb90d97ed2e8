import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { importsOf, packageOf, sourceFiles } from '../../tools/source-imports';

const root = join(__dirname, '../..');
const ROOTS = ['src', 'static', 'cli', 'sandbox', 'bench', 'tools', 'test'];

/** A room of the house, and who may import from it. Rooms of src go by their own name. */
interface Row {
  room: string;
  by: readonly string[];
  why: string;
}

const EVERY_ROOM = [
  'jira',
  'storage',
  'evidence',
  'controls',
  'posture',
  'remediation',
  'people',
  'settings',
  'sweep',
  'reports',
  'api',
  'pages',
  'locales',
];
/** What is never deployed may look at everything that is. */
const OUTSIDE = ['cli', 'bench', 'tools', 'test'];

/** From the ground up: a room is opened only to rooms that stand below it in this list. */
const TABLE: readonly Row[] = [
  { room: 'terms', by: EVERY_ROOM, why: 'the words of the product; they import nothing' },
  {
    room: 'locales',
    by: ['remediation', 'sweep', 'api', 'pages'],
    why: 'words stand at the edges: work items, pages, terminal; what judges speaks in codes',
  },
  {
    room: 'settings',
    by: ['controls', 'posture', 'remediation', 'people', 'storage', 'sweep', 'reports', 'api', 'pages'],
    why: 'what an admin decided: judged by, filed by, kept and shown; what is read does not depend on it',
  },
  {
    room: 'jira',
    by: ['evidence', 'remediation', 'sweep', 'api'],
    why: 'sources read, the executor writes, the sweep holds the budget, authorization asks',
  },
  {
    room: 'evidence',
    by: ['controls', 'posture', 'remediation', 'storage', 'sweep', 'reports', 'api'],
    why: 'judged by controls, read by the sweep; the scheme of the place where is filed is a scheme; api shows what was kept',
  },
  {
    room: 'controls',
    by: ['posture', 'people', 'remediation', 'sweep', 'reports', 'api'],
    why: 'their order and contracts; no control imports who judges it',
  },
  {
    room: 'posture',
    by: ['remediation', 'storage', 'sweep', 'reports', 'api'],
    why: 'pure: what verdicts, scores and lives of findings are made of',
  },
  {
    room: 'remediation',
    by: ['storage', 'sweep', 'api'],
    why: 'the sweep files, api previews; storage implements the port that remediation defines',
  },
  {
    room: 'storage',
    by: ['people', 'sweep', 'reports', 'api'],
    why: 'the only place that knows keys; what is judged or planned never reads it',
  },
  { room: 'people', by: ['sweep', 'reports', 'api'], why: 'what people decide, checked' },
  { room: 'sweep', by: ['api', 'index'], why: 'api pushes messages to it; the handlers start it' },
  { room: 'reports', by: ['api'], why: 'pure renderers' },
  { room: 'api', by: ['pages', 'index'], why: 'pages know its contract; the handlers are its' },
  { room: 'pages', by: [], why: 'entries of the manifest: nothing imports a page' },
  { room: 'index', by: [], why: 'the handlers that the manifest names' },
];

/** Rooms outside src: none is deployed, and src imports none of them. */
const OUTSIDE_TABLE: readonly Row[] = [
  { room: 'sandbox', by: ['cli', 'bench', 'tools', 'test'], why: 'a place to run in' },
  { room: 'cli', by: ['bench', 'tools', 'test'], why: 'the plain transport is nowhere else' },
  { room: 'bench', by: ['test'], why: 'measures' },
  { room: 'tools', by: ['test'], why: 'checks' },
  { room: 'test', by: ['tools', 'bench'], why: 'Chromium is found and driven in one place' },
];

const roomOf = (path: string): string => {
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
const nameOf = (path: string): string => path.replace(/\.tsx?$/, '').replace(/\/index$/, '');

/** What `file` imports, itself or through others. */
function reachedFrom(files: readonly string[]): ReadonlySet<string> {
  const named = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const name = nameOf(from);
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

describe('the house', () => {
  it('has a row for every room of src', () => {
    const rooms = new Set(
      edges
        .flatMap(({ from, to }) => [from, to])
        .filter(isDeployed)
        .map(roomOf),
    );
    expect([...rooms].filter(room => !TABLE.some(row => row.room === room))).toEqual([]);
  });

  it('lets a room import only from those that the table opens to it', () => {
    const rows = new Map([...TABLE, ...OUTSIDE_TABLE].map(row => [row.room, row]));
    const climbing = edges.filter(({ from, to }) => {
      const [room, target] = [roomOf(from), roomOf(to)];
      if (room === target || (isDeployed(to) && OUTSIDE.includes(room))) return false;
      const isData = to.endsWith('package.json');
      return !isData && rows.get(target)?.by.includes(room) !== true;
    });
    expect(climbing.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('has no circle among its rooms: each is opened only to those further from the ground', () => {
    const order = TABLE.map(({ room }) => room);
    const backwards = TABLE.flatMap(({ room, by }) =>
      by.filter(user => order.indexOf(user) <= order.indexOf(room)).map(user => `${room} <- ${user}`),
    );
    expect(backwards).toEqual([]);
  });

  it('has no two files that import each other, however many lie between', () => {
    const named = edges.map(({ from, to }) => [nameOf(from), nameOf(to)] as const);
    const imports = new Map<string, string[]>();
    for (const [from, to] of named) imports.set(from, [...(imports.get(from) ?? []), to]);
    const whole = new Set<string>();
    const circles: string[] = [];
    const follow = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
      if (whole.has(file) || way.includes(file)) return;
      for (const next of imports.get(file) ?? []) follow(next, [...way, file]);
      whole.add(file);
    };
    for (const file of imports.keys()) follow(file, []);
    expect(circles).toEqual([]);
  });

  it('gives pages nothing but the contract with what it is made of, words and terms', () => {
    const pages = edges.map(({ from }) => from).filter(path => path.startsWith('src/pages/'));
    const reached = reachedFrom(pages.map(path => path.replace(/\.tsx?$/, '')));
    const open =
      /^(src\/(pages|terms|settings)\/|src\/api\/(contract(\/|$)|answer$|caller$)|src\/remediation\/(memory|key)$|static\/locales)/;
    expect([...reached].filter(path => !open.test(path))).toEqual([]);
  });

  it('lets nothing reach Jira from the planner, the verdict or the words of a work item', () => {
    const pure = ['plan', 'body', 'preview', 'wanted', 'merge', 'fingerprint', 'state'].map(
      name => `src/remediation/${name}`,
    );
    const direct = edges.filter(
      ({ from, to }) =>
        roomOf(to) === 'jira' && (roomOf(from) === 'posture' || pure.includes(from.replace(/\.tsx?$/, ''))),
    );
    expect(direct).toEqual([]);
  });

  it('keeps each door of the platform in the room that it belongs to', () => {
    const doors: Readonly<Record<string, readonly string[]>> = {
      '@forge/kvs': ['storage'],
      '@forge/api': ['jira', 'sweep'],
      '@forge/events': ['sweep'],
      '@forge/resolver': ['api'],
      '@forge/react': ['pages'],
      '@forge/bridge': ['pages'],
      react: ['pages'],
      'intl-messageformat': ['locales'],
      'node:crypto': ['storage', 'remediation', 'jira'],
      'node:zlib': ['storage'],
      zod: EVERY_ROOM.concat('terms'),
    };
    const elsewhere = ['src', 'static'].flatMap(folder =>
      sourceFiles(join(root, folder)).flatMap(file => {
        const path = relative(root, file);
        return importsOf(file)
          .filter(specifier => !specifier.startsWith('.'))
          .filter(specifier => doors[packageOf(specifier)]?.includes(roomOf(path)) !== true)
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
