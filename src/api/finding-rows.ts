import { SEVERITIES } from '../terms/control-terms';
import { type Life, isDrift, isOpen } from '../terms/life';
import { type AttributionValue, type FindingRow } from './contract/control';

/** What a person is shown as open: confirmed or seen once. */
const isShown = (life: Life): boolean => isOpen(life) || life.state === 'suspected';

const worstFirst = (one: Life, other: Life): number =>
  Number(isDrift(other)) - Number(isDrift(one)) ||
  SEVERITIES.indexOf(one.finding.severity) - SEVERITIES.indexOf(other.finding.severity) ||
  other.firstSeen - one.firstSeen ||
  (one.finding.key < other.finding.key ? -1 : 1);

/** The open ones: what got worse first, then the most severe, then the newest. */
export const shownLives = (lives: readonly Life[]): readonly Life[] => lives.filter(isShown).sort(worstFirst);

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
