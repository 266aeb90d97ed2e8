/*
 * Creates the files of a new control: its rule, messages, page, and test.
 *   npm run new-control -- INF-06 sensitive-audience
 * The tests fail until they are filled in.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const AREAS = {
  USR: { area: 'users', fixedBy: 'organization-admin' },
  INF: { area: 'information', fixedBy: 'jira-admin' },
  APP: { area: 'apps', fixedBy: 'jira-admin' },
  POL: { area: 'policy', fixedBy: 'jira-admin' },
};

const stop = message => {
  console.error(message);
  process.exit(1);
};

const [id = '', slug = ''] = process.argv.slice(2);
const [, prefix] = /^(USR|INF|APP|POL)-\d{2}$/.exec(id) ?? [];
if (prefix === undefined) stop(`Not a control ID: "${id}". Use an ID from the catalog, such as INF-06.`);
if (!/^[a-z]+(-[a-z]+)*$/.test(slug)) stop(`Not a file name: "${slug}". Use lowercase words joined by "-".`);

const { area, fixedBy } = AREAS[prefix];
const constant = slug.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const folder = join('src/controls', area);

const rule = `import { type ControlCodes, defineControl } from '../define-control';

const codes = { findings: [] } as const satisfies ControlCodes;

export const ${constant} = defineControl({
  id: '${id}',
  version: 1,
  area: '${area}',
  weight: 'medium',
  review: 'quarter',
  proof: 'read',
  fixedBy: '${fixedBy}',
  codes,
  needs: {},
  judge: () => ({ findings: [] }),
});
`;

const messages = {
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
import { judgeToLine } from './fixtures';

const judge = judgeToLine(${constant});

describe('${id}', () => {
  it('is met if', () => {
    expect(judge()).toBe('');
  });
});
`;

if (existsSync(folder) && readdirSync(folder).some(name => name.startsWith(`${id}-`)))
  stop(`${id} already exists. If its rule changes, raise its version.`);

const files = {
  [join(folder, `${id}-${slug}.ts`)]: rule,
  [join('static/locales/en/controls', `${id}.json`)]: `${JSON.stringify(messages, null, 2)}\n`,
  [join('docs/controls', `${id}.md`)]: page,
  [join('test/controls', `${id}.test.ts`)]: test,
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  console.log(`wrote ${path}`);
}
console.log(`
Next:
1. Declare the needs and write the rule in ${folder}/${id}-${slug}.ts.
2. Register it in src/controls/index.ts and src/messages/catalogs/en-controls.ts, in catalog order.
3. Write its messages, its rows in src/controls/frameworks/, its page, and its test.
4. Run npm run docs:controls, then npm test: test/controls/every-control.test.ts lists what is missing.`);
