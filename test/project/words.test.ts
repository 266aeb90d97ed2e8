import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '../..');

/** Words that mark a sentence which no colleague would say, and terms that the glossary has replaced. */
const MARKED =
  /\b(things?|stands|holds|lies|tells|told|is said|(some|no)body|whoever|whomever|is over|no more|besides|of its own|of their own|goes on|as it lands|sweeps?|swept|ledger|proved|stated|seen once|starting point|meant to be|looks? after|mended|run(s|ning)? out)\b/gi;

interface Exception {
  readonly file: string;
  readonly words: string;
  readonly reason: string;
}

/** Where a marked word is right. */
const EXCEPTIONS: readonly Exception[] = [
  {
    file: 'docs/decisions/030-new-versions-of-controls-and-sources.md',
    words: 'tells them apart',
    reason: 'to tell apart is the plain word for it',
  },
];

const filesBelow = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter(name => name.endsWith(ending))
    .map(name => join(folder, name));

/** The texts of a message file, without keys and without the names of arguments. */
function messagesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value.replace(/\{\w+[,}]/g, '{')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(messagesIn) : [];
}

/** The prose of a page: code and identifiers may have any name. */
const proseIn = (markdown: string): readonly string[] =>
  markdown
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .split('\n');

function textsIn(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.json') ? messagesIn(JSON.parse(text)) : proseIn(text);
}

const isException = (file: string, text: string): boolean =>
  EXCEPTIONS.some(exception => exception.file === file && text.includes(exception.words));

describe('what people read', () => {
  const files = [
    ...filesBelow(join(root, 'static/locales'), '.json'),
    ...filesBelow(join(root, 'docs'), '.md'),
    ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'bench/README.md'].map(name =>
      join(root, name),
    ),
  ];

  it.each(files.map(file => relative(root, file)))('%s uses plain words', file => {
    const marked = textsIn(join(root, file)).flatMap(text =>
      isException(file, text) ? [] : [...text.matchAll(MARKED)].map(([word]) => `${word}: ${text.trim()}`),
    );
    expect(marked).toEqual([]);
  });

  it('has no exception that no text needs', () => {
    const unused = EXCEPTIONS.filter(
      ({ file, words }) => !readFileSync(join(root, file), 'utf8').includes(words),
    );
    expect(unused).toEqual([]);
  });
});
