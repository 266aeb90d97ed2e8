import { type Life, isOpen } from '../terms/life';
import { type AdfDoc, type AdfNode, bullets, doc, inline, paragraph, text } from './adf';
import { type Memory } from './memory';
import {
  type EvidenceLine,
  type Pen,
  dayText,
  byWhatIsSaid,
  evidenceText,
  lengthText,
  meantText,
  say,
  sinceOf,
  things,
} from './phrases';
import { type Live } from './action';
import { type Retired, type Wanted, filedName, overWhy, sinceMove } from './wanted';

/** Lines that a comment says one by one. */
const LINES = 10;

const sentences = (nodes: readonly AdfNode[]): readonly AdfNode[] =>
  nodes.length === 0 ? [] : [paragraph(...nodes)];

/**
 * What changed since it was last said, and what is left.
 * @param due an ISO day that is still to come, where more is asked for by then.
 */
export function updateComment(
  { lives, over }: Wanted,
  memory: Memory,
  pen: Pen,
  due: string | undefined,
): AdfDoc {
  const fresh = lives.filter(life => !memory.filed.includes(filedName(life)));
  const gone = Math.max(over.length, memory.filedCount + fresh.length - lives.length);
  const counts = { fresh: fresh.length, gone, left: lives.length };
  const lead =
    fresh.length === 0 && gone === 0
      ? say(pen, 'remediation.comment.changed')
      : text(pen.words.plain('remediation.comment.updated', counts).replace(/\s+/g, ' ').trim());
  const listed = (key: 'opened' | 'closed', of: readonly Life[]): readonly AdfNode[] =>
    of.length === 0
      ? []
      : [
          ...say(pen, `remediation.comment.${key}`),
          ...things(
            pen,
            of.map(({ finding }) => finding),
          ),
        ];
  return doc([
    ...sentences(lead),
    ...sentences(listed('opened', fresh)),
    ...sentences(listed('closed', over)),
    ...sentences(
      fresh.length === 0 || due === undefined
        ? []
        : say(pen, 'remediation.comment.due', { day: dayText(pen, due) }),
    ),
  ]);
}

/**
 * Why it opens again: what remains, what could not be confirmed, what came back. What remains is what was seen open after
 * the move to Done; what could not be read again since is counted by itself.
 */
export function reopenComment(
  why: 'remains' | 'unconfirmed' | 'returned',
  { lives, over }: Wanted,
  memory: Memory,
  { categorySince }: Pick<Live, 'categorySince'>,
  pen: Pen,
): AdfDoc {
  const of = Math.max(memory.filedCount, lives.length + over.length);
  const left = why === 'remains' ? sinceMove(lives, categorySince).remain : lives;
  const back = lives.filter(life => memory.filed.includes(filedName(life))).length;
  const unread = lives.filter(({ state }) => state !== 'fading').length - left.length;
  return doc([
    paragraph(
      ...say(pen, `remediation.comment.${why}`, { left: left.length, of, back, fresh: lives.length - back }),
    ),
    ...sentences(
      things(
        pen,
        left.map(({ finding }) => finding),
      ),
    ),
    ...sentences(why === 'remains' && unread > 0 ? say(pen, 'remediation.comment.unread', { unread }) : []),
  ]);
}

/** How long one finding was open and who closed it, as far as is known. */
function intervalLine(life: Life, { meant }: Retired, pen: Pen): readonly AdfNode[] {
  if (life.ended === 'setting-changed')
    return [...meantText(pen, meant.get(life.finding.key) ?? []), ...text('.')];
  if (life.state === 'ended') {
    return say(pen, 'remediation.comment.ended', { ending: (life.ended ?? '').replace(/-/g, '_') });
  }
  if (isOpen(life)) return say(pen, 'remediation.comment.stays', { why: overWhy(life) });
  const { at, before } = sinceOf(life);
  const from = at ?? before;
  const { closed } = life;
  const named = { from: { at: from }, exact: at !== undefined };
  if (closed?.is === 'recorded') {
    const args = { ...named, to: { at: closed.at }, length: lengthText(pen, closed.at - from) };
    return closed.by === undefined
      ? say(pen, 'remediation.comment.interval', args)
      : say(pen, 'remediation.comment.intervalBy', { ...args, by: { person: closed.by } });
  }
  const to = closed?.is === 'bounded' ? closed.before : life.readAt;
  return say(pen, 'remediation.comment.intervalBetween', {
    ...named,
    after: { at: life.lastSeen },
    to: { at: to },
  });
}

/** The reading in which what was read again stands. */
export const proofOf = (evidence: EvidenceLine | undefined, pen: Pen): readonly AdfNode[] =>
  evidence?.asOf === undefined
    ? []
    : say(pen, 'remediation.comment.proof', { evidence: evidenceText(pen, evidence) });

/** On what a close rests: when just these things were read a second time, and the reading in which they stand. */
function proofText(over: readonly Life[], evidence: EvidenceLine | undefined, pen: Pen): readonly AdfNode[] {
  const times = over.flatMap(({ state, readAt }) => (state === 'gone' ? [readAt] : []));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const args = { count: times.length, first: { at: first }, last: { at: last } };
  const again = first === last ? 'readAgain' : 'readAgainBetween';
  return [
    ...(times.length === 0 ? [] : [...say(pen, `remediation.comment.${again}`, args), ...text(' ')]),
    ...proofOf(evidence, pen),
  ];
}

/** What the site itself shows, at least of some of it. */
export const PROVED: ReadonlySet<Retired['why']> = new Set(['fixed', 'narrowed', 'several']);

/** By which words a close begins. */
export const leadOf = (why: Retired['why'], movedByPerson: boolean): Retired['why'] | 'confirmed' =>
  why === 'fixed' && movedByPerson ? 'confirmed' : why;

/** The proof: what was read, and for how long each thing had been open. */
export function closeComment(
  item: Retired,
  movedByPerson: boolean,
  evidence: EvidenceLine | undefined,
  pen: Pen,
): AdfDoc {
  const { why, over } = item;
  const lines = byWhatIsSaid(over, life => intervalLine(life, item, pen), pen);
  const more = lines.length - LINES;
  return doc([
    paragraph(...say(pen, `remediation.comment.${leadOf(why, movedByPerson)}`)),
    ...(over.length === 0 ? [] : [bullets(lines.slice(0, LINES))]),
    ...(more > 0 ? [paragraph(...say(pen, 'remediation.comment.more', { count: more }))] : []),
    ...(PROVED.has(why) ? sentences(proofText(over, evidence, pen)) : []),
  ]);
}

/** What a person has to do, since the workflow lets the app not. `about` is what it would have said. */
export const noWayComment = (to: 'done' | 'open', about: AdfDoc, pen: Pen): AdfDoc =>
  doc([
    ...about.content,
    paragraph(...say(pen, to === 'done' ? 'remediation.comment.noWayDone' : 'remediation.comment.noWayOpen')),
  ]);

export const duplicateComment = (key: string, pen: Pen): AdfDoc =>
  doc([paragraph(...inline(pen.words.parts('remediation.comment.duplicate', { key }), pen))]);

/** Someone changed the property by which the app finds its work items. */
export const propertyComment = (pen: Pen): AdfDoc =>
  doc([paragraph(...say(pen, 'remediation.comment.property'))]);
