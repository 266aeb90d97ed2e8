import { type ControlText, controlWords } from '../../static/locales/control-words';
import { type Finding } from '../terms/finding';
import { type Life } from '../terms/life';
import { type Instant } from '../terms/instant';
import {
  type AdfNode,
  bold,
  bullets,
  heading,
  inline,
  numbered,
  paragraph,
  plainLetters,
  table,
  text,
} from './adf';
import { footer, rolesTable } from './footer';
import {
  type EvidenceLine,
  type Pen,
  dayText,
  lengthText,
  nameArg,
  say,
  sinceOf,
  sinceText,
  thing,
  who,
} from './phrases';
import { type Wanted } from './wanted';

/** Rows of the table of what is open; the rest is counted. */
export const ROWS = 20;
/** The finding that every control with a statement can have. */
const LAPSED = 'statement-lapsed';
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

function yourPart(
  of: ControlText,
  lives: readonly Life[],
  { pen, due, instead }: Telling,
): readonly AdfNode[] {
  return [
    heading(pen.words.plain('remediation.part.heading')),
    bullets([
      say(pen, 'remediation.part.fix'),
      // A statement that lapsed can't be meant.
      ...(lives.every(({ finding }) => finding.code === LAPSED) ? [] : [say(pen, 'remediation.part.meant')]),
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

const reachCell = ({ finding, added }: Life, pen: Pen): readonly AdfNode[] => {
  const count = finding.reach?.length;
  if (count === undefined) return [];
  return added.length === 0
    ? say(pen, 'remediation.open.reach', { count })
    : say(pen, 'remediation.open.reachAdded', { count, added: added.length });
};

const whenCell = (life: Life, pen: Pen): readonly AdfNode[] =>
  life.state === 'unseen'
    ? [
        ...sinceText(pen, life),
        ...text('; '),
        ...say(pen, 'remediation.open.unseen', { at: { at: life.lastSeen } }),
      ]
    : sinceText(pen, life);

function whatIsOpen(of: ControlText, lives: readonly Life[], pen: Pen, rows: number): readonly AdfNode[] {
  const owner = of.column('owner');
  const reach = of.column('reach');
  const columns: readonly { readonly head: string; readonly cell: (life: Life) => readonly AdfNode[] }[] = [
    { head: of.column('subject') ?? '', cell: ({ finding }) => thing(pen, finding) },
    { head: of.column('line') ?? '', cell: ({ finding }) => inline(of.line(finding), pen) },
    ...(reach === undefined ? [] : [{ head: reach, cell: (life: Life) => reachCell(life, pen) }]),
    { head: pen.words.plain('remediation.open.since'), cell: life => whenCell(life, pen) },
    { head: pen.words.plain('remediation.open.by'), cell: ({ opened }) => who(pen, opened) },
    ...(owner === undefined
      ? []
      : [
          {
            head: owner,
            cell: ({ finding }: Life) =>
              finding.owner === undefined ? [] : inline([{ is: 'person', account: finding.owner }], pen),
          },
        ]),
  ];
  const shown = lives.slice(0, rows);
  const more = lives.length - shown.length;
  return [
    heading(pen.words.plain('remediation.open.heading')),
    ...(shown.length === 0
      ? []
      : [
          table(
            columns.map(({ head }) => head),
            shown.map(life => columns.map(({ cell }) => cell(life))),
          ),
        ]),
    ...(more > 0 ? [paragraph(...say(pen, 'remediation.open.more', { count: more }))] : []),
  ];
}

/** For how long one thing was open, as far as it was read. */
function recordLine(life: Life, pen: Pen): readonly AdfNode[] {
  const name = nameArg(pen, life.finding);
  const { at, before } = sinceOf(life);
  const from = at ?? before;
  const args = {
    name,
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
    ...(shown.length === 0 ? [] : [bullets(shown.map(life => recordLine(life, pen)))]),
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
    bullets(of.toMeet(findings).map(parts => inline(parts, pen))),
    ...(item.besides ? [paragraph(...say(pen, 'remediation.pass.besides'))] : []),
    heading(pen.words.plain('remediation.changes.heading')),
    paragraph(...inline(of.text('changes'), pen)),
    heading(pen.words.plain('remediation.fix.heading')),
    numbered(of.fix().map(step => inline(step, pen))),
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
