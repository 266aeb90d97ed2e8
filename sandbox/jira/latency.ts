/** `none`, or times spread as a real site's: half of all answers take under 150 ms, few over a second. */
export type LatencyMode = 'none' | 'lognormal';

/** Milliseconds that an answer of this many points takes. @param fraction from 0 to below 1, at random */
export function sampleLatency(points: number, fraction: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
  return Math.exp(Math.log(150) + 0.5 * normal) + Math.min(points, 2000) / 4;
}
