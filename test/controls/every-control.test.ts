import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls } from '../../src/controls';
import { type Control } from '../../src/controls/define';
import { FRAMEWORKS, frameworksOf } from '../../src/controls/frameworks';
import { SEVERITIES } from '../../src/terms/control-terms';
import { wordsOf } from '../../static/locales';
import { en } from '../../static/locales/en';
import { pageWithBlocks } from '../../tools/control-page';

const root = join(__dirname, '../..');
const AREA_ORDER = ['USR', 'INF', 'APP', 'POL'];
const place = (id: string): number => AREA_ORDER.indexOf(id.slice(0, 3)) * 1_000 + Number(id.slice(4));

const words = wordsOf('en');

/** All texts below a node, by their paths. */
const leaves = (node: unknown, path = ''): readonly (readonly [string, unknown])[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([name, child]) => leaves(child, path === '' ? name : `${path}.${name}`))
    : [[path, node]];

const GRANT = ['who', 'may', 'through', 'where'];

/** The texts of a finding: a grant has all of its columns or none, and not everything can be meant to be so. */
function textsOf(id: string, code: string): readonly string[] {
  const given = words.names(`controls.${id}.findings.${code}`);
  return [
    ...['line', 'fixed', 'toMeet'],
    ...(GRANT.some(name => given.includes(name)) ? GRANT : []),
    ...given.filter(name => name === 'meant'),
  ];
}

/** The texts that a control's words must hold, and no others. */
function wantedWords({ id, codes, statement }: Control): readonly string[] {
  const { findings, notes = [], gaps = [], notApplicable = [] } = codes;
  const given = words.names(`controls.${id}.columns`);
  return [
    ...['title', 'atlassian', 'role', 'risk', 'workItem', 'worse', 'fixer', 'changes', 'done'],
    ...words.names(`controls.${id}.fix`).map(index => `fix.${index}`),
    ...words.names(`controls.${id}.fixInSpace`).map(index => `fixInSpace.${index}`),
    ...findings.flatMap(code => textsOf(id, code).map(text => `findings.${code}.${text}`)),
    ...notes.map(code => `notes.${code}`),
    ...gaps.map(why => `gaps.${why}`),
    ...notApplicable.map(code => `notApplicable.${code}`),
    ...['subject', 'line', ...['reach', 'owner'].filter(name => given.includes(name))].map(
      name => `columns.${name}`,
    ),
    ...(statement === undefined
      ? []
      : [
          'statement.intro',
          'statement.says',
          ...statement.fields.flatMap(({ name, choices = [] }) => [
            `statement.fields.${name}.label`,
            `statement.fields.${name}.help`,
            ...choices.map(choice => `statement.fields.${name}.choices.${choice}`),
          ]),
        ]),
  ];
}

const SECTIONS = [
  'What Atlassian does',
  'Your role',
  'Why it matters',
  'How it is read',
  "When it is met, and when it isn't",
  'How to fix it',
  'Limits',
  'Where it comes from',
  'Frameworks',
];

/** The text of a section, without the markers of written blocks. */
const sectionOf = (page: string, title: string): string =>
  (page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '').replace(/<!--.*?-->/g, '').trim();

describe('the list of controls', () => {
  it('stands in catalogue order, each id once', () => {
    const ids = controls.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => place(one) - place(other)));
  });

  it('has words for its controls and for no others', () => {
    expect(Object.keys(en.controls)).toEqual(controls.map(({ id }) => id));
    const files = readdirSync(join(root, 'static/locales/en/controls')).filter(name =>
      name.endsWith('.json'),
    );
    expect(files.sort()).toEqual(controls.map(({ id }) => `${id}.json`).sort());
  });

  it('has a page for its controls and for no others', () => {
    expect(readdirSync(join(root, 'docs/controls')).sort()).toEqual(
      controls.map(({ id }) => `${id}.md`).sort(),
    );
  });

  it('is what the frameworks speak of', () => {
    const ids = controls.map(({ id }): string => id);
    for (const { rows } of FRAMEWORKS) expect(ids).toEqual(expect.arrayContaining(Object.keys(rows)));
  });
});

describe.each(controls.map(control => [control.id, control] as const))('%s', (id, control) => {
  const { area, codes, weight, needs, statement, proof } = control;
  const said = [...codes.findings, ...(codes.notes ?? [])];
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');

  it('has one file of its name in the folder of its area', () => {
    const files = readdirSync(join(root, 'src/controls', area));
    expect(files.filter(name => name.startsWith(`${id}-`))).toHaveLength(1);
  });

  it('has a test of its name', () => {
    expect(existsSync(join(root, `test/controls/${id}.test.ts`))).toBe(true);
  });

  it('has words for everything it can say, and none that nothing says', () => {
    const texts = leaves(Reflect.get(en.controls, id));
    expect(texts.map(([path]) => path).sort()).toEqual([...wantedWords(control)].sort());
    expect(texts.filter(([, text]) => text === '')).toEqual([]);
  });

  it('writes no apostrophe that would quote what follows it', () => {
    const quoting = leaves(Reflect.get(en.controls, id)).filter(([, text]) => /'[{}<>]/.test(String(text)));
    expect(quoting).toEqual([]);
  });

  it('has a page whose written parts are up to date', () => {
    const page = read(`docs/controls/${id}.md`);
    expect(page.startsWith(`# ${id} `)).toBe(true);
    expect(pageWithBlocks(control, page)).toBe(page);
  });

  it('has a page with every section, which tells of everything it can say', () => {
    const page = read(`docs/controls/${id}.md`);
    for (const title of SECTIONS) expect([title, sectionOf(page, title)]).not.toEqual([title, '']);
    for (const code of said) expect(page).toContain(`\`${code}\``);
  });

  it('has a row in a framework', () => {
    expect(frameworksOf(id).length).toBeGreaterThan(0);
  });

  it('reads what it says it reads', () => {
    expect(Object.keys(needs).length > 0 || statement !== undefined).toBe(true);
    expect(statement !== undefined).toBe(proof === 'stated' || proof === 'both');
    expect(SEVERITIES).toContain(weight);
  });
});

const attested = controls.flatMap(({ id, statement }) => (statement ? [[id, statement] as const] : []));

describe.each(attested)('%s, attested', (_, statement) => {
  it('asks for the blanks of its form and for no others', () => {
    const names = statement.fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const values = { text: 'x', day: '2026-11-20', number: 1, choice: '' };
    const filled = Object.fromEntries(
      statement.fields.map(({ name, kind, choices }) => [name, choices?.[0] ?? values[kind]]),
    );
    expect(statement.blanks.parse(filled)).toEqual(filled);
    for (const { name, optional } of statement.fields) {
      const others = Object.fromEntries(Object.entries(filled).filter(([other]) => other !== name));
      expect([name, statement.blanks.safeParse(others).success]).toEqual([name, optional === true]);
    }
  });
});
