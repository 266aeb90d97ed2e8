/*
 * Lays out a new control: its rule, its words, its page, its test.
 *   npm run new-control -- INF-06 sensitive-audience
 * Nothing of what it writes passes the tests before it is filled in.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const AREAS = {
  USR: { area: 'users', fixer: 'organization-admin' },
  INF: { area: 'information', fixer: 'jira-admin' },
  APP: { area: 'apps', fixer: 'jira-admin' },
  POL: { area: 'policy', fixer: 'jira-admin' },
};

const stop = why => {
  console.error(why);
  process.exit(1);
};

const [id = '', slug = ''] = process.argv.slice(2);
const [, prefix] = /^(USR|INF|APP|POL)-\d{2}$/.exec(id) ?? [];
if (prefix === undefined) stop(`"${id}" is no control id: it is one of the catalogue, such as INF-06.`);
if (!/^[a-z]+(-[a-z]+)*$/.test(slug))
  stop(`"${slug}" names no file: a few words in small letters, joined by "-".`);

const { area, fixer } = AREAS[prefix];
const constant = slug.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const folder = join('src/controls', area);

const rule = `import { type Codes, defineControl } from '../define';

const codes = { findings: [] } as const satisfies Codes;

export const ${constant} = defineControl({
  id: '${id}',
  version: 1,
  area: '${area}',
  weight: 'medium',
  review: 'quarter',
  proof: 'read',
  fixer: '${fixer}',
  codes,
  needs: {},
  applies: () => true,
  judge: () => ({ findings: [] }),
});
`;

const words = {
  title: '',
  atlassian: '',
  role: '',
  risk: '',
  workItem: '',
  worse: '',
  fixer: '',
  fix: [],
  changes: '',
  done: '',
  findings: {},
  columns: { subject: '', line: '' },
};

const block = name => `<!-- ${name}: written by npm run docs:controls -->\n<!-- end of ${name} -->`;

const page = [
  `# ${id}`,
  block('header'),
  '## What Atlassian does',
  block('atlassian'),
  '## Your role',
  block('role'),
  '## Why it matters',
  '## How it is read',
  block('evidence'),
  "## When it is met, and when it isn't",
  '## How to fix it',
  block('fix'),
  '## Limits',
  '## Where it comes from',
  '## Frameworks',
  `${block('frameworks')}\n`,
].join('\n\n');

const test = `import { ${constant} } from '../../src/controls/${area}/${id}-${slug}';
import { lineOf } from './site';

const judged = lineOf(${constant});

describe('${id}', () => {
  it('is met where', () => {
    expect(judged()).toBe('');
  });
});
`;

if (existsSync(folder) && readdirSync(folder).some(name => name.startsWith(`${id}-`)))
  stop(`${id} is there already. A control whose rule changes gets a new version, not a new file.`);

const files = {
  [join(folder, `${id}-${slug}.ts`)]: rule,
  [join('static/locales/en/controls', `${id}.json`)]: `${JSON.stringify(words, null, 2)}\n`,
  [join('docs/controls', `${id}.md`)]: page,
  [join('test/controls', `${id}.test.ts`)]: test,
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  console.log(`wrote ${path}`);
}
console.log(`
Now, by hand:
1. Say in ${folder}/${id}-${slug}.ts what is needed and what is judged.
2. List it in src/controls/index.ts and static/locales/en/controls/index.ts, in catalogue order.
3. Write its words, its rows in src/controls/frameworks/, its page, its test.
4. npm run docs:controls, then npm test: test/controls/every-control.test.ts says what is missing.`);
