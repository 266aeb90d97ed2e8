import { Text, type TextProps, Tooltip } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from './page-context';
import { formatExactTime, formatRelativeTime } from './time-format';

/** A relative time, with the exact time on hover. */
export function RelativeTime({
  at,
  now,
  ...textProps
}: { at: number; now: number } & Pick<TextProps, 'color' | 'size' | 'weight'>): ReactElement {
  const { messages, timeZone } = usePage();
  return (
    <Tooltip content={formatExactTime(at, messages.locale, timeZone)}>
      <Text {...textProps}>{formatRelativeTime(at, now, messages.locale)}</Text>
    </Tooltip>
  );
}
