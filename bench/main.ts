import { measureSize, type Measurement, type PeriodUsage } from './measure';

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

const formatInteger = (value: number): string => Math.round(value).toLocaleString('en');
const formatKilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);

const formatRow = (
  label: string,
  { calls, points, seconds: work, hours, writtenBytes, readBytes }: PeriodUsage,
): string =>
  [
    label.padEnd(14),
    formatInteger(calls).padStart(8),
    formatInteger(points).padStart(10),
    formatInteger(points / Math.max(1, hours)).padStart(10),
    formatInteger(hours).padStart(7),
    work.toFixed(2).padStart(9),
    formatKilobytes(writtenBytes).padStart(11),
    formatKilobytes(readBytes).padStart(11),
  ].join(' ');

function printMeasurement({
  size,
  firstScan: first,
  busiestHour,
  quietTick: quiet,
  plainScript: plain,
  peakMegabytes,
  recall,
}: Measurement): void {
  console.log(`\nSize ${size}`);
  console.log('                  calls     points  points/h   hours   seconds   KB written     KB read');
  console.log(formatRow('first pass', first));
  console.log(formatRow('quiet tick', quiet));
  console.log(
    `plain script   ${formatInteger(plain.calls).padStart(7)} ${formatInteger(plain.points).padStart(10)}${' '.repeat(19)} ${plain.seconds.toFixed(2).padStart(9)}`,
  );
  console.log(
    `first pass to plain script: calls ${(first.calls / plain.calls).toFixed(2)}, points ${(first.points / plain.points).toFixed(2)}; ` +
      `a quiet tick to the script run every hour: points ${(quiet.points / plain.points).toFixed(4)}`,
  );
  console.log(
    `busiest hour: ${formatInteger(busiestHour)} points; peak memory of the whole process: ${peakMegabytes} MB`,
  );
  const { planted, found, unplanted: others } = recall;
  console.log(
    `planted exposures found: ${found} of ${planted}; other findings: ${others.join(', ') || 'nothing'}`,
  );
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const unknownSizes = args.filter(text => !isSize(text));
  if (unknownSizes.length > 0)
    throw new Error(`No such size: ${unknownSizes.join(', ')}. There are ${SIZES.join(', ')}.`);
  const sizes = args.length === 0 ? SIZES : args.filter(isSize);
  for (const size of sizes) printMeasurement(await measureSize(size));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
