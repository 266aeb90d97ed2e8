import { SEVERITIES } from '../domain/control-attributes';
import { type TrackedFinding, isDrift, isOpenFinding } from '../domain/tracked-finding';
import { type AttributionValue, type FindingOrder, type FindingRow } from './contract/control';

/** Whether pages show the finding: open, or awaiting confirmation. */
const isShown = (tracked: TrackedFinding): boolean =>
  isOpenFinding(tracked) || tracked.state === 'unconfirmed';

const compareWorstFirst = (one: TrackedFinding, other: TrackedFinding): number =>
  Number(isDrift(other)) - Number(isDrift(one)) ||
  SEVERITIES.indexOf(one.finding.severity) - SEVERITIES.indexOf(other.finding.severity) ||
  other.firstSeen - one.firstSeen ||
  (one.finding.key < other.finding.key ? -1 : 1);

/** Findings to show, sorted: new and widened first, then by severity, then newest first. */
export const sortShownFindings = (trackedFindings: readonly TrackedFinding[]): readonly TrackedFinding[] =>
  trackedFindings.filter(isShown).sort(compareWorstFirst);

const subjectNameOf = ({ finding: { subject } }: TrackedFinding): string => subject.name ?? subject.id;

const COMPARATORS: Readonly<
  Record<Exclude<FindingOrder, 'worst'>, (one: TrackedFinding, other: TrackedFinding) => number>
> = {
  newest: (one, other) => other.firstSeen - one.firstSeen,
  name: (one, other) => subjectNameOf(one).localeCompare(subjectNameOf(other)),
  reach: (one, other) => (other.finding.reach?.length ?? 0) - (one.finding.reach?.length ?? 0),
};

const matchesText = ({ finding: { subject, args } }: TrackedFinding, text: string): boolean =>
  [subject.id, subject.name, ...Object.values(args)].some(
    value => typeof value === 'string' && value.toLowerCase().includes(text),
  );

/** Filters and sorts findings for a search. */
export function searchFindings(
  trackedFindings: readonly TrackedFinding[],
  search: string,
  order: FindingOrder,
): readonly TrackedFinding[] {
  const text = search.toLowerCase();
  const matches =
    text === '' ? trackedFindings : trackedFindings.filter(tracked => matchesText(tracked, text));
  return order === 'worst' ? matches : [...matches].sort(COMPARATORS[order]);
}

const buildAttributionValue = (opened: NonNullable<TrackedFinding['openedBy']>): AttributionValue =>
  opened.is === 'candidates' ? { is: 'candidates', of: opened.of.map(each => ({ ...each })) } : { ...opened };

export function buildFindingRow(tracked: TrackedFinding): FindingRow {
  const { finding, openedBy: opened, lastAbsent: lastClosed } = tracked;
  const { subject, reach, owner } = finding;
  return {
    key: finding.key,
    code: finding.code,
    severity: finding.severity,
    subject: {
      kind: subject.kind,
      id: subject.id,
      ...(subject.name === undefined ? {} : { name: subject.name }),
    },
    args: { ...finding.args },
    ...(reach === undefined ? {} : { reach: reach.length }),
    ...(owner === undefined ? {} : { owner }),
    state: tracked.state,
    firstSeen: tracked.firstSeen,
    lastSeen: tracked.lastSeen,
    ...(lastClosed === undefined ? {} : { lastClosed }),
    ...(opened === undefined ? {} : { opened: buildAttributionValue(opened) }),
    baseline: tracked.inBaseline,
    origin: tracked.origin,
    returned: tracked.reopenCount,
    added: tracked.addedReach.length,
  };
}
