import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { importsOf, packageOf, sourceFiles } from '../../tools/source-imports';

const root = join(__dirname, '../..');
const FOREIGN_PATHS = ['node_modules', '.git', '.sandbox', 'dist', 'coverage', 'test-results'];
const TEXT_FILES = /\.(ts|tsx|mjs|cjs|json|md|yml|css|svg|html)$|^\.[a-z]+rc$|^\.ci\/run$|^[A-Z]+$|ignore$/;

/** Every text file of the project, by its path below the project's folder. */
function textFiles(folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (FOREIGN_PATHS.includes(entry.name)) return [];
    if (entry.isDirectory()) return textFiles(path);
    const name = relative(root, path).split('\\').join('/');
    return TEXT_FILES.test(name) ? [name] : [];
  });
}

const files = textFiles();
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
const markdown = files.filter(file => file.endsWith('.md'));

/** Lines of the files that match, as `file:line text`. */
function linesWith(pattern: RegExp, among: readonly string[]): readonly string[] {
  return among.flatMap(file =>
    textOf(file)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1} ${line.trim().slice(0, 120)}`] : [])),
  );
}

describe('the text of the project', () => {
  it('imports UI Kit 1 nowhere', () => {
    const importing = ['src', 'sandbox', 'cli', 'bench', 'tools', 'test']
      .flatMap(folder => sourceFiles(join(root, folder)))
      .filter(file => importsOf(file).some(specifier => packageOf(specifier) === '@forge/ui'));
    expect(importing).toEqual([]);
  });

  it('names no folder of the machine it was written on', () => {
    expect(linesWith(/\/work\/(main|shared)|\/tmp\/|\/root\/|\/home\/\w+\/|\/Users\/\w+\//, files)).toEqual(
      [],
    );
  });

  it('names no host that packages come from', () => {
    const others = files.filter(file => file !== 'test/project/text.test.ts');
    expect(linesWith(/"resolved": "https?:|registry\.[\w-]+\.\w+|_authToken/, others)).toEqual([]);
  });

  it('uses nothing in src that came after Node 20', () => {
    const newer =
      /\bURL\.parse\b|\bPromise\.(?:try|withResolvers)\b|\bnew (?:WebSocket|EventSource)\b|\bnavigator\.|\blocalStorage\b|node:sqlite|\.bytes\(\)/;
    const code = files.filter(file => file.startsWith('src/'));
    expect(linesWith(newer, code)).toEqual([]);
  });
});

describe('the documents', () => {
  it('say in the README that this is not UI Kit 1', () => {
    expect(textOf('README.md')).toMatch(/UI Kit 1/);
  });

  it('name only scripts that exist', () => {
    const unknown = markdown.flatMap(file =>
      [...textOf(file).matchAll(/npm (?:run (?:-s |--silent )?)([a-z][\w:-]*)/g)]
        .map(([, name = '']) => name)
        .filter(name => !(name in scripts))
        .map(name => `${file}: npm run ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('link only to files that exist', () => {
    const dead = markdown.flatMap(file =>
      [...textOf(file).matchAll(/\]\(([^)\s#:]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => target)
        .filter(target => !existsSync(join(root, dirname(file), target)))
        .map(target => `${file}: ${target}`),
    );
    expect(dead).toEqual([]);
  });
});

describe('the scripts', () => {
  it('start programs that exist', () => {
    const programs = Object.entries(scripts).flatMap(([name, script]) =>
      [...script.matchAll(/\b(?:tools|sandbox|cli|bench)\/[\w./-]+\.(?:ts|mjs|cjs)/g)].map(([path]) => ({
        name,
        path,
      })),
    );
    expect(programs.length).toBeGreaterThan(0);
    expect(programs.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
  });
});
