import { Inline, Text, User } from '@forge/react';
import { type ReactElement } from 'react';
import { type FindingRow } from '../../api/contract/control';
import { Moment } from '../page/moment';
import { usePage } from '../page/page-context';
import { timeInSentence } from '../page/time';

/** Since when it is open: the moment that Jira recorded, or the two readings between which it happened. */
export function Since({ finding, now }: { finding: FindingRow; now: number }): ReactElement {
  const { say, words, timeZone } = usePage();
  const { opened, firstSeen, lastClosed } = finding;
  if (opened?.is === 'recorded') return <Moment at={opened.at} now={now} />;
  const inSentence = (at: number): string => timeInSentence(at, now, words.locale, timeZone);
  const before = opened?.is === 'bounded' ? opened.before : firstSeen;
  const after = opened?.is === 'bounded' ? opened.after : lastClosed;
  return (
    <Text>
      {after === undefined
        ? say('pages.control.before', { before: inSentence(before) })
        : say('pages.control.between', { after: inSentence(after), before: inSentence(before) })}
    </Text>
  );
}

/**
 * Who did it, as far as the site tells; several candidates are all named. What was open before the app first looked goes
 * without: nobody expects it to know.
 */
export function ChangedBy({ finding: { opened, lastClosed } }: { finding: FindingRow }): ReactElement {
  const { say } = usePage();
  const people =
    opened?.is === 'recorded'
      ? [opened.by]
      : opened?.is === 'candidates'
        ? opened.of.map(({ by }) => by)
        : [];
  const named = [...new Set(people.flatMap(person => person ?? []))];
  const wasSeenClosed = (opened?.is === 'bounded' ? opened.after : lastClosed) !== undefined;
  if (named.length === 0 && opened?.is !== 'recorded' && !wasSeenClosed) return <></>;
  if (named.length === 0) return <Text color="color.text.subtlest">{say('pages.control.notRecorded')}</Text>;
  return (
    <Inline space="space.050" alignBlock="center" shouldWrap>
      <Text color="color.text.subtle">
        {say(named.length > 1 ? 'pages.control.or' : 'pages.control.changedBy')}
      </Text>
      {named.map(account => (
        <User key={account} accountId={account} />
      ))}
    </Inline>
  );
}
