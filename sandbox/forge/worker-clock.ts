import type { Millis } from '../clock';
import type { ClockReading } from './worker-messages';

/**
 * Gives this thread the sandbox's time in place of the machine's: `Date` reads the clock as it was last told, and goes on
 * from there with real time unless the clock is held.
 */
export function followClock(): { set(reading: ClockReading): void } {
  const RealDate = Date;
  let lastReading: ClockReading = { at: RealDate.now(), running: true };
  let readAt: Millis = RealDate.now();
  const now = (): Millis =>
    lastReading.running ? lastReading.at + (RealDate.now() - readAt) : lastReading.at;

  const SandboxDate = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  RealDate.prototype.constructor = SandboxDate;
  globalThis.Date = SandboxDate;
  return {
    set(reading) {
      lastReading = reading;
      readAt = RealDate.now();
    },
  };
}
