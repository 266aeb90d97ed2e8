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
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const heardAt = performance.now();
    setShown(now);
    const hand = setInterval(() => setShown(now + performance.now() - heardAt), STEP);
    return () => clearInterval(hand);
  }, [now]);
  return (
    <span className="clock">
      <span className="clock-name">Sandbox clock </span>
      <time dateTime={new Date(shown).toISOString()}>{FORMAT.format(shown)} UTC</time>
    </span>
  );
}
