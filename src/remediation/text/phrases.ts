import {
  type MessageKey,
  type MessagePart,
  type MessageValues,
  type Messages,
} from '../../messages/messages';
import { type ListEntry } from '../../settings/settings';
import { type Finding } from '../../domain/finding';
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/instant';
import { type Attribution, type TrackedFinding } from '../../domain/tracked-finding';
import { type AdfNode, type TextFormat, inlineNodes, textNodes } from './adf';
import { objectUrl } from './object-url';

/** A control's evidence in one line: `read` of `of` objects. `of` is missing if Jira gives no total. */
export interface EvidenceSummary {
  readonly fullReadAt?: Instant;
  readonly complete: boolean;
  readonly read: number;
  readonly of?: number;
}

/** Renders texts in the site's language. `baseUrl` has no trailing slash. */
export interface TextRenderer extends TextFormat {
  readonly messages: Messages;
  readonly baseUrl: string;
}

/** A message as ADF nodes. */
export const renderMessage = (
  renderer: TextRenderer,
  key: MessageKey,
  args?: MessageValues,
): readonly AdfNode[] => inlineNodes(renderer.messages.parts(key, args), renderer);

export const formatEvidence = (renderer: TextRenderer, evidence: EvidenceSummary | undefined): string => {
  if (evidence?.fullReadAt === undefined) return renderer.messages.plainText('remediation.evidence.never');
  const args = { at: { at: evidence.fullReadAt }, read: evidence.read, of: evidence.of ?? evidence.read };
  const kind = evidence.complete ? 'complete' : 'partly';
  const key =
    evidence.of === undefined
      ? (`remediation.evidence.${kind}NoTotal` as const)
      : (`remediation.evidence.${kind}` as const);
  return renderer.messages.plainText(key, args, { timeZone: renderer.timeZone });
};

/** The object's name, or its kind and ID. */
export const objectName = (renderer: TextRenderer, { subject }: Finding): string =>
  subject.name !== undefined && subject.name.trim() !== ''
    ? subject.name
    : subject.kind === 'site'
      ? renderer.messages.plainText('remediation.open.site')
      : renderer.messages.plainText('remediation.open.nameless', {
          kind: subject.kind.replace(/-/g, '_'),
          id: subject.id,
        });

/** The object with a link. A person becomes a mention. */
export const renderObjectLink = (renderer: TextRenderer, finding: Finding): readonly AdfNode[] => {
  if (finding.subject.kind === 'person')
    return inlineNodes([{ is: 'person', account: finding.subject.id }], renderer);
  const href = objectUrl(finding.subject, renderer.baseUrl);
  return textNodes(
    objectName(renderer, finding),
    href === undefined ? [] : [{ type: 'link', attrs: { href } }],
  );
};

/** How many objects a sentence names; the rest is counted. */
const MAX_OBJECTS = 10;

/** Lists each object once, even if it has several findings. */
export const renderObjectList = (
  renderer: TextRenderer,
  findings: readonly Finding[],
): readonly AdfNode[] => {
  const findingsByObject = new Map(
    findings.map(finding => [`${finding.subject.kind} ${finding.subject.id}`, finding]),
  );
  const shown = [...findingsByObject.values()]
    .slice(0, MAX_OBJECTS)
    .flatMap((finding, index) => [
      ...(index === 0 ? [] : textNodes(', ')),
      ...renderObjectLink(renderer, finding),
    ]);
  const more = findingsByObject.size - MAX_OBJECTS;
  return more > 0
    ? [...shown, ...textNodes(', '), ...renderMessage(renderer, 'remediation.comment.more', { count: more })]
    : shown;
};

/** Groups findings with the same line: their objects, then the line. */
export function groupByLine(
  trackedFindings: readonly TrackedFinding[],
  renderLine: (tracked: TrackedFinding) => readonly AdfNode[],
  renderer: TextRenderer,
): readonly (readonly AdfNode[])[] {
  const groups = new Map<string, { readonly line: readonly AdfNode[]; readonly of: Finding[] }>();
  for (const tracked of trackedFindings) {
    const line = renderLine(tracked);
    const group = groups.get(JSON.stringify(line));
    if (group === undefined) groups.set(JSON.stringify(line), { line, of: [tracked.finding] });
    else group.of.push(tracked.finding);
  }
  return [...groups.values()].map(({ line, of }) => [
    ...renderObjectList(renderer, of),
    ...textNodes(': '),
    ...line,
  ]);
}

/** When it opened, as exactly as is known: `at` exactly, or between `after` and `before`. */
export const openedBounds = ({
  openedBy: opened,
  firstSeen,
  lastAbsent: lastClosed,
}: TrackedFinding): { readonly at?: Instant; readonly after?: Instant; readonly before: Instant } => {
  if (opened?.is === 'recorded') return { at: opened.at, before: opened.at };
  const after = opened?.is === 'bounded' ? opened.after : lastClosed;
  const before = opened?.is === 'bounded' ? opened.before : firstSeen;
  return { before, ...(after === undefined ? {} : { after }) };
};

export const renderOpenedTime = (renderer: TextRenderer, tracked: TrackedFinding): readonly AdfNode[] => {
  const { at, after, before } = openedBounds(tracked);
  if (at !== undefined) return inlineNodes([{ is: 'instant', at }], renderer);
  return after === undefined
    ? renderMessage(renderer, 'remediation.open.before', { before: { at: before } })
    : renderMessage(renderer, 'remediation.open.between', { after: { at: after }, before: { at: before } });
};

/** How many people a cell names; the rest is counted. */
const MAX_PEOPLE = 3;

/** Who did it, as far as is known. If there are several candidates, the first ones are named. */
export const renderAttribution = (
  renderer: TextRenderer,
  attribution: Attribution | undefined,
): readonly AdfNode[] => {
  const people: readonly string[] =
    attribution?.is === 'recorded'
      ? [attribution.by ?? []].flat()
      : attribution?.is === 'candidates'
        ? [...new Set(attribution.of.flatMap(({ by }) => by ?? []))]
        : [];
  if (people.length === 0) return renderMessage(renderer, 'remediation.open.notRecorded');
  const separator: readonly MessagePart[] = renderer.messages.parts('remediation.open.or');
  const more = people.length - MAX_PEOPLE;
  const names = people
    .slice(0, MAX_PEOPLE)
    .flatMap((account, index): readonly MessagePart[] => [
      ...(index === 0 ? [] : separator),
      { is: 'person', account },
    ]);
  return [
    ...inlineNodes(names, renderer),
    ...(more > 0 ? renderMessage(renderer, 'remediation.open.orMore', { count: more }) : []),
  ];
};

/** Formats a day for readers, with weekday and month in words. @param day ISO day. */
export const formatDay = ({ locale }: TextRenderer, day: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(day));

/** The reason, owner, and expiry of the first approval, as far as the settings have them. The others are counted. */
export function renderApprovals(
  renderer: TextRenderer,
  [entry, ...others]: readonly ListEntry[],
): readonly AdfNode[] {
  const { reason = '', owner = '', until } = entry ?? {};
  return [
    ...renderMessage(renderer, 'remediation.meant.is'),
    ...(reason.trim() === '' ? [] : renderMessage(renderer, 'remediation.meant.reason', { reason })),
    ...(owner === '' ? [] : renderMessage(renderer, 'remediation.meant.owner', { owner: { person: owner } })),
    ...(until === undefined
      ? []
      : renderMessage(renderer, 'remediation.meant.until', { day: formatDay(renderer, until) })),
    ...(others.length === 0
      ? []
      : renderMessage(renderer, 'remediation.meant.more', { count: others.length })),
  ];
}

/** Formats a duration in its two largest units: days and hours, hours and minutes, or minutes. */
export function formatDuration(renderer: TextRenderer, milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  const hours = Math.floor((milliseconds % DAY) / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  if (days > 0) return renderer.messages.plainText('remediation.length.days', { days, hours });
  return hours > 0
    ? renderer.messages.plainText('remediation.length.hours', { hours, minutes })
    : renderer.messages.plainText('remediation.length.minutes', { minutes });
}
