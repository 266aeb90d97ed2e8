import Tooltip from '@atlaskit/tooltip';
import { useShell } from './shell-context';

const EXACT_FORMAT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const RELATIVE_FORMAT = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** An instant as one says it, by the sandbox's clock; the exact one in UTC on hover and for screen readers. */
export function RelativeTime({ at }: { at: string | number }) {
  const now = useShell().bench?.now ?? Date.now();
  const instant = new Date(at);
  return (
    <Tooltip content={`${EXACT_FORMAT.format(instant)} UTC`} tag="span">
      <time dateTime={instant.toISOString()}>{formatRelative(instant.getTime() - now)}</time>
    </Tooltip>
  );
}

const SHORT_FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** An instant as a log has it, in UTC; how long ago that is on hover and for screen readers. */
export function Timestamp({ at }: { at: number }) {
  const now = useShell().bench?.now ?? Date.now();
  return (
    <Tooltip content={`${EXACT_FORMAT.format(at)} UTC, ${formatRelative(at - now)}`} tag="span">
      <time dateTime={new Date(at).toISOString()}>{SHORT_FORMAT.format(at)}</time>
    </Tooltip>
  );
}

function formatRelative(offset: number): string {
  const [unit, size] = UNITS.find(([, length]) => Math.abs(offset) >= length) ?? ['second', 1_000];
  return unit === 'second' ? 'just now' : RELATIVE_FORMAT.format(Math.round(offset / size), unit);
}
