import { type ControlId, type Severity, SEVERITIES } from '../../src/terms/control-terms';
import { type Args, type Finding, type Note } from '../../src/terms/finding';
import { type SourcedGap } from '../../src/terms/verdict';
import { type Key, type Words } from './index';
import { type Part } from './part';

/** The texts of a control that are filled with nothing. */
type Plain = 'title' | 'atlassian' | 'role' | 'fixer' | 'changes' | 'done';

const worst = (findings: readonly Finding[]): Severity =>
  SEVERITIES.find(severity => findings.some(finding => finding.severity === severity)) ?? 'low';

/** Findings that reach one space name it in their arguments. */
function oneSpace(findings: readonly Finding[]): string {
  const spaces = new Set(findings.map(({ args }) => args['space']));
  const reached = new Set(findings.flatMap(({ reach = [] }) => reach));
  const [space] = spaces;
  return spaces.size === 1 && reached.size === 1 && typeof space === 'string' && space !== ''
    ? space
    : 'none';
}

/**
 * What texts about several findings are filled with: `count` findings on `subjects` objects, which reach `reach` objects;
 * `name` of the first object that has one, and whether any is `named`; the one `space` that they reach, else `none`; their one `code` (with `_` for `-`) or `several`; the worst `severity`.
 */
export function summaryArgs(findings: readonly Finding[]): Args {
  const codes = new Set(findings.map(({ code }) => code));
  const [code] = codes;
  const name = findings.find(({ subject }) => subject.name !== undefined)?.subject.name;
  return {
    count: findings.length,
    subjects: new Set(findings.map(({ subject }) => `${subject.kind} ${subject.id}`)).size,
    reach: new Set(findings.flatMap(({ reach = [] }) => reach)).size,
    name: name ?? '',
    named: name === undefined ? 'no' : 'yes',
    space: oneSpace(findings),
    code: codes.size === 1 && code !== undefined ? code.replace(/-/g, '_') : 'several',
    severity: worst(findings),
  };
}

/** The codes of findings that `src/posture` makes for any control. */
const SHARED_CODES = ['statement-lapsed'] as const;
const isSharedCode = (code: string): code is (typeof SHARED_CODES)[number] =>
  SHARED_CODES.some(shared => shared === code);

/** The columns that a grant fills. */
export type CellName = 'who' | 'may' | 'through' | 'where';

/** One control's words. */
export interface ControlText {
  text(which: Plain): readonly Part[];
  /** For a title, a menu, a summary: one line of letters. */
  plain(which: Plain): string;
  risk(findings: readonly Finding[]): readonly Part[];
  workItem(findings: readonly Finding[]): string;
  worse(count: number): string;
  /** @param where it is fixed: in one team-managed space some controls have other clicks. */
  fix(where?: 'site' | 'space'): readonly (readonly Part[])[];
  line(finding: Finding): readonly Part[];
  fixed(finding: Finding): readonly Part[];
  /** One sentence for each code: what is open, and what would make it pass. */
  toMeet(findings: readonly Finding[]): readonly (readonly Part[])[];
  /** What is entered where these are meant to be so: each sentence once; none where nothing can be. */
  meant(findings: readonly Pick<Finding, 'code'>[]): readonly (readonly Part[])[];
  /** A grant in columns. @param href where its thing is opened. @returns undefined where the finding is none. */
  cell(finding: Finding, name: CellName, href: string | undefined): readonly Part[] | undefined;
  note(note: Note): readonly Part[];
  /** What this control says of a gap of its own, that is, one in no source; else undefined: `gaps.<reason>` says it. */
  gap(gap: SourcedGap): readonly Part[] | undefined;
  notApplicable(code: string): readonly Part[];
  column(which: 'subject' | 'line' | 'reach' | 'owner' | 'ownerless'): string | undefined;
  /** The words of the form. Only for controls that have one. */
  readonly statement: {
    intro(): readonly Part[];
    /** What is recorded, word for word. */
    says(blanks: Args): readonly Part[];
    label(field: string): string;
    help(field: string): string;
    choice(field: string, choice: string): string;
  };
}

/** The words of one control. Texts that are missing throw: a test holds every control to its words. */
export function controlWords(words: Words, control: ControlId): ControlText {
  const key = (path: string): Key => `controls.${control}.${path}`;
  /** A finding that every control with a statement can have, e.g. that it lapsed, has its words in `posture.json`. */
  const findingKey = (code: string, which: 'line' | 'fixed' | 'toMeet'): Key => {
    const own = key(`findings.${code}.${which}`);
    return words.has(own) || !isSharedCode(code) ? own : `posture.findings.${code}.${which}`;
  };
  const hasOwnClicks = words.names(key('fixInSpace')).length > 0;
  const emptyBlanks = (): Args =>
    Object.fromEntries(words.names(key('statement.fields')).map(name => [name, 'none']));
  const codesOf = (findings: readonly Pick<Finding, 'code'>[]): readonly string[] => [
    ...new Set(findings.map(({ code }) => code)),
  ];
  return {
    text: which => words.parts(key(which)),
    plain: which => words.plain(key(which)),
    risk: findings => words.parts(key('risk'), summaryArgs(findings)),
    workItem: findings => words.plain(key('workItem'), summaryArgs(findings)),
    worse: count => words.plain(key('worse'), { count }),
    fix: (where = 'site') =>
      words.list(`controls.${control}.${where === 'space' && hasOwnClicks ? 'fixInSpace' : 'fix'}`),
    line: finding => words.parts(findingKey(finding.code, 'line'), finding.args),
    fixed: finding => words.parts(findingKey(finding.code, 'fixed'), finding.args),
    toMeet: findings =>
      codesOf(findings).map(code =>
        words.parts(
          findingKey(code, 'toMeet'),
          summaryArgs(findings.filter(finding => finding.code === code)),
        ),
      ),
    meant: findings => {
      const said = codesOf(findings)
        .map(code => key(`findings.${code}.meant`))
        .filter(each => words.has(each))
        .map(each => words.parts(each));
      return [...new Map(said.map(parts => [JSON.stringify(parts), parts])).values()];
    },
    cell: ({ code, args }, name, href) => {
      const cell = key(`findings.${code}.${name}`);
      return words.has(cell) ? words.parts(cell, { ...args, link: { href } }) : undefined;
    },
    note: note => words.parts(key(`notes.${note.code}`), note.args),
    gap: ({ why, source }) =>
      source === undefined && words.has(key(`gaps.${why}`)) ? words.parts(key(`gaps.${why}`)) : undefined,
    notApplicable: code => words.parts(key(`notApplicable.${code}`)),
    column: which => (words.has(key(`columns.${which}`)) ? words.plain(key(`columns.${which}`)) : undefined),
    statement: {
      intro: () => words.parts(key('statement.intro')),
      says: blanks => words.parts(key('statement.says'), { ...emptyBlanks(), ...blanks }),
      label: field => words.plain(key(`statement.fields.${field}.label`)),
      help: field => words.plain(key(`statement.fields.${field}.help`)),
      choice: (field, choice) => words.plain(key(`statement.fields.${field}.choices.${choice}`)),
    },
  };
}
