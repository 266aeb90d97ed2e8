import { Inline, Text, User } from '@forge/react';
import { type ReactElement } from 'react';
import { type FindingRow } from '../../api/contract/control';
import { RelativeTime } from '../shared/relative-time';
import { usePage } from '../shared/page-context';
import { formatTimeInSentence } from '../shared/time-format';

/** Since when the finding is open: the time recorded by Jira, or the two scans between which it appeared. */
export function FindingSince({ finding, now }: { finding: FindingRow; now: number }): ReactElement {
  const { formatMessage, messages, timeZone } = usePage();
  const { opened, firstSeen, lastClosed } = finding;
  if (opened?.is === 'recorded') return <RelativeTime at={opened.at} now={now} />;
  const formatTime = (at: number): string => formatTimeInSentence(at, now, messages.locale, timeZone);
  const before = opened?.is === 'bounded' ? opened.before : firstSeen;
  const after = opened?.is === 'bounded' ? opened.after : lastClosed;
  return (
    <Text>
      {after === undefined
        ? formatMessage('pages.control.before', { before: formatTime(before) })
        : formatMessage('pages.control.between', { after: formatTime(after), before: formatTime(before) })}
    </Text>
  );
}

/**
 * Who made the change, if known; otherwise all candidates. Nothing is shown for findings that were open before the
 * first scan, because their author can't be known.
 */
export function FindingChangedBy({ finding: { opened, lastClosed } }: { finding: FindingRow }): ReactElement {
  const { formatMessage } = usePage();
  const people =
    opened?.is === 'recorded'
      ? [opened.by]
      : opened?.is === 'candidates'
        ? opened.of.map(({ by }) => by)
        : [];
  const accounts = [...new Set(people.flatMap(person => person ?? []))];
  const hasEarlierReading = (opened?.is === 'bounded' ? opened.after : lastClosed) !== undefined;
  if (accounts.length === 0 && opened?.is !== 'recorded' && !hasEarlierReading) return <></>;
  if (accounts.length === 0)
    return <Text color="color.text.subtlest">{formatMessage('pages.control.notRecorded')}</Text>;
  return (
    <Inline space="space.050" alignBlock="center" shouldWrap>
      <Text color="color.text.subtle">
        {formatMessage(accounts.length > 1 ? 'pages.control.or' : 'pages.control.changedBy')}
      </Text>
      {accounts.map(account => (
        <User key={account} accountId={account} />
      ))}
    </Inline>
  );
}
