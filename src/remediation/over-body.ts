import { controlWords, type ControlText } from '../../static/locales/control-words';
import { type Finding } from '../terms/finding';
import { DAY, type Instant } from '../terms/instant';
import { type Life, isOpen } from '../terms/life';
import { type AdfNode, bold, bullets, heading, inline, paragraph, text } from './adf';
import { PROVED, leadOf, proofOf } from './comment';
import { overFooter, rolesTable } from './footer';
import {
  type EvidenceLine,
  type Pen,
  lengthText,
  meantText,
  say,
  sinceOf,
  sinceText,
  things,
  who,
} from './phrases';
import { findingColumns, reachColumn, tableOf } from './open-table';
import { REOPEN_WITHIN } from './patience';
import { type Retired, overWhy } from './wanted';

/** What the text needs besides the findings. */
export interface OverTelling {
  readonly pen: Pen;
  readonly evidence: EvidenceLine | undefined;
  /** A person had moved it to Done before the app confirmed it. */
  readonly movedByPerson: boolean;
}

/** Until when it was open, and for how long that was: as exactly as either is known. */
function untilText(life: Life, { meant }: Retired, pen: Pen): readonly AdfNode[] {
  if (life.ended === 'setting-changed') return meantText(pen, meant.get(life.finding.key) ?? []);
  if (life.state === 'ended')
    return say(pen, 'remediation.over.ended', {
      ending: (life.ended ?? '').replace(/-/g, '_'),
      to: { at: life.since },
    });
  if (isOpen(life)) return say(pen, 'remediation.over.stays', { why: overWhy(life) });
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

function whatWasOpen(of: ControlText, item: Retired, pen: Pen, rows: number): readonly AdfNode[] {
  const { over } = item;
  const shown = over.slice(0, rows);
  const more = over.length - shown.length;
  const column = (
    name: 'since' | 'openedBy' | 'until' | 'closedBy',
    cell: (life: Life) => readonly AdfNode[],
  ) => ({
    head: pen.words.plain(`remediation.over.${name}`),
    cell,
  });
  const columns = [
    ...findingColumns(of, shown, pen),
    reachColumn(of, pen),
    column('since', life => sinceText(pen, life)),
    column('openedBy', ({ opened }) => who(pen, opened)),
    column('until', life => untilText(life, item, pen)),
    column('closedBy', life => closedBy(life, pen)),
  ];
  return [
    heading(pen.words.plain('remediation.over.heading')),
    ...tableOf(shown, columns),
    ...(more > 0 ? [paragraph(...say(pen, 'remediation.comment.more', { count: more }))] : []),
  ];
}

/** What was read again, by when it was read last. */
function readAgainAt(over: readonly Life[]): ReadonlyMap<Instant, readonly Finding[]> {
  const last = new Map<string, Life>();
  for (const life of over) {
    if (life.state !== 'gone') continue;
    const { kind, id } = life.finding.subject;
    const known = last.get(`${kind} ${id}`);
    if (known === undefined || known.readAt < life.readAt) last.set(`${kind} ${id}`, life);
  }
  const times = new Map<Instant, readonly Finding[]>();
  for (const { readAt, finding } of last.values()) times.set(readAt, [...(times.get(readAt) ?? []), finding]);
  return times;
}

function howProved({ why, over }: Retired, { pen, evidence }: OverTelling, rows: number): readonly AdfNode[] {
  if (!PROVED.has(why)) return [];
  const line = ([at, findings]: readonly [Instant, readonly Finding[]]): readonly AdfNode[] => [
    ...say(pen, 'remediation.over.readAgain', { at: { at } }),
    ...text(' '),
    ...things(pen, findings),
  ];
  const times = [...readAgainAt(over)].sort(([one], [other]) => one - other);
  const more = times.length - rows;
  return [
    heading(pen.words.plain('remediation.over.proof')),
    ...(times.length === 0 || rows === 0 ? [] : [bullets(times.slice(0, rows).map(line))]),
    ...(more > 0 ? [paragraph(...say(pen, 'remediation.over.moreTimes', { count: more }))] : []),
    paragraph(...say(pen, 'remediation.over.second'), ...text(' '), ...proofOf(evidence, pen)),
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
    ...whatWasOpen(of, item, pen, rows),
    ...howProved(item, telling, rows),
    heading(pen.words.plain('remediation.record.heading')),
    rolesTable(of, pen),
    ...overFooter(item, telling),
  ];
}
