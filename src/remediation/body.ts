import { type ControlText, controlWords } from '../../static/locales/control-words';
import { type Finding } from '../terms/finding';
import { type Life } from '../terms/life';
import { type Instant } from '../terms/instant';
import { type AdfNode, bold, bullets, heading, inline, numbered, paragraph, plainLetters, text } from './adf';
import { footer, rolesTable } from './footer';
import { type EvidenceLine, type Pen, byWhatIsSaid, dayText, lengthText, say, sinceOf } from './phrases';
import { whatIsOpen } from './open-table';
import { type Wanted } from './wanted';

/** Rows of the table of what is open; the rest is counted. */
export const ROWS = 20;
/** So many are told one by one what would fix them; more are summed up. */
const FIXES = 5;
/** Jira's limit for a summary, in UTF-16 units. */
const SUMMARY_LIMIT = 255;

/** What the text needs besides the findings. */
export interface Telling {
  readonly pen: Pen;
  readonly evidence: EvidenceLine | undefined;
  /** ISO day, where the work item has a due date. */
  readonly due?: string;
  /** The account that should have got it and can't be assigned. */
  readonly instead?: string;
}

const findingsOf = (lives: readonly Life[]): readonly Finding[] => lives.map(({ finding }) => finding);

/** Thing, fact and question in one line. */
export function summaryOf({ control, lives }: Wanted, { words }: Pen): string {
  const said = controlWords(words, control.id).workItem(findingsOf(lives));
  const line = plainLetters(said).replace(/\s+/g, ' ').trim();
  if (line.length <= SUMMARY_LIMIT) return line;
  // A letter of two units is not cut in half, and a name that was cut no longer turns what follows.
  const cut = line.slice(0, SUMMARY_LIMIT - 1).replace(/[\ud800-\udbff]$/, '');
  return `${plainLetters(cut)}…`;
}

/** When it was open at the latest. */
const startOf = (life: Life): Instant => {
  const { at, before } = sinceOf(life);
  return at ?? before;
};

function sinceWhenAll(lives: readonly Life[], pen: Pen): readonly AdfNode[] {
  const [oldest] = [...lives].sort((one, other) => startOf(one) - startOf(other));
  if (oldest === undefined) return [];
  const { opened } = oldest;
  const args = { count: lives.length, at: { at: startOf(oldest) } };
  if (opened?.is !== 'recorded') return say(pen, 'remediation.about.several', args);
  return opened.by === undefined
    ? say(pen, 'remediation.about.severalSince', args)
    : say(pen, 'remediation.about.severalSinceBy', { ...args, by: { person: opened.by } });
}

function sinceWhen({ lives }: Wanted, pen: Pen): readonly AdfNode[] {
  const [first] = lives;
  if (first === undefined) return [];
  if (lives.length > 1) return sinceWhenAll(lives, pen);
  const { opened } = first;
  if (opened?.is === 'candidates') {
    const named = opened.of.filter(({ by }) => by !== undefined).length;
    return say(pen, 'remediation.about.candidates', { count: opened.of.length, named });
  }
  if (opened?.is === 'recorded' && opened.by !== undefined) {
    return say(pen, 'remediation.about.sinceBy', { at: { at: opened.at }, by: { person: opened.by } });
  }
  const { at, after, before } = sinceOf(first);
  if (at !== undefined) return say(pen, 'remediation.about.since', { at: { at } });
  return after === undefined
    ? say(pen, 'remediation.about.before', { before: { at: before } })
    : say(pen, 'remediation.about.between', { after: { at: after }, before: { at: before } });
}

/** Where it can be meant to be so: what is to be entered then, so that it closes by itself. */
const meantLines = (of: ControlText, lives: readonly Life[], pen: Pen): readonly (readonly AdfNode[])[] =>
  of
    .meant(findingsOf(lives))
    .map(parts => [
      ...say(pen, 'remediation.part.meant'),
      ...text(' '),
      ...inline(parts, pen),
      ...text(' '),
      ...say(pen, 'remediation.part.meantThen'),
    ]);

function yourPart(
  of: ControlText,
  lives: readonly Life[],
  { pen, due, instead }: Telling,
): readonly AdfNode[] {
  return [
    heading(pen.words.plain('remediation.part.heading')),
    bullets([
      say(pen, 'remediation.part.fix'),
      ...meantLines(of, lives, pen),
      say(pen, 'remediation.part.unsure'),
    ]),
    paragraph(...say(pen, 'remediation.part.fixer', { fixer: of.plain('fixer') })),
    ...(due === undefined
      ? []
      : [paragraph(...say(pen, 'remediation.part.due', { day: dayText(pen, due) }))]),
    ...(instead === undefined
      ? []
      : [paragraph(...say(pen, 'remediation.part.instead', { person: { person: instead } }))]),
  ];
}

/** For how long one thing was open, as far as it was read. */
function recordLine(life: Life, pen: Pen): readonly AdfNode[] {
  const { at, before } = sinceOf(life);
  const from = at ?? before;
  const args = {
    from: { at: from },
    to: { at: life.lastSeen },
    length: lengthText(pen, Math.max(0, life.lastSeen - from)),
  };
  const line = say(pen, at === undefined ? 'remediation.record.atLeast' : 'remediation.record.exactly', args);
  return life.returned === 0
    ? line
    : [...line, ...text(' '), ...say(pen, 'remediation.record.returned', { count: life.returned })];
}

/** One for each thing: what has been open the longest on it. */
function longestOfEach(lives: readonly Life[]): readonly Life[] {
  const longest = new Map<string, Life>();
  for (const life of lives) {
    const { kind, id } = life.finding.subject;
    const known = longest.get(`${kind} ${id}`);
    if (known === undefined || startOf(life) < startOf(known)) longest.set(`${kind} ${id}`, life);
  }
  return [...longest.values()];
}

function forTheRecord(of: ControlText, lives: readonly Life[], pen: Pen, rows: number): readonly AdfNode[] {
  const shown = longestOfEach(lives).slice(0, rows);
  return [
    heading(pen.words.plain('remediation.record.heading')),
    ...(shown.length === 0 ? [] : [bullets(byWhatIsSaid(shown, life => recordLine(life, pen), pen))]),
    rolesTable(of, pen),
  ];
}

/** The risk, and what is asked of whom: what stands there whatever else there is room for. */
function openingOf(item: Wanted, telling: Telling): readonly AdfNode[] {
  const { pen } = telling;
  const of = controlWords(pen.words, item.control.id);
  return [
    paragraph(...bold(inline(of.risk(findingsOf(item.lives)), pen))),
    paragraph(...sinceWhen(item, pen)),
    ...yourPart(of, item.lives, telling),
  ];
}

/** The app's part where people's text leaves no room for more. */
export const shortBodyOf = (item: Wanted, telling: Telling): readonly AdfNode[] => [
  ...openingOf(item, telling),
  paragraph(...say(telling.pen, 'remediation.open.noRoom', { count: item.lives.length })),
  ...footer(item, telling),
];

function whatWouldFix(
  of: ControlText,
  findings: readonly Finding[],
  pen: Pen,
): readonly (readonly AdfNode[])[] {
  const parts = findings.length > FIXES ? of.toMeet(findings) : findings.map(finding => of.fixed(finding));
  const lines = new Map(parts.map(line => [JSON.stringify(line), inline(line, pen)]));
  return [...lines.values()];
}

/**
 * The app's part of a work item, for someone who never heard of the app: the risk, your part, what is open, what would make
 * it pass, what that changes, the clicks, the end, the record.
 * @param rows how many findings are shown one by one.
 */
export function bodyOf(item: Wanted, telling: Telling, rows = ROWS): readonly AdfNode[] {
  const { pen } = telling;
  const of = controlWords(pen.words, item.control.id);
  const findings = findingsOf(item.lives);
  return [
    ...openingOf(item, telling),
    ...whatIsOpen(of, item.lives, pen, rows),
    heading(pen.words.plain('remediation.pass.heading')),
    bullets(whatWouldFix(of, findings, pen)),
    ...(item.besides ? [paragraph(...say(pen, 'remediation.pass.besides'))] : []),
    heading(pen.words.plain('remediation.changes.heading')),
    paragraph(...inline(of.text('changes'), pen)),
    heading(pen.words.plain('remediation.fix.heading')),
    numbered(of.fix(item.place === 'site' ? 'site' : 'space').map(step => inline(step, pen))),
    heading(pen.words.plain('remediation.done.heading')),
    paragraph(
      ...(item.besides ? say(pen, 'remediation.done.listed') : inline(of.text('done'), pen)),
      ...text(' '),
      ...say(pen, 'remediation.done.then'),
    ),
    ...forTheRecord(of, item.lives, pen, rows),
    ...footer(item, telling),
  ];
}
