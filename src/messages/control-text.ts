import { type ControlId, type Severity, SEVERITIES } from '../domain/control-attributes';
import { type MessageArgs, type Finding, type ControlNote } from '../domain/finding';
import { type SourcedGap } from '../domain/verdict';
import { type MessageKey, type Messages } from './messages';
import { type MessagePart } from './message-part';

/** Texts of a control without arguments. */
type ArgumentFreeText = 'title' | 'atlassian' | 'role' | 'fixer' | 'changes' | 'done';

const worstSeverityOf = (findings: readonly Finding[]): Severity =>
  SEVERITIES.find(severity => findings.some(finding => finding.severity === severity)) ?? 'low';

/** The name of the space, if all findings reach the same one; else `none`. */
function onlySpaceName(findings: readonly Finding[]): string {
  const spaceNames = new Set(findings.map(({ args }) => args['space']));
  const reachedIds = new Set(findings.flatMap(({ reach = [] }) => reach));
  const [space] = spaceNames;
  return spaceNames.size === 1 && reachedIds.size === 1 && typeof space === 'string' && space !== ''
    ? space
    : 'none';
}

/**
 * The arguments of texts about several findings.
 * - `count`, `subjects`, `reach`: number of findings, of affected objects, and of objects that they reach.
 * - `name`: name of the first object that has one. `named`: whether any has a name.
 * - `space`: the only space that they reach, or `none`.
 * - `code`: their only code (with `_` for `-`), or `several`.
 * - `severity`: the highest.
 */
export function buildSummaryArgs(findings: readonly Finding[]): MessageArgs {
  const codes = new Set(findings.map(({ code }) => code));
  const [code] = codes;
  const name = findings.find(({ subject }) => subject.name !== undefined)?.subject.name;
  return {
    count: findings.length,
    subjects: new Set(findings.map(({ subject }) => `${subject.kind} ${subject.id}`)).size,
    reach: new Set(findings.flatMap(({ reach = [] }) => reach)).size,
    name: name ?? '',
    named: name === undefined ? 'no' : 'yes',
    space: onlySpaceName(findings),
    code: codes.size === 1 && code !== undefined ? code.replace(/-/g, '_') : 'several',
    severity: worstSeverityOf(findings),
  };
}

/** Codes of findings that `src/posture` creates for any control. */
const SHARED_FINDING_CODES = ['attestation-expired'] as const;
const isSharedFindingCode = (code: string): code is (typeof SHARED_FINDING_CODES)[number] =>
  SHARED_FINDING_CODES.some(shared => shared === code);

/** Table columns of a grant. */
export type GrantCellName = 'who' | 'may' | 'through' | 'where';

/** The texts of one control. */
export interface ControlText {
  parts(textName: ArgumentFreeText): readonly MessagePart[];
  /** Plain text on one line, for a title, menu, or summary. */
  plainText(textName: ArgumentFreeText): string;
  risk(findings: readonly Finding[]): readonly MessagePart[];
  workItemSummary(findings: readonly Finding[]): string;
  regressionText(count: number): string;
  /** @param where the place of the fix. Some controls have other steps for a team-managed space. */
  fixSteps(where?: 'site' | 'space'): readonly (readonly MessagePart[])[];
  line(finding: Finding): readonly MessagePart[];
  fixCondition(finding: Finding): readonly MessagePart[];
  /** One sentence per code: the finding, and what would resolve it. */
  conditionsToMeet(findings: readonly Finding[]): readonly (readonly MessagePart[])[];
  /** What to enter in the settings to approve these findings, without duplicates; empty if they can't be approved. */
  approvalInstructions(findings: readonly Pick<Finding, 'code'>[]): readonly (readonly MessagePart[])[];
  /**
   * One cell of a grant's table row.
   * @param href link to the object that gives the grant.
   * @returns undefined if the finding isn't about a grant.
   */
  grantCell(
    finding: Pick<Finding, 'code' | 'args'>,
    name: GrantCellName,
    href: string | undefined,
  ): readonly MessagePart[] | undefined;
  note(note: ControlNote): readonly MessagePart[];
  /** The control's own text for a gap outside all sources; undefined if `gaps.<reason>` applies. */
  gap(gap: SourcedGap): readonly MessagePart[] | undefined;
  notApplicable(code: string): readonly MessagePart[];
  columnTitle(textName: 'subject' | 'line' | 'reach' | 'owner'): string | undefined;
  /** Texts of the attestation form. Use only for controls that have one. */
  readonly attestation: {
    intro(): readonly MessagePart[];
    /** The exact text that is recorded. */
    recordedText(answers: MessageArgs): readonly MessagePart[];
    label(field: string): string;
    help(field: string): string;
    choice(field: string, choice: string): string;
  };
}

/** Creates the texts of one control. A missing text throws. A test checks that every control has its texts. */
export function createControlText(messages: Messages, control: ControlId): ControlText {
  const keyOf = (path: string): MessageKey => `controls.${control}.${path}`;
  /** Codes that any attested control can have, such as an expired attestation, have their texts in `posture.json`. */
  const findingKeyOf = (code: string, which: 'line' | 'fixed' | 'toMeet'): MessageKey => {
    const own = keyOf(`findings.${code}.${which}`);
    return messages.has(own) || !isSharedFindingCode(code) ? own : `posture.findings.${code}.${which}`;
  };
  const hasSpaceFixSteps = messages.childNames(keyOf('fixInSpace')).length > 0;
  const emptyAnswers = (): MessageArgs =>
    Object.fromEntries(messages.childNames(keyOf('statement.fields')).map(name => [name, 'none']));
  const codesOf = (findings: readonly Pick<Finding, 'code'>[]): readonly string[] => [
    ...new Set(findings.map(({ code }) => code)),
  ];
  return {
    parts: which => messages.parts(keyOf(which)),
    plainText: which => messages.plainText(keyOf(which)),
    risk: findings => messages.parts(keyOf('risk'), buildSummaryArgs(findings)),
    workItemSummary: findings => messages.plainText(keyOf('workItem'), buildSummaryArgs(findings)),
    regressionText: count => messages.plainText(keyOf('worse'), { count }),
    fixSteps: (where = 'site') =>
      messages.list(`controls.${control}.${where === 'space' && hasSpaceFixSteps ? 'fixInSpace' : 'fix'}`),
    line: finding => messages.parts(findingKeyOf(finding.code, 'line'), finding.args),
    fixCondition: finding => messages.parts(findingKeyOf(finding.code, 'fixed'), finding.args),
    conditionsToMeet: findings =>
      codesOf(findings).map(code =>
        messages.parts(
          findingKeyOf(code, 'toMeet'),
          buildSummaryArgs(findings.filter(finding => finding.code === code)),
        ),
      ),
    approvalInstructions: findings => {
      const sentences = codesOf(findings)
        .map(code => keyOf(`findings.${code}.meant`))
        .filter(each => messages.has(each))
        .map(each => messages.parts(each));
      return [...new Map(sentences.map(parts => [JSON.stringify(parts), parts])).values()];
    },
    grantCell: ({ code, args }, name, href) => {
      const cellKey = keyOf(`findings.${code}.${name}`);
      return messages.has(cellKey) ? messages.parts(cellKey, { ...args, link: { href } }) : undefined;
    },
    note: note => messages.parts(keyOf(`notes.${note.code}`), note.args),
    gap: ({ why, source }) =>
      source === undefined && messages.has(keyOf(`gaps.${why}`))
        ? messages.parts(keyOf(`gaps.${why}`))
        : undefined,
    notApplicable: code => messages.parts(keyOf(`notApplicable.${code}`)),
    columnTitle: which =>
      messages.has(keyOf(`columns.${which}`)) ? messages.plainText(keyOf(`columns.${which}`)) : undefined,
    attestation: {
      intro: () => messages.parts(keyOf('statement.intro')),
      recordedText: answers => messages.parts(keyOf('statement.says'), { ...emptyAnswers(), ...answers }),
      label: field => messages.plainText(keyOf(`statement.fields.${field}.label`)),
      help: field => messages.plainText(keyOf(`statement.fields.${field}.help`)),
      choice: (field, choice) => messages.plainText(keyOf(`statement.fields.${field}.choices.${choice}`)),
    },
  };
}
