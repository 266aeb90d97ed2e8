import { type Key, type Part, type WordArgs, type Words } from '../../static/locales';
import { type Entry } from '../settings/settings';
import { type Finding } from '../terms/finding';
import { DAY, HOUR, type Instant, MINUTE } from '../terms/instant';
import { type Attribution, type Life } from '../terms/life';
import { type AdfNode, type Writing, inline, text } from './adf';
import { addressOf } from './address';

/** What a control's evidence rests on, for one line. `of` is missing where Jira tells no total. */
export interface EvidenceLine {
  readonly asOf?: Instant;
  readonly complete: boolean;
  readonly read: number;
  readonly of?: number;
}

/** What texts are written with. `baseUrl` has no slash at the end. */
export interface Pen extends Writing {
  readonly words: Words;
  readonly baseUrl: string;
}

/** A sentence of `remediation.json` as nodes. */
export const say = (pen: Pen, key: Key, args?: WordArgs): readonly AdfNode[] =>
  inline(pen.words.parts(key, args), pen);

export const evidenceText = (pen: Pen, line: EvidenceLine | undefined): string => {
  if (line?.asOf === undefined) return pen.words.plain('remediation.evidence.never');
  const args = { at: { at: line.asOf }, read: line.read, of: line.of ?? line.read };
  const kind = line.complete ? 'complete' : 'partly';
  const key =
    line.of === undefined
      ? (`remediation.evidence.${kind}NoTotal` as const)
      : (`remediation.evidence.${kind}` as const);
  return pen.words.plain(key, args, { timeZone: pen.timeZone });
};

/** How the thing is called: its name, else its kind and id. */
export const nameOf = (pen: Pen, { subject }: Finding): string =>
  subject.name !== undefined && subject.name.trim() !== ''
    ? subject.name
    : subject.kind === 'site'
      ? pen.words.plain('remediation.open.site')
      : pen.words.plain('remediation.open.nameless', {
          kind: subject.kind.replace(/-/g, '_'),
          id: subject.id,
        });

/** The thing with a way to it. A person is mentioned. */
export const thing = (pen: Pen, finding: Finding): readonly AdfNode[] => {
  if (finding.subject.kind === 'person') return inline([{ is: 'person', account: finding.subject.id }], pen);
  const href = addressOf(finding.subject, pen.baseUrl);
  return text(nameOf(pen, finding), href === undefined ? [] : [{ type: 'link', attrs: { href } }]);
};

/** Things that one sentence names; the others are counted. */
const THINGS = 10;

/** Things by their names, each once however much of it is open. */
export const things = (pen: Pen, findings: readonly Finding[]): readonly AdfNode[] => {
  const named = new Map(findings.map(finding => [`${finding.subject.kind} ${finding.subject.id}`, finding]));
  const shown = [...named.values()]
    .slice(0, THINGS)
    .flatMap((finding, index) => [...(index === 0 ? [] : text(', ')), ...thing(pen, finding)]);
  const more = named.size - THINGS;
  return more > 0
    ? [...shown, ...text(', '), ...say(pen, 'remediation.comment.more', { count: more })]
    : shown;
};

/** What is said of each, once for all of whom the same is said: their names, and it. */
export function byWhatIsSaid(
  lives: readonly Life[],
  say: (life: Life) => readonly AdfNode[],
  pen: Pen,
): readonly (readonly AdfNode[])[] {
  const said = new Map<string, { readonly line: readonly AdfNode[]; readonly of: Finding[] }>();
  for (const life of lives) {
    const line = say(life);
    const known = said.get(JSON.stringify(line));
    if (known === undefined) said.set(JSON.stringify(line), { line, of: [life.finding] });
    else known.of.push(life.finding);
  }
  return [...said.values()].map(({ line, of }) => [...things(pen, of), ...text(': '), ...line]);
}

/** Since when it is open, as exactly as is known. */
export const sinceOf = ({
  opened,
  firstSeen,
  lastClosed,
}: Life): { readonly at?: Instant; readonly after?: Instant; readonly before: Instant } => {
  if (opened?.is === 'recorded') return { at: opened.at, before: opened.at };
  const after = opened?.is === 'bounded' ? opened.after : lastClosed;
  const before = opened?.is === 'bounded' ? opened.before : firstSeen;
  return { before, ...(after === undefined ? {} : { after }) };
};

export const sinceText = (pen: Pen, life: Life): readonly AdfNode[] => {
  const { at, after, before } = sinceOf(life);
  if (at !== undefined) return inline([{ is: 'instant', at }], pen);
  return after === undefined
    ? say(pen, 'remediation.open.before', { before: { at: before } })
    : say(pen, 'remediation.open.between', { after: { at: after }, before: { at: before } });
};

/** People that one cell names; the others are counted. */
const NAMED = 3;

/** Who did it, as far as is known: of several candidates the first are named. */
export const who = (pen: Pen, did: Attribution | undefined): readonly AdfNode[] => {
  const people: readonly string[] =
    did?.is === 'recorded'
      ? [did.by ?? []].flat()
      : did?.is === 'candidates'
        ? [...new Set(did.of.flatMap(({ by }) => by ?? []))]
        : [];
  if (people.length === 0) return say(pen, 'remediation.open.notRecorded');
  const or: readonly Part[] = pen.words.parts('remediation.open.or');
  const more = people.length - NAMED;
  const names = people
    .slice(0, NAMED)
    .flatMap((account, index): readonly Part[] => [...(index === 0 ? [] : or), { is: 'person', account }]);
  return [...inline(names, pen), ...(more > 0 ? say(pen, 'remediation.open.orMore', { count: more }) : [])];
};

/** A day as people say it. @param day in ISO form. */
export const dayText = ({ locale }: Pen, day: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(day));

/** Why it is meant to be so, who answers for it, and until when: as far as an entry of the settings says. */
export function meantText(pen: Pen, [entry, ...others]: readonly Entry[]): readonly AdfNode[] {
  const { reason = '', owner = '', until } = entry ?? {};
  return [
    ...say(pen, 'remediation.meant.is'),
    ...(reason.trim() === '' ? [] : say(pen, 'remediation.meant.reason', { reason })),
    ...(owner === '' ? [] : say(pen, 'remediation.meant.owner', { owner: { person: owner } })),
    ...(until === undefined ? [] : say(pen, 'remediation.meant.until', { day: dayText(pen, until) })),
    ...(others.length === 0 ? [] : say(pen, 'remediation.meant.more', { count: others.length })),
  ];
}

/** A length of time in the two units that matter. */
export function lengthText(pen: Pen, milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  const hours = Math.floor((milliseconds % DAY) / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  if (days > 0) return pen.words.plain('remediation.length.days', { days, hours });
  return hours > 0
    ? pen.words.plain('remediation.length.hours', { hours, minutes })
    : pen.words.plain('remediation.length.minutes', { minutes });
}
