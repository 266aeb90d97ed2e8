import { measured, type Measured, type Stretch } from './measure';

/*
 * npm run bench            sizes S, M and L
 * npm run bench -- S M     only these
 *
 * Every figure is of this run: the app on the sandbox, and beside it a plain script that reads the same endpoints of the same
 * site in a row. The simulated site answers without latency, so seconds say what the app's own work takes.
 */
const SIZES = ['S', 'M', 'L'] as const;
type Size = (typeof SIZES)[number];

const isSize = (text: string): text is Size => SIZES.some(size => size === text);

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);

const row = (label: string, { calls, points, work, hours, writtenBytes, readBytes }: Stretch): string =>
  [
    label.padEnd(14),
    whole(calls).padStart(8),
    whole(points).padStart(10),
    whole(points / Math.max(1, hours)).padStart(10),
    whole(hours).padStart(7),
    work.toFixed(2).padStart(9),
    kilobytes(writtenBytes).padStart(11),
    kilobytes(readBytes).padStart(11),
  ].join(' ');

function print({ size, first, busiestHour, quiet, plain, peakMegabytes, recall }: Measured): void {
  console.log(`\nSize ${size}`);
  console.log('                  calls     points  points/h   hours   seconds   KB written     KB read');
  console.log(row('first pass', first));
  console.log(row('quiet tick', quiet));
  console.log(
    `plain script   ${whole(plain.calls).padStart(7)} ${whole(plain.points).padStart(10)}${' '.repeat(19)} ${plain.seconds.toFixed(2).padStart(9)}`,
  );
  console.log(
    `first pass to plain script: calls ${(first.calls / plain.calls).toFixed(2)}, points ${(first.points / plain.points).toFixed(2)}; ` +
      `a quiet tick to the script run every hour: points ${(quiet.points / plain.points).toFixed(4)}`,
  );
  console.log(
    `busiest hour: ${whole(busiestHour)} points; peak memory of the whole process: ${peakMegabytes} MB`,
  );
  const { planted, found, others } = recall;
  console.log(
    `planted exposures found: ${found} of ${planted}; found besides: ${others.join(', ') || 'nothing'}`,
  );
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const wrong = asked.filter(text => !isSize(text));
  if (wrong.length > 0) throw new Error(`No such size: ${wrong.join(', ')}. There are ${SIZES.join(', ')}.`);
  const sizes = asked.length === 0 ? SIZES : asked.filter(isSize);
  for (const size of sizes) print(await measured(size));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
