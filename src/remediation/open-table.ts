import { type CellName, type ControlText } from '../../static/locales/control-words';
import { type Finding } from '../terms/finding';
import { type Life } from '../terms/life';
import { addressOf } from './address';
import { type AdfNode, heading, inline, paragraph, table, text } from './adf';
import { type Pen, say, sinceText, thing, who } from './phrases';

interface Column {
  readonly head: string;
  readonly cell: (life: Life) => readonly AdfNode[];
}

const cellOf = (of: ControlText, finding: Finding, name: CellName, pen: Pen): readonly AdfNode[] =>
  inline(of.cell(finding, name, addressOf(finding.subject, pen.baseUrl)) ?? [], pen);

/** What it opens: the one by its name where that is known, else how many, and how many of them came later. */
function reachCell(of: ControlText, { finding, added }: Life, pen: Pen): readonly AdfNode[] {
  const count = finding.reach?.length;
  const named = cellOf(of, finding, 'where', pen);
  const said =
    named.length > 0 || count === undefined ? named : say(pen, 'remediation.open.reach', { count });
  return added.length === 0
    ? said
    : [...said, ...say(pen, 'remediation.open.added', { added: added.length })];
}

const whenCell = (life: Life, pen: Pen): readonly AdfNode[] =>
  life.state === 'unseen'
    ? [
        ...sinceText(pen, life),
        ...text('; '),
        ...say(pen, 'remediation.open.unseen', { at: { at: life.lastSeen } }),
      ]
    : sinceText(pen, life);

/** Who may do what through what, where a finding is a grant. */
const grantColumns = (of: ControlText, pen: Pen): readonly Column[] =>
  (['who', 'may', 'through'] as const).map(name => ({
    head: pen.words.plain(`remediation.open.${name}`),
    cell: ({ finding }) => cellOf(of, finding, name, pen),
  }));

/** Whether the sentence itself begins with the person whom it is about. */
const namesItself = (of: ControlText, { finding }: Life): boolean => {
  const [first] = of.line(finding);
  return first?.is === 'person' && first.account === finding.subject.id;
};

const thingColumns = (of: ControlText, lives: readonly Life[], pen: Pen): readonly Column[] => [
  ...(lives.every(life => namesItself(of, life))
    ? []
    : [{ head: of.column('subject') ?? '', cell: ({ finding }: Life) => thing(pen, finding) }]),
  { head: of.column('line') ?? '', cell: ({ finding }) => inline(of.line(finding), pen) },
];

/** What each finding is: in columns where all of them are grants, else as its thing and a sentence. */
export const findingColumns = (of: ControlText, lives: readonly Life[], pen: Pen): readonly Column[] =>
  lives.every(({ finding }) => of.cell(finding, 'who', undefined) !== undefined)
    ? grantColumns(of, pen)
    : thingColumns(of, lives, pen);

/** What each finding opens. */
export const reachColumn = (of: ControlText, pen: Pen): Column => ({
  head: of.column('reach') ?? pen.words.plain('remediation.open.where'),
  cell: life => reachCell(of, life, pen),
});

function columnsOf(of: ControlText, lives: readonly Life[], pen: Pen): readonly Column[] {
  return [
    ...findingColumns(of, lives, pen),
    reachColumn(of, pen),
    { head: pen.words.plain('remediation.open.since'), cell: life => whenCell(life, pen) },
    { head: pen.words.plain('remediation.open.by'), cell: ({ opened }) => who(pen, opened) },
    {
      head: of.column('owner') ?? '',
      cell: ({ finding: { owner } }) =>
        owner === undefined ? [] : inline([{ is: 'person', account: owner }], pen),
    },
  ];
}

/** A table of these lives; a column in which nothing stands is left out. */
export function tableOf(lives: readonly Life[], columns: readonly Column[]): readonly AdfNode[] {
  const rows = columns
    .map(({ head, cell }) => ({ head, cells: lives.map(cell) }))
    .filter(({ head, cells }) => head !== '' && cells.some(cell => cell.length > 0));
  if (lives.length === 0) return [];
  return [
    table(
      rows.map(({ head }) => head),
      lives.map((_, row) => rows.map(({ cells }) => cells[row] ?? [])),
    ),
  ];
}

/** What is open to whom through what, since when and by whom. @param rows how many are shown one by one. */
export function whatIsOpen(
  of: ControlText,
  lives: readonly Life[],
  pen: Pen,
  rows: number,
): readonly AdfNode[] {
  const shown = lives.slice(0, rows);
  const more = lives.length - shown.length;
  return [
    heading(pen.words.plain('remediation.open.heading')),
    ...tableOf(shown, columnsOf(of, shown, pen)),
    ...(more > 0 ? [paragraph(...say(pen, 'remediation.open.more', { count: more }))] : []),
  ];
}
