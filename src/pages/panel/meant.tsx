import { Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type panelCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { usePage } from '../page/page-context';
import { Sentence } from '../page/sentence';
import { dayInWords } from '../page/time';

type Value = Pick<OutputOf<(typeof panelCalls)['panel']>, 'control' | 'remaining' | 'meant'>;

/** What is entered where it is meant to be so, or was: with why, who answers for it, and until when. */
export function Meant({ value }: { value: Value }): ReactElement | null {
  const { say, of, words } = usePage();
  const ways = of(value.control).meant(value.remaining);
  if (value.meant.length === 0 && ways.length === 0) return null;
  return (
    <Stack space="space.100">
      {value.meant.map(({ name, reason, owner, until }) => (
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
