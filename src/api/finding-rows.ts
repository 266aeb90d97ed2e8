import { SEVERITIES } from '../terms/control-terms';
import { type Life, isDrift, isOpen } from '../terms/life';
import { type AttributionValue, type FindingOrder, type FindingRow } from './contract/control';

/** What a person is shown as open: confirmed or seen once. */
const isShown = (life: Life): boolean => isOpen(life) || life.state === 'suspected';

const worstFirst = (one: Life, other: Life): number =>
  Number(isDrift(other)) - Number(isDrift(one)) ||
  SEVERITIES.indexOf(one.finding.severity) - SEVERITIES.indexOf(other.finding.severity) ||
  other.firstSeen - one.firstSeen ||
  (one.finding.key < other.finding.key ? -1 : 1);

/** The open ones: what got worse first, then the most severe, then the newest. */
export const shownLives = (lives: readonly Life[]): readonly Life[] => lives.filter(isShown).sort(worstFirst);

const nameOf = ({ finding: { subject } }: Life): string => subject.name ?? subject.id;

const ORDERS: Readonly<Record<Exclude<FindingOrder, 'worst'>, (one: Life, other: Life) => number>> = {
  newest: (one, other) => other.firstSeen - one.firstSeen,
  name: (one, other) => nameOf(one).localeCompare(nameOf(other)),
  reach: (one, other) => (other.finding.reach?.length ?? 0) - (one.finding.reach?.length ?? 0),
};

const says = ({ finding: { subject, args } }: Life, text: string): boolean =>
  [subject.id, subject.name, ...Object.values(args)].some(
    value => typeof value === 'string' && value.toLowerCase().includes(text),
  );

/** Those of the open ones that a reader looks for, in the order that was asked for. */
export function foundLives(lives: readonly Life[], search: string, order: FindingOrder): readonly Life[] {
  const text = search.toLowerCase();
  const found = text === '' ? lives : lives.filter(life => says(life, text));
  return order === 'worst' ? found : [...found].sort(ORDERS[order]);
}

const attributionValue = (opened: NonNullable<Life['opened']>): AttributionValue =>
  opened.is === 'candidates' ? { is: 'candidates', of: opened.of.map(each => ({ ...each })) } : { ...opened };

/** A finding as pages list it. */
export function findingRow(life: Life): FindingRow {
  const { finding, opened, lastClosed } = life;
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
    state: life.state,
    firstSeen: life.firstSeen,
    lastSeen: life.lastSeen,
    ...(lastClosed === undefined ? {} : { lastClosed }),
    ...(opened === undefined ? {} : { opened: attributionValue(opened) }),
    baseline: life.baseline,
    origin: life.origin,
    returned: life.returned,
    added: life.added.length,
  };
}
