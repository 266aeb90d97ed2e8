import { Text, type TextProps, Tooltip } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from './page-context';
import { exactTime, relativeTime } from './time';

/** A moment as people say it, with the exact one on hover. */
export function Moment({
  at,
  now,
  ...look
}: { at: number; now: number } & Pick<TextProps, 'color' | 'size' | 'weight'>): ReactElement {
  const { words, timeZone } = usePage();
  return (
    <Tooltip content={exactTime(at, words.locale, timeZone)}>
      <Text {...look}>{relativeTime(at, now, words.locale)}</Text>
    </Tooltip>
  );
}
