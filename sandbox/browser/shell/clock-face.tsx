import { useEffect, useState } from 'react';
import { type Millis } from '../../clock';

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** How often the hand moves, in milliseconds. */
const STEP = 5_000;

/** The sandbox's clock, in UTC. It runs on between the times it is heard of. */
export function ClockFace({ now }: { now: Millis }) {
  const [shownTime, setShownTime] = useState(now);
  useEffect(() => {
    const receivedAt = performance.now();
    setShownTime(now);
    const timer = setInterval(() => setShownTime(now + performance.now() - receivedAt), STEP);
    return () => clearInterval(timer);
  }, [now]);
  return (
    <span className="clock">
      <span className="clock-name">Sandbox clock </span>
      <time dateTime={new Date(shownTime).toISOString()}>{FORMAT.format(shownTime)} UTC</time>
    </span>
  );
}
