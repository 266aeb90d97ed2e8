import { Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../page/page-context';
import { Sentence } from '../page/sentence';
import { dayInWords } from '../page/time';
import { type WorkValue } from './panel-value';

/**
 * What is entered where it is meant to be so, or was: with why, who answers for it, and until when, as far as the reader's
 * role shows it.
 */
export function Meant({ value }: { value: WorkValue }): ReactElement | null {
  const { say, of, words } = usePage();
  const ways = of(value.control).meant(value.remaining);
  const meant = value.role === 'jira-admin' ? value.meant : [];
  if (meant.length === 0 && ways.length === 0) return null;
  return (
    <Stack space="space.100">
      {meant.map(({ name, reason, owner, until }) => (
        <Stack key={`${name} ${reason} ${owner}`} space="space.025">
          <Text weight="medium">{say('pages.panel.meant', { name: name === '' ? 'none' : name })}</Text>
          {reason === '' ? null : <Text size="small">{reason}</Text>}
          {owner === '' ? null : (
            <Sentence parts={words.parts('pages.panel.answers', { owner: { person: owner } })} size="small" />
          )}
          {until === undefined ? null : (
            <Text size="small">{say('pages.panel.until', { day: dayInWords(until, words.locale) })}</Text>
          )}
        </Stack>
      ))}
      {ways.length === 0 ? null : (
        <Stack space="space.025">
          <Text weight="medium">{say('pages.panel.intended')}</Text>
          {ways.map((parts, index) => (
            <Sentence key={index} parts={parts} size="small" />
          ))}
        </Stack>
      )}
    </Stack>
  );
}
