import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls } from '../../src/controls';
import { type Control } from '../../src/controls/define-control';
import { FRAMEWORKS, frameworksOf } from '../../src/controls/frameworks';
import { SEVERITIES } from '../../src/domain/control-attributes';
import { createMessages } from '../../src/messages/messages';
import { en } from '../../src/messages/catalogs/en';
import { renderPage } from '../../tools/control-page';

const root = join(__dirname, '../..');
const AREA_ORDER = ['USR', 'INF', 'APP', 'POL'];
const place = (id: string): number => AREA_ORDER.indexOf(id.slice(0, 3)) * 1_000 + Number(id.slice(4));

const messages = createMessages('en');

/** All texts below a node, by their paths. */
const messageLeaves = (node: unknown, path = ''): readonly (readonly [string, unknown])[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([name, child]) =>
        messageLeaves(child, path === '' ? name : `${path}.${name}`),
      )
    : [[path, node]];

const GRANT = ['who', 'may', 'through', 'where'];

/** The texts of a finding: a grant has all of its columns or none, and not everything can be approved. */
function textsOf(id: string, code: string): readonly string[] {
  const given = messages.childNames(`controls.${id}.findings.${code}`);
  return [
    ...['line', 'fixed', 'toMeet'],
    ...(GRANT.some(name => given.includes(name)) ? GRANT : []),
    ...given.filter(name => name === 'meant'),
  ];
}

/** The texts that a control must have, and no others. */
function requiredMessages({ id, codes, attestation }: Control): readonly string[] {
  const { findings, notes = [], gaps = [], notApplicable = [] } = codes;
  const given = messages.childNames(`controls.${id}.columns`);
  return [
    ...['title', 'atlassian', 'role', 'risk', 'workItem', 'worse', 'fixer', 'changes', 'done'],
    ...messages.childNames(`controls.${id}.fix`).map(index => `fix.${index}`),
    ...messages.childNames(`controls.${id}.fixInSpace`).map(index => `fixInSpace.${index}`),
    ...findings.flatMap(code => textsOf(id, code).map(text => `findings.${code}.${text}`)),
    ...notes.map(code => `notes.${code}`),
    ...gaps.map(why => `gaps.${why}`),
    ...notApplicable.map(code => `notApplicable.${code}`),
    ...['subject', 'line', ...['reach', 'owner'].filter(name => given.includes(name))].map(
      name => `columns.${name}`,
    ),
    ...(attestation === undefined
      ? []
      : [
          'statement.intro',
          'statement.says',
          ...attestation.fields.flatMap(({ name, choices = [] }) => [
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
  it('is in catalog order, each id once', () => {
    const ids = controls.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => place(one) - place(other)));
  });

  it('has texts for its controls and for no others', () => {
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

  it('contains every control that a framework names', () => {
    const ids = controls.map(({ id }): string => id);
    for (const { identifiersByControl } of FRAMEWORKS)
      expect(ids).toEqual(expect.arrayContaining(Object.keys(identifiersByControl)));
  });
});

describe.each(controls.map(control => [control.id, control] as const))('%s', (id, control) => {
  const { area, codes, weight, needs, attestation, proof } = control;
  const declaredCodes = [...codes.findings, ...(codes.notes ?? [])];
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');

  it('has one file of its name in the folder of its area', () => {
    const files = readdirSync(join(root, 'src/controls', area));
    expect(files.filter(name => name.startsWith(`${id}-`))).toHaveLength(1);
  });

  it('has a test of its name', () => {
    expect(existsSync(join(root, `test/controls/${id}.test.ts`))).toBe(true);
  });

  it('has texts for everything it can report, and no others', () => {
    const texts = messageLeaves(Reflect.get(en.controls, id));
    expect(texts.map(([path]) => path).sort()).toEqual([...requiredMessages(control)].sort());
    expect(texts.filter(([, text]) => text === '')).toEqual([]);
  });

  it('writes no apostrophe that would quote what follows it', () => {
    const quoting = messageLeaves(Reflect.get(en.controls, id)).filter(([, text]) =>
      /'[{}<>]/.test(String(text)),
    );
    expect(quoting).toEqual([]);
  });

  it('has a page whose written parts are up to date', () => {
    const page = read(`docs/controls/${id}.md`);
    expect(page.startsWith(`# ${id} `)).toBe(true);
    expect(renderPage(control, page)).toBe(page);
  });

  it('has a page with every section, which lists everything it can report', () => {
    const page = read(`docs/controls/${id}.md`);
    for (const title of SECTIONS) expect([title, sectionOf(page, title)]).not.toEqual([title, '']);
    for (const code of declaredCodes) expect(page).toContain(`\`${code}\``);
  });

  it('has a row in a framework', () => {
    expect(frameworksOf(id).length).toBeGreaterThan(0);
  });

  it('has the needs and the form that its proof requires', () => {
    expect(Object.keys(needs).length > 0 || attestation !== undefined).toBe(true);
    expect(attestation !== undefined).toBe(proof === 'attested' || proof === 'both');
    expect(SEVERITIES).toContain(weight);
  });
});

const attested = controls.flatMap(({ id, attestation }) => (attestation ? [[id, attestation] as const] : []));

describe.each(attested)('%s, attested', (_, form) => {
  it('requires the answers of its form and no others', () => {
    const names = form.fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const values = { text: 'x', day: '2026-11-20', number: 1, choice: '' };
    const filled = Object.fromEntries(
      form.fields.map(({ name, kind, choices }) => [name, choices?.[0] ?? values[kind]]),
    );
    expect(form.answersSchema.parse(filled)).toEqual(filled);
    for (const { name, optional } of form.fields) {
      const others = Object.fromEntries(Object.entries(filled).filter(([other]) => other !== name));
      expect([name, form.answersSchema.safeParse(others).success]).toEqual([name, optional === true]);
    }
  });
});
