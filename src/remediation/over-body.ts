import { controlWords, type ControlText } from '../../static/locales/control-words';
import { DAY } from '../terms/instant';
import { type Life, isOpen } from '../terms/life';
import { type AdfNode, bold, bullets, heading, inline, paragraph, table, text } from './adf';
import { PROVED, leadOf, proofOf } from './comment';
import { overFooter, rolesTable } from './footer';
import {
  type EvidenceLine,
  type Pen,
  lengthText,
  nameArg,
  say,
  sinceOf,
  sinceText,
  thing,
  who,
} from './phrases';
import { REOPEN_WITHIN } from './plan';
import { type Retired } from './wanted';

/** What the text needs besides the findings. */
export interface OverTelling {
  readonly pen: Pen;
  readonly evidence: EvidenceLine | undefined;
  /** A person had moved it to Done before the app confirmed it. */
  readonly movedByPerson: boolean;
}

/** Until when it was open, and for how long that was: as exactly as either is known. */
function untilText(life: Life, pen: Pen): readonly AdfNode[] {
  if (life.state === 'ended')
    return say(pen, 'remediation.over.ended', {
      ending: (life.ended ?? '').replace(/-/g, '_'),
      to: { at: life.since },
    });
  if (isOpen(life))
    return say(pen, 'remediation.over.stays', {
      why: life.narrowedAt === undefined ? 'baseline' : 'narrowed',
    });
  const { at, before } = sinceOf(life);
  const { closed } = life;
  if (closed?.is === 'recorded') {
    const args = { to: { at: closed.at }, length: lengthText(pen, Math.max(0, closed.at - (at ?? before))) };
    return say(pen, at === undefined ? 'remediation.over.atLeast' : 'remediation.over.exactly', args);
  }
  return say(pen, 'remediation.over.between', {
    after: { at: life.lastSeen },
    to: { at: closed?.is === 'bounded' ? closed.before : life.readAt },
    length: lengthText(pen, Math.max(0, life.lastSeen - (at ?? before))),
  });
}

const closedBy = (life: Life, pen: Pen): readonly AdfNode[] =>
  life.state === 'gone' ? who(pen, life.closed) : [];

function whatWasOpen(of: ControlText, over: readonly Life[], pen: Pen, rows: number): readonly AdfNode[] {
  const shown = over.slice(0, rows);
  const more = over.length - shown.length;
  const head = [
    of.column('subject') ?? '',
    ...(['what', 'since', 'openedBy', 'until', 'closedBy'] as const).map(name =>
      pen.words.plain(`remediation.over.${name}`),
    ),
  ];
  const cells = (life: Life): readonly (readonly AdfNode[])[] => [
    thing(pen, life.finding),
    inline(of.line(life.finding), pen),
    sinceText(pen, life),
    who(pen, life.opened),
    untilText(life, pen),
    closedBy(life, pen),
  ];
  return [
    heading(pen.words.plain('remediation.over.heading')),
    ...(shown.length === 0 ? [] : [table(head, shown.map(cells))]),
    ...(more > 0 ? [paragraph(...say(pen, 'remediation.comment.more', { count: more }))] : []),
  ];
}

/** One for each thing that was read again, with the last of those readings. */
function lastReadings(over: readonly Life[]): readonly Life[] {
  const last = new Map<string, Life>();
  for (const life of over) {
    if (life.state !== 'gone') continue;
    const { kind, id } = life.finding.subject;
    const known = last.get(`${kind} ${id}`);
    if (known === undefined || known.readAt < life.readAt) last.set(`${kind} ${id}`, life);
  }
  return [...last.values()];
}

function howProved({ why, over }: Retired, { pen, evidence }: OverTelling, rows: number): readonly AdfNode[] {
  if (!PROVED.has(why)) return [];
  const readings = lastReadings(over);
  const more = readings.length - rows;
  const line = ({ finding, readAt }: Life): readonly AdfNode[] =>
    say(pen, 'remediation.over.readAgain', { name: nameArg(pen, finding), at: { at: readAt } });
  return [
    heading(pen.words.plain('remediation.over.proof')),
    ...(readings.length === 0 || rows === 0 ? [] : [bullets(readings.slice(0, rows).map(line))]),
    ...(more > 0 ? [paragraph(...say(pen, 'remediation.comment.more', { count: more }))] : []),
    paragraph(...proofOf(evidence, pen)),
    heading(pen.words.plain('remediation.over.back')),
    paragraph(...say(pen, 'remediation.over.reopens', { days: REOPEN_WITHIN / DAY })),
  ];
}

/**
 * The app's part of a work item that has nothing left to do: why, what it was, from when to when, how that was proved.
 * @param rows how many findings are shown one by one.
 */
export function overBodyOf(item: Retired, telling: OverTelling, rows: number): readonly AdfNode[] {
  const { pen, movedByPerson } = telling;
  const lead = paragraph(...bold(say(pen, `remediation.comment.${leadOf(item.why, movedByPerson)}`)));
  if (item.words === undefined || item.over.length === 0) return [lead, ...overFooter(item, telling)];
  const of = controlWords(pen.words, item.control);
  const filedFor = of.risk(item.over.map(({ finding }) => finding));
  return [
    lead,
    paragraph(...say(pen, 'remediation.over.filedFor'), ...text(' '), ...inline(filedFor, pen)),
    ...whatWasOpen(of, item.over, pen, rows),
    ...howProved(item, telling, rows),
    heading(pen.words.plain('remediation.record.heading')),
    rolesTable(of, pen),
    ...overFooter(item, telling),
  ];
}
